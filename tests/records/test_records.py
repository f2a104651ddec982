"""Records are written once, taken back whole, and the ledger always adds up to what counts."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from lms.audit.actor import Actor
from lms.audit.models import AuditEntry
from lms.errors import NotFound
from lms.extensions import db
from lms.people.signals import person_facts_changed
from lms.records import actions, queries, rules
from lms.records.models import CapabilityPass, CreditEntry
from lms.transaction import transaction
from tests.counting import counted
from tests.facts.records import record_of

OFFICE = Actor("console:test", "test")
FIELDS = {
    "declared_year": 2025, "category": "冬训", "name": "第5期", "first_day": date(2026, 4, 19),
    "last_day": date(2026, 4, 21), "days_hundredths": 300, "credit_centihours": 2401, "completed": False,
    "make_up_year": 2025,
}  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_but_the_score_tells_two_records_apart(field):
    one = record_of(1, "2026-04-20", "2026-04-22")
    assert replace(one, **{field: FIELDS[field]}).identity != one.identity
    assert replace(one, score_cents=8800).identity == one.identity


def test_days_left_empty_are_not_the_days_of_the_calendar():
    one = record_of(1, "2026-04-20", "2026-04-22")
    assert replace(one, days_hundredths=300).identity != one.identity


@given(minutes=st.integers(0, 100_000))
def test_minutes_become_centihours_rounded_half_up(minutes):
    exact = minutes * 100 / 45
    assert abs(rules.centihours_of_minutes(minutes) - exact) <= 0.5
    assert rules.centihours_of_minutes(45 * (minutes % 100)) == 100 * (minutes % 100)


@pytest.mark.parametrize(("minutes", "centihours"), [(45, 100), (180, 400), (9, 20), (1, 2), (20, 44), (43, 96)])
def test_minutes_as_offices_know_them(minutes, centihours):
    assert rules.centihours_of_minutes(minutes) == centihours


def _ledger(person_id: int) -> list[int]:
    return list(db.session.scalars(select(CreditEntry.centihours).filter_by(person_id=person_id).order_by("id")))


def test_the_same_record_twice_is_one_and_earns_once(district):
    person = district.add_person()
    with district.session():
        with transaction():
            first = actions.record_training(OFFICE, record_of(person))
        with transaction():
            assert actions.record_training(OFFICE, record_of(person)) == first
        assert _ledger(person) == [2400]


def test_a_record_taken_back_leaves_the_ledger_at_nothing_and_its_entries_in_place(district):
    person = district.add_person()
    with district.session():
        with transaction():
            record = actions.record_training(OFFICE, record_of(person))
        with transaction():
            actions.supersede_record(OFFICE, record, "班次重新打开")
        with transaction(), pytest.raises(NotFound):
            actions.supersede_record(OFFICE, record, "again")
        assert _ledger(person) == [2400, -2400]
        with transaction():
            again = actions.record_training(OFFICE, record_of(person))
        assert again != record
        assert _ledger(person) == [2400, -2400, 2400]
        assert queries.ledger_balance(person, 2026) == 2400


def test_what_is_not_completed_earns_nothing_but_stays_on_record(district):
    person = district.add_person()
    with district.session():
        with transaction():
            actions.record_training(OFFICE, record_of(person, completed=False))
        assert _ledger(person) == []
        assert [line.completed for line in queries.year_of_person(person, 2026)] == [False]


def test_another_score_supersedes_and_the_credit_stays_the_same(district):
    person = district.add_person()
    with district.session():
        with transaction():
            first = actions.record_training(OFFICE, record_of(person, score_cents=7000))
        with transaction():
            second = actions.record_training(OFFICE, record_of(person, score_cents=8800))
        with transaction():
            assert actions.record_training(OFFICE, record_of(person)) == second  # no score says nothing
        assert first != second
        assert queries.ledger_balance(person, 2026) == 2400
        lines = queries.year_of_person(person, 2026)
        assert [(line.score_cents, bool(line.superseded_at)) for line in lines] == [(8800, False), (7000, True)]
        assert lines[1].successor == lines[0].name


def test_make_up_adds_to_the_year_it_makes_up(district):
    person = district.add_person()
    with district.session():
        with transaction():
            actions.record_many(
                OFFICE,
                [record_of(person, "2027-02-10", make_up_year=2026), record_of(person, "2027-03-01", name="春训")],
            )
        assert queries.years_of_person(person) == [(2027, 2400), (2026, 2400)]
        assert [queries.ledger_balance(person, year) for year in (2026, 2027)] == [2400, 2400]


def test_rotation_hears_of_the_people_and_the_trail_of_each_record(district):
    people = [district.add_person(name) for name in ("甲", "乙")]
    heard = []

    def listen(_sender, person_ids):
        heard.append(person_ids)

    with person_facts_changed.connected_to(listen), district.session():
        with transaction():
            written = actions.record_many(OFFICE, [record_of(person) for person in people])
        with transaction():
            actions.supersede_many(OFFICE, written.record_ids, "更正")
        actions_done = list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))
    assert heard == [frozenset(people), frozenset(people)]
    assert actions_done == ["record.written"] * 2 + ["record.taken_back"] * 2


def test_ten_times_the_records_take_the_same_number_of_statements(district):
    def statements(how_many: int) -> int:
        people = [district.add_person(f"第{how_many}批") for _ in range(how_many)]
        with district.session(), counted() as seen:
            with transaction():
                written = actions.record_many(OFFICE, [record_of(person) for person in people])
            with transaction():
                actions.supersede_many(OFFICE, written.record_ids, "更正")
        return len(seen)

    assert statements(30) == statements(3)


def test_a_capability_is_passed_once_and_the_first_day_stays(district):
    person = district.add_person()
    with district.session():
        with transaction():
            assert actions.pass_capability(OFFICE, person, "08", date(2026, 5, 1))
        with transaction():
            assert not actions.pass_capability(OFFICE, person, "08", date(2026, 6, 1))
        with transaction():
            assert actions.pass_capability(OFFICE, person, "08", date(2026, 3, 1))
        rows = db.session.execute(
            select(CapabilityPass.passed_on, CapabilityPass.superseded_at.is_(None)).order_by(CapabilityPass.id)
        ).all()
    assert [tuple(row) for row in rows] == [(date(2026, 5, 1), False), (date(2026, 3, 1), True)]
