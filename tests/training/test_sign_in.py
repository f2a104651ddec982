"""Signing in: by code and by number, early, late, twice, by the wrong person and at the wrong time."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.extensions import db
from lms.training.actions import sign_in
from lms.training.actions.sign_in import Answer
from lms.training.models import Attendance, NumberTry
from lms.training.queries import sign_in as sign_in_queries
from lms.training.rules.words import Mark, Source
from lms.transaction import transaction
from tests.facts import training
from tests.facts.training import OFFICE

PHONE = sign_in.Trace(device="a phone", address="10.0.0.1")


@pytest.fixture
def lesson(district, set_clock):
    set_clock("2026-12-01 09:00")
    person = district.add_person()
    class_id = training.add_class(district, "S1", people=[person])
    return district, class_id, training.meeting_ids(district, class_id)[0], person


def _scan(district, meeting_id, person, came_at=None):
    with district.session(), transaction():
        meeting = sign_in_queries.meeting_facts(meeting_id)
        return sign_in.sign_in_at(OFFICE, person, meeting, Source.CODE, came_at or clock.now(), PHONE).answer


def _type(district, person, digits):
    with district.session(), transaction():
        return sign_in.sign_in_by_number(OFFICE, person, digits, PHONE).answer


def _marks(district):
    with district.session():
        rows = db.session.execute(select(Attendance.status, Attendance.superseded_at.is_(None)).order_by(Attendance.id))
        return [tuple(row) for row in rows]


def _digits(district, meeting_id):
    return training.digits_of(district, meeting_id)


@pytest.mark.parametrize(
    ("at", "answer", "marks"),
    [
        ("07:59", Answer.TOO_EARLY, []),
        ("08:00", Answer.SIGNED_IN, [("present", True)]),
        ("08:44", Answer.SIGNED_IN, [("present", True)]),
        ("08:45", Answer.SIGNED_IN, [("late", True)]),
        ("11:30", Answer.SIGNED_IN, [("late", True)]),
        ("11:31", Answer.OVER, []),
    ],
)
def test_the_hour_decides(lesson, set_clock, at, answer, marks):
    district, _class_id, meeting, person = lesson
    set_clock(f"2026-12-08 {at}")
    assert _scan(district, meeting, person) is answer
    assert _marks(district) == marks


def test_a_scan_too_early_spoils_nothing(lesson, set_clock):
    district, _class_id, meeting, person = lesson
    set_clock("2026-12-08 07:30")
    assert _scan(district, meeting, person) is Answer.TOO_EARLY
    set_clock("2026-12-08 08:10")
    assert _scan(district, meeting, person) is Answer.SIGNED_IN
    assert _scan(district, meeting, person) is Answer.ALREADY
    assert _marks(district) == [("present", True)]


def test_who_is_not_on_the_roster_is_told_so_and_not_marked(lesson, set_clock):
    district, _class_id, meeting, _person = lesson
    set_clock("2026-12-08 08:10")
    assert _scan(district, meeting, district.add_person("路人")) is Answer.NOT_EXPECTED
    assert _marks(district) == []


@pytest.mark.parametrize("before", [Mark.ABSENT, Mark.LEAVE])
def test_who_was_put_down_as_missing_and_comes_is_there(lesson, set_clock, before):
    district, class_id, meeting, person = lesson
    set_clock("2026-12-08 08:20")
    training.mark(district, class_id, meeting, {person: before})
    set_clock("2026-12-08 08:50")
    assert _scan(district, meeting, person) is Answer.SIGNED_IN
    assert _marks(district) == [(before.value, False), ("late", True)]


def test_who_left_early_does_not_come_back_by_scanning(lesson, set_clock):
    district, class_id, meeting, person = lesson
    set_clock("2026-12-08 10:00")
    training.mark(district, class_id, meeting, {person: Mark.LEFT_EARLY})
    assert _scan(district, meeting, person) is Answer.ALREADY


def test_the_number_is_tried_against_one_s_own_open_half_days_only(lesson, set_clock):
    district, _class_id, meeting, person = lesson
    stranger = district.add_person("路人")
    set_clock("2026-12-08 08:10")
    right = _digits(district, meeting)
    assert _type(district, stranger, right) is Answer.NOTHING_OPEN
    assert _type(district, person, right) is Answer.SIGNED_IN
    set_clock("2026-12-08 12:30")
    assert _type(district, person, _digits(district, meeting)) is Answer.NOTHING_OPEN


def test_the_number_before_is_still_good_and_the_one_before_that_is_not(lesson, set_clock):
    district, _class_id, meeting, person = lesson
    start = set_clock("2026-12-08 08:10")
    number = _digits(district, meeting)
    set_clock((clock.local(start) + timedelta(seconds=30)).strftime("%Y-%m-%d %H:%M:%S"))
    assert _type(district, person, number) is Answer.WRONG_NUMBER
    set_clock((clock.local(start) + timedelta(seconds=29)).strftime("%Y-%m-%d %H:%M:%S"))
    assert _type(district, person, number) is Answer.SIGNED_IN


def test_five_wrong_numbers_a_minute_and_then_a_pause(lesson, set_clock):
    district, _class_id, meeting, person = lesson
    set_clock("2026-12-08 08:10")
    right = _digits(district, meeting)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    assert [_type(district, person, wrong) for _ in range(6)] == [Answer.WRONG_NUMBER] * 5 + [Answer.TOO_MANY_TRIES]
    assert _type(district, person, right) is Answer.TOO_MANY_TRIES
    with district.session():
        assert db.session.scalar(select(func.count()).select_from(NumberTry)) == 5
    set_clock("2026-12-08 08:11:01")
    assert _type(district, person, _digits(district, meeting)) is Answer.SIGNED_IN


def test_what_is_no_number_is_no_try(lesson, set_clock):
    district, _class_id, _meeting, person = lesson
    set_clock("2026-12-08 08:10")
    assert _type(district, person, "") is Answer.WRONG_NUMBER
    with district.session():
        assert db.session.scalar(select(func.count()).select_from(NumberTry)) == 0


def test_one_person_pressing_twice_at_once_signs_in_once(lesson, set_clock):
    district, _class_id, meeting, person = lesson
    set_clock("2026-12-08 08:10")
    answers = []

    def press():
        answers.append(_scan(district, meeting, person))

    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [Answer.ALREADY] * 7 + [Answer.SIGNED_IN]
    assert _marks(district) == [("present", True)]


def test_a_closed_class_takes_no_sign_in(lesson, set_clock):
    district, class_id, meeting, person = lesson
    set_clock("2026-12-08 09:00")
    training.close(district, class_id)
    assert _scan(district, meeting, person) is Answer.OVER


def test_a_cadre_s_next_half_day_is_the_one_that_has_not_ended(lesson, set_clock):
    district, _class_id, _meeting, person = lesson
    meetings = training.meeting_ids(district, _class_id)
    with district.session():
        for at, expected in (
            ("2026-12-01 09:00", meetings[0]), ("2026-12-08 11:29", meetings[0]), ("2026-12-08 11:31", meetings[1]),
            ("2026-12-10 16:00", meetings[5]),
        ):  # fmt: skip
            assert sign_in_queries.next_meeting_of(person, set_clock(at)).id == expected
        assert sign_in_queries.next_meeting_of(person, set_clock("2026-12-10 17:01")) is None
