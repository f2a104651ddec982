"""`lms roster export …`: files from the console, with exit status and one line."""

import json

import openpyxl
import pytest
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.rosters.commands import roster
from tests.facts.rosters import RARE, add_closed_class, words


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock("2026-12-10 18:00")


@pytest.fixture
def export(app):
    """Runs `lms roster export …` as the program does."""

    def run(*given: str):
        return app.test_cli_runner().invoke(roster, ["export", *given])

    return run


def test_each_roster_of_a_class_becomes_a_file_and_is_put_down(district, export, tmp_path):
    class_id, _people = add_closed_class(district, (RARE, "PPPPPP"))
    for which in ("completion", "attendance", "trainees"):
        for file_format in ("xlsx", "pdf", "csv"):
            out = tmp_path / f"{which}.{file_format}"
            result = export(which, "--class", str(class_id), "--format", file_format, "--out", str(out))
            assert result.exit_code == 0, result.output
            assert out.stat().st_size > 100
    out = tmp_path / "sign-in.pdf"
    result = export("sign-in", "--class", str(class_id), "--day", "2026-12-09", "--format", "pdf", "--out", str(out))
    assert result.exit_code == 0, result.output
    assert RARE in words((tmp_path / "completion.pdf").read_bytes())[0]
    with district.session() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "roster.exported")).all()
    assert len(entries) == 10
    assert entries[0].actor.startswith("console:")
    assert json.loads(entries[0].detail)["reach"] == "everywhere"


def test_the_list_of_those_not_trained_takes_the_conditions_of_flags(district, export, tmp_path):
    district.add_person("甲", at="S1C1")
    district.add_person("乙", at="S2C1")
    out = tmp_path / "list.xlsx"
    result = export(
        "not-trained", "--as-of", "2027-01-20", "--year", "2026", "--requirement", "rotation", "--org", "S2",
        "--format", "xlsx", "--out", str(out),
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    page = openpyxl.load_workbook(out).worksheets[0]
    assert [page["D4"].value, page["K4"].value] == ["乙", "逾期"]
    assert "1" in result.output
    assert str(out) in result.output


def test_a_list_of_nobody_is_a_file_too(district, export, tmp_path):
    out = tmp_path / "list.csv"
    result = export("not-trained", "--as-of", "2026-03-01", "--format", "csv", "--out", str(out))
    assert result.exit_code == 0, result.output
    assert len(out.read_text("utf-8-sig").splitlines()) == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("completion", "--class", "1", "--format", "csv"), "--out"),
        (("completion", "--format", "csv", "--out", "x.csv"), "--class"),
        (("not-trained", "--requirement", "nonsense", "--format", "csv", "--out", "x.csv"), "--requirement"),
        (("not-trained", "--org", "nowhere", "--format", "csv", "--out", "x.csv"), "--org"),
        (("not-trained", "--as-of", "2026-02-30", "--format", "csv", "--out", "x.csv"), "--as-of"),
        (("not-trained", "--format", "docx", "--out", "x.docx"), "--format"),
    ],
)
def test_wrong_usage_ends_with_2_and_names_the_option(sqlite_district, given, said):
    result = sqlite_district.app.test_cli_runner().invoke(roster, ["export", *given])
    assert result.exit_code == 2
    assert said in result.output


def test_what_cannot_be_exported_writes_nothing_and_says_why(district, export, tmp_path):
    from lms.errors import DomainError
    from tests.facts import training

    class_id = training.add_class(district, people=[district.add_person()])
    out = tmp_path / "x.csv"
    for class_number, place, why in (
        (str(class_id), out, "还没有办结"), ("99999", out, "no such class"),
        (str(class_id), tmp_path / "nowhere" / "x.csv", "文件夹"),
    ):  # fmt: skip
        result = export("completion", "--class", class_number, "--format", "csv", "--out", str(place))
        assert isinstance(result.exception, DomainError)  # `lms` tells it in one line and ends with 1
        assert why in str(result.exception)
    assert not out.exists()
