"""Taking the records file: one record once, later scores, credit, and who is told."""

import pytest
from sqlalchemy import select

from lms.extensions import db
from lms.people.signals import person_facts_changed
from lms.records.models import CreditEntry, TrainingRecord
from tests.facts.spreadsheets import RECORDS, csv_file, faults, record_row, take


@pytest.fixture
def importing(district, tmp_path):
    """`importing(row, …)` takes a records file; P1 and 00123 are there."""
    district.add_person("王桂英", person_no="P1")
    district.add_person("李强", person_no="00123")
    with district.app.app_context():

        def import_rows(*rows, **options):
            return take(csv_file(tmp_path, RECORDS, *rows), "records", **options)

        yield import_rows


def records(*, known_only: bool = True) -> list[TrainingRecord]:
    statement = select(TrainingRecord).order_by(TrainingRecord.id)
    if known_only:
        statement = statement.where(TrainingRecord.superseded_at.is_(None))
    return list(db.session.scalars(statement))


def ledger() -> list[int]:
    return list(db.session.scalars(select(CreditEntry.centihours).order_by(CreditEntry.id)))


def test_a_record_arrives_with_its_credit(importing):
    assert importing(record_row("P1", 天数="2.5", 学时="7.5学时", 成绩="91.5", 补训年度="2025年")).taken == 1
    one = records()[0]
    assert (one.days_hundredths, one.credit_centihours, one.score_cents, one.make_up_year) == (250, 750, 9150, 2025)
    assert (one.completed, one.source, one.category) == (True, "import", "集中轮训")
    assert ledger() == [750]


def test_a_training_without_a_last_day_is_refused(importing):
    report = importing(record_row("P1", 结束日期="无"))
    assert (report.taken, [one.field for one in report.faults]) == (0, ["last_day"])
    assert records() == []


def test_what_was_not_completed_earns_nothing(importing):
    importing(record_row("P1", 结果="未结业"))
    assert ledger() == []


def test_the_same_file_twice_changes_nothing(importing):
    importing(record_row("P1"), record_row("00123"))
    again = importing(record_row("P1"), record_row("00123"))
    assert (again.taken, again.unchanged) == (2, 2)
    assert len(records(known_only=False)) == len(ledger()) == 2


def test_rows_that_differ_in_the_score_alone_are_one_record_and_the_later_score_counts(importing):
    report = importing(record_row("P1", 成绩="80"), record_row("P1", 成绩="90"), record_row("P1"))
    assert [one.score_cents for one in records()] == [9000]
    assert [(one.row, one.fault.code) for one in report.warnings] == [
        (3, "same record"),
        (4, "same record without score"),
    ]
    again = importing(record_row("P1", 成绩="80"), record_row("P1", 成绩="90"), record_row("P1"))
    assert (again.taken, again.unchanged) == (3, 3)


def test_a_later_score_supersedes_the_stored_one_and_credit_counts_once(importing):
    importing(record_row("P1", 成绩="80"))
    report = importing(record_row("P1", 成绩="90"))
    assert [(one.fault.code, dict(one.fault.words)["old"]) for one in report.warnings] == [("score-replaced", "80")]
    old, new = records(known_only=False)
    assert (old.superseded_at, old.score_cents) == (new.recorded_at, 8000)
    assert ledger() == [2400, -2400, 2400]
    assert importing(record_row("P1")).unchanged == 1


def test_a_record_that_a_class_wrote_stays_with_its_class_when_rescored(importing):
    importing(record_row("P1", 成绩="80"))
    one = records()[0]
    one.source, one.training_class_id = "class", 7
    db.session.commit()
    importing(record_row("P1", 成绩="90"))
    assert [(two.source, two.training_class_id) for two in records()] == [("class", 7)]


def test_days_as_filled_in_tell_two_records_apart(importing):
    importing(record_row("P1"), record_row("P1", 天数="3"))
    assert len(records()) == 2


def test_a_number_without_its_leading_zeros_is_nobodys(importing):
    report = importing(record_row("00123"), record_row("123"))
    assert faults(report) == {(3, "人员编号", "A3", "unknown-person")}
    assert records() == []


def test_the_people_are_announced_once(importing):
    heard = []
    with person_facts_changed.connected_to(lambda _sender, **what: heard.append(what)):
        importing(record_row("P1"), record_row("P1", 培训名称="第5期"))
        importing(record_row("P1"), record_row("P1", 培训名称="第5期"))
    assert heard == [{"person_ids": frozenset({records()[0].person_id})}]
