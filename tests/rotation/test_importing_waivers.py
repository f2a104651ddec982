"""Taking the waivers file: exemptions and deferrals, by a requirement's code or name."""

import pytest
from sqlalchemy import select

from lms.extensions import db
from lms.people.signals import person_facts_changed
from lms.rotation.models import Requirement, Waiver
from tests.facts.spreadsheets import WAIVERS, csv_file, default_requirements, faults, take, waiver_row


@pytest.fixture
def importing(district, tmp_path):
    """`importing(row, …)` takes a waivers file; P1 is there, and the requirements that ship."""
    district.add_person("王桂英", person_no="P1")
    with district.app.app_context():
        default_requirements()

        def import_rows(*rows, **options):
            return take(csv_file(tmp_path, WAIVERS, *rows), "waivers", **options)

        yield import_rows


def waivers() -> list[tuple[str, str, str | None]]:
    rows = db.session.execute(
        select(Requirement.code, Waiver.kind, Waiver.deferred_until)
        .join(Requirement, Requirement.id == Waiver.requirement_id)
        .order_by(Waiver.id)
    )
    return [(code, kind, until and until.isoformat()) for code, kind, until in rows]


def test_a_requirement_is_known_by_its_code_and_by_its_name(importing):
    report = importing(waiver_row("P1"), waiver_row("P1", 要求="winter", 类型="免训", 延期至="无"))
    assert report.taken == 2
    assert waivers() == [("rotation", "deferral", "2027-03-01"), ("winter", "exemption", None)]


def test_the_same_file_twice_changes_nothing(importing):
    importing(waiver_row("P1"), waiver_row("P1", 类型="免训", 延期至=""))
    again = importing(waiver_row("P1"), waiver_row("P1", 类型="免训", 延期至=""))
    assert (again.taken, again.unchanged) == (2, 2)
    assert len(waivers()) == 2


def test_another_deferral_stands_beside_the_first(importing):
    importing(waiver_row("P1"))
    assert importing(waiver_row("P1", 延期至="2027-05-31")).unchanged == 0
    assert [until for _code, _kind, until in waivers()] == ["2027-03-01", "2027-05-31"]


def test_an_exemption_with_a_day_is_taken_without_it_and_says_so(importing):
    report = importing(waiver_row("P1", 类型="免训"))
    assert [(one.row, one.fault.code) for one in report.warnings] == [(2, "not-needed")]
    assert waivers() == [("rotation", "exemption", None)]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"延期至": ""}, (2, "延期至", "E2", "empty")),
        ({"延期至": "2027.03"}, (2, "延期至", "E2", "month-alone")),
        ({"要求": "军训"}, (2, "要求", "B2", "requirement")),
        ({"批准人": "—"}, (2, "批准人", "G2", "empty")),
        ({"人员编号": "P9"}, (2, "人员编号", "A2", "unknown-person")),
    ],
)
def test_each_fault_has_its_cell(importing, row, expected):
    assert faults(importing(waiver_row(**({"number": "P1"} | row)) if "人员编号" not in row else waiver_row("P9"))) == {
        expected
    }


def test_the_people_are_announced(importing):
    heard = []
    with person_facts_changed.connected_to(lambda _sender, **what: heard.append(what)):
        importing(waiver_row("P1"))
    assert heard == [{"person_ids": frozenset({db.session.scalar(select(Waiver.person_id))})}]
