"""Every sample of an office's file, with the outcome that an office expects of it, on both databases."""

import pytest
from sqlalchemy import select

from lms.columns import known
from lms.extensions import db
from lms.people.models import Appointment, Person
from tests.facts.spreadsheets import CLEAN, EXPECTED, OTHERS, SAMPLES, check, faults, sample_district, take

FILES = EXPECTED["files"]


@pytest.fixture
def samples(app):
    """An application in whose database the clean files have been taken."""
    with app.app_context():
        sample_district()
        yield app


def expected_faults(name: str) -> set[tuple[int, str, str, str]]:
    return {(one["row"], one["column"], one["cell"], one["fault"]) for one in FILES[name]["refused"]}


def stored(field: str) -> dict[str, str]:
    """What the database holds: 姓名 or 任职日期 by number, 人员编号 by name."""
    rows = db.session.execute(
        select(Person.person_no, Person.name, Appointment.first_day).join(Person.appointments).where(known(Appointment))
    )
    if field == "人员编号":
        return {row.name: row.person_no for row in rows}
    return {row.person_no: row.name if field == "姓名" else row.first_day.isoformat() for row in rows}


@pytest.mark.parametrize("name", OTHERS)
def test_a_sample_is_reported_as_an_office_expects(samples, name):
    expected = FILES[name]
    report = check(SAMPLES / name, expected["import"])
    told = report.to_json()
    assert faults(report) == expected_faults(name)
    assert told["left_out"] == expected["left_out"]
    assert told["unknown_columns"] == expected["unknown_columns"]
    assert told["taken"] == expected["taken"]
    assert told["refused"] == len({one["row"] for one in expected["refused"]})
    assert report.is_taken is (expected["exit"] == 0)


@pytest.mark.parametrize("name", OTHERS)
def test_the_good_rows_of_a_sample_are_taken_alone_when_asked_and_once(samples, name):
    expected = FILES[name]
    report = take(SAMPLES / name, expected["import"], partial=True)
    assert (report.taken, report.unchanged) == (expected["taken_with_partial"], 0)
    for field, values in expected.get("stored", {}).items():
        there = stored(field)
        assert {key: there[key] for key in values} == values
    again = take(SAMPLES / name, expected["import"], partial=True)
    assert again.taken == again.unchanged == expected["taken_with_partial"]


@pytest.mark.parametrize("name", [name for name in OTHERS if FILES[name]["exit"]])
def test_a_sample_with_a_fault_writes_nothing(samples, name):
    before = db.session.query(Person).count(), db.session.query(Appointment).count()
    db.session.rollback()
    assert take(SAMPLES / name, FILES[name]["import"]).taken == 0
    assert (db.session.query(Person).count(), db.session.query(Appointment).count()) == before


def test_the_clean_files_again_change_nothing(samples):
    for name in CLEAN:
        report = take(SAMPLES / name, FILES[name]["import"])
        assert report.taken == report.unchanged == FILES[name]["taken"]


def test_every_report_has_the_shape_that_programs_rely_on(samples):
    told = check(SAMPLES / "people-names.xlsx", "people").to_json()
    assert set(told) == {"taken", "unchanged", "refused", "left_out", "unknown_columns", "warnings", "faults"}
    for one in told["faults"] + told["warnings"]:
        assert {"row", "column", "cell", "value", "problem", "accepted"} <= set(one)
        assert one["problem"]
        assert one["accepted"]
