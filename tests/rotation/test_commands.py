"""`lms rotation evaluate` and `flags`, as the contract describes them."""

import csv
import io
import json
from datetime import UTC, date, datetime, time, timedelta

import pytest
from openpyxl import load_workbook

from lms import clock
from lms.audit.models import AuditEntry
from lms.people.models import Appointment
from lms.records.models import TrainingRecord
from lms.records.rules import identity
from lms.rotation.commands import rotation
from lms.rotation.commands.flagged import KEYS
from lms.rotation.models import Obligation

RECORDED = {"recorded_by": "console:test"}


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock("2026-11-24 09:00")


@pytest.fixture
def lms(app):
    """Runs `lms rotation …`; gives exit status, standard output and standard error."""

    def run(*words: str):
        return app.test_cli_runner().invoke(rotation, words)

    return run


def flags(lms, *words: str) -> list[dict]:
    result = lms("flags", "--format", "json", *words)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def train(district, person_id: int, last_day: str, *, recorded: datetime | None = None, **more) -> int:
    """A completed 集中轮训 that ended on a day; gives the record's id."""
    ended = date.fromisoformat(last_day)
    fields = {
        "declared_year": ended.year, "category": "集中轮训", "name": "第4期", "first_day": ended, "last_day": ended,
        "days_hundredths": None, "credit_centihours": 2400, "completed": True, "make_up_year": None,
    } | more  # fmt: skip
    with district.session() as session:
        record = TrainingRecord(
            person_id=person_id, identity=identity(**fields), source="page",
            recorded_at=recorded or clock.at(date(2026, 1, 1), time()), **fields, **RECORDED,
        )  # fmt: skip
        session.add(record)
        session.commit()
        return record.id


def test_a_flag_has_the_keys_of_the_contract_and_says_why(district, lms):
    district.add_person("周德海", person_no="00042")
    (flag,) = flags(lms, "--as-of", "2027-01-20", "--year", "2026")
    assert tuple(flag) == KEYS
    assert flag == {
        "person_no": "00042", "name": "周德海", "org_code": "S1C1", "org_name": "S1C1社区", "position": "社区党委书记",
        "requirement": "rotation", "year": 2026, "status": "overdue", "due": "2026-12-31",
        "reason": "自2023-05-01任S1C1社区社区党委书记；2026年未参加集中轮训；应于2026-12-31前完成，已逾期20天。",
    }  # fmt: skip


def test_the_year_is_the_as_of_days_own_unless_given(district, lms):
    district.add_person()
    assert flags(lms, "--as-of", "2027-01-20") == []
    assert [one["year"] for one in flags(lms, "--as-of", "2027-12-20")] == [2027]
    assert [one["year"] for one in flags(lms)] == [2026]  # today is 24 November: at risk


def test_flags_are_overdue_and_at_risk_and_all_is_everybody(district, lms):
    trained = district.add_person("已训")
    district.add_person("未训")
    train(district, trained, "2026-04-22")
    assert [one["name"] for one in flags(lms)] == ["未训"]
    assert {(one["name"], one["status"]) for one in flags(lms, "--all")} == {("已训", "completed"), ("未训", "at_risk")}


def test_an_organisation_lists_its_subtree_and_people_with_a_second_post_there(district, lms):
    district.add_person("甲", at="S1C1")
    both = district.add_person("乙", at="S2C1")
    district.appoint(both, "S1C2", since="2022-01-01")
    assert [one["name"] for one in flags(lms, "--org", "S1")] == ["甲", "乙"]
    assert [one["name"] for one in flags(lms, "--org", "S1C2")] == ["乙"]
    assert [one["name"] for one in flags(lms, "--org", "S2")] == ["乙"]
    assert len(flags(lms, "--org", "D")) == 2
    then = ("--as-of", "2026-11-24")
    assert [one["name"] for one in flags(lms, "--org", "S1", *then)] == ["甲", "乙"]
    assert [one["org_code"] for one in flags(lms, "--org", "S1C2", *then)] == ["S2C1"]


def test_stored_answers_and_those_worked_out_are_the_same(district, lms):
    for number in range(5):
        person = district.add_person(f"人{number}", until="2026-12-20" if number == 3 else None)
        if number % 2:
            train(district, person, "2026-05-05")
    worked_out = flags(lms, "--all")
    assert lms("evaluate").exit_code == 0
    with district.session() as session:
        assert session.query(Obligation).count() > 0
    assert flags(lms, "--all") == worked_out == flags(lms, "--all", "--as-of", "2026-11-24")


def test_what_was_asked_about_the_past_is_answered_as_it_was_then(district, lms):
    """A correction on 1 July says that the training of April was never completed."""
    person = district.add_person()
    known = clock.at(date(2026, 5, 1), time())
    corrected = clock.at(date(2026, 7, 1), time(10))
    old = train(district, person, "2026-04-22", recorded=known)
    question = ("--all", "--as-of", "2026-06-15", "--known-on", "2026-06-15")
    before = flags(lms, *question)
    assert [one["status"] for one in before] == ["completed"]
    with district.session() as session:
        record = session.get(TrainingRecord, old)
        record.superseded_at, record.superseded_by = corrected, "console:test"
        session.commit()
    train(district, person, "2026-04-22", recorded=corrected, completed=False)
    assert flags(lms, *question) == before
    statuses = {
        instant: flags(lms, "--all", "--as-of", "2026-12-15", "--known-on", instant)[0]["status"]
        for instant in ("2026-04-30", "2026-05-01", "2026-07-01T09:59", "2026-07-01T10:00", "2026-07-01T02:00Z",
                        "2026-07-01T01:59:59+00:00")
    }  # fmt: skip
    assert statuses == {
        "2026-04-30": "at_risk", "2026-05-01": "completed", "2026-07-01T09:59": "completed",
        "2026-07-01T10:00": "at_risk", "2026-07-01T02:00Z": "at_risk", "2026-07-01T01:59:59+00:00": "completed",
    }  # fmt: skip


def test_nobody_was_known_before_they_were_recorded(district, lms):
    district.add_person()
    assert flags(lms, "--all", "--known-on", "2019-12-31") == []
    assert flags(lms, "--all", "--known-on", "2010-01-01") == []  # not even the requirement


def test_evaluate_prints_totals_whose_sum_is_the_audience(district, lms):
    trained = district.add_person()
    district.add_person()
    train(district, trained, "2026-04-22")
    result = lms("evaluate")
    assert result.stdout.splitlines()[:2] == ["2026, as of 2026-11-24", "rotation 集中轮训: 2 = completed 1, at_risk 1"]


def test_evaluating_another_day_stores_nothing(district, lms):
    district.add_person()
    result = lms("evaluate", "--as-of", "2027-01-02", "--year", "2026", "--known-on", "2026-11-01T12:00")
    assert result.stdout.startswith(
        "2026, as of 2027-01-02, known on 2026-11-01 12:00\nrotation 集中轮训: 1 = overdue 1\n"
    )
    with district.session() as session:
        assert session.query(Obligation).count() == 0


def test_a_table_and_a_workbook_hold_the_same_and_never_a_formula(district, lms, tmp_path):
    district.add_person("周德海", person_no="00042", position="=1+1")
    table = lms("flags", "--format", "csv").stdout
    (row,) = csv.DictReader(io.StringIO(table))
    assert tuple(row) == KEYS
    assert row["position"] == "'=1+1"
    assert lms("flags", "--format", "csv", "--out", str(tmp_path / "f.csv")).exit_code == 0
    assert (tmp_path / "f.csv").read_bytes().startswith(b"\xef\xbb\xbfperson_no,")
    assert lms("flags", "--format", "xlsx", "--out", str(tmp_path / "f.xlsx")).exit_code == 0
    headings, cells = load_workbook(tmp_path / "f.xlsx").active.iter_rows()
    assert tuple(cell.value for cell in headings) == KEYS
    assert [cells[0].value, cells[4].value, cells[4].data_type] == ["00042", "=1+1", "s"]
    with district.session() as session:
        assert session.query(AuditEntry).filter_by(action="rotation.flags_exported").count() == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("flags",), "--format"),
        (("flags", "--format", "json", "--as-of", "2026-02-30"), "'2026-02-30' is no day"),
        (("flags", "--format", "json", "--as-of", "20261124"), "'20261124' is no day"),
        (("flags", "--format", "json", "--known-on", "yesterday"), "'yesterday' is no time"),
        (("flags", "--format", "json", "--year", "26"), "--year"),
        (("flags", "--format", "json", "--requirement", "rotations"), "no requirement 'rotations'"),
        (("flags", "--format", "json", "--org", "S9"), "no organisation with the code 'S9'"),
        (("flags", "--format", "xlsx"), "--out FILE.xlsx"),
        (("flags", "--format", "csv", "--out", "/no/such/folder/f.csv"), "does not exist"),
        (("evaluate", "--as-of", "2026-13-01"), "is no day"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_2(sqlite_app, words, sentence):
    result = sqlite_app.test_cli_runner().invoke(rotation, words)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert result.stdout == ""


def test_a_requirement_may_be_named_and_one_that_is_off_is_owed_by_nobody(district, lms):
    district.add_person()
    assert len(flags(lms, "--requirement", "集中轮训")) == 1
    assert flags(lms, "--requirement", "online", "--all") == []


def test_a_post_that_begins_later_is_not_known_yet(district, lms):
    district.add_person(since="2026-12-01")
    assert flags(lms, "--all") == []
    with district.session() as session:
        post = session.query(Appointment).one()
        assert post.first_day - clock.today() == timedelta(days=7)
        assert post.recorded_at < datetime.now(UTC)
