"""Roll call: saved together, nothing lost, first entries kept."""

import pytest
from sqlalchemy import select

from lms import clock
from lms.errors import Refused
from lms.extensions import db
from lms.people.queries import EVERYWHERE
from lms.training.actions import attendance, sign_in
from lms.training.actions.attendance import SentRow
from lms.training.models import Attendance, ClassMeeting
from lms.training.queries import attendance as marks
from lms.training.queries import classes as class_queries
from lms.training.queries import meetings as meeting_queries
from lms.training.queries import sign_in as sign_in_queries
from lms.training.rules.attendance import Entry
from lms.training.rules.words import Mark, Source
from lms.transaction import transaction
from tests.counting import counted
from tests.facts import training
from tests.facts.training import OFFICE

NOWHERE_SEEN = sign_in.Trace(device=None, address="127.0.0.1")


@pytest.fixture
def hall(district, set_clock):
    """A class with three people, at 8:20 of its first morning."""
    set_clock("2026-12-01 09:00")
    people = [district.add_person(name) for name in ("甲", "乙", "丙")]
    class_id = training.add_class(district, "S1", people=people)
    set_clock("2026-12-08 08:20")
    return district, class_id, training.meeting_ids(district, class_id)[0], people


def _scan(district, meeting_id, person):
    with district.session(), transaction():
        meeting = sign_in_queries.meeting_facts(meeting_id)
        return sign_in.sign_in_at(OFFICE, person, meeting, Source.CODE, clock.now(), NOWHERE_SEEN).answer


def _save(district, class_id, meeting_id, rows, head_count=None):
    with district.session(), transaction():
        locked = class_queries.class_for_update(class_id, EVERYWHERE)
        meeting = meeting_queries.meeting_for_update(locked, meeting_id)
        return attendance.save_roll_call(OFFICE, locked, meeting, rows, head_count)


def _known(district, meeting_id):
    with district.session():
        return {person: (row.status, row.source) for person, row in marks.known_marks(meeting_id).items()}


def _entry(district, meeting_id, person):
    with district.session():
        return marks.known_marks(meeting_id)[person].id


def test_only_what_was_marked_is_written(hall):
    district, class_id, meeting, (one, two, three) = hall
    rows = {one: SentRow(Entry(Mark.PRESENT), None), two: SentRow(Entry(Mark.ABSENT), None), three: SentRow(None, None)}
    saved = _save(district, class_id, meeting, rows, head_count=2)
    assert set(saved.written) == {one, two}
    assert _known(district, meeting) == {one: ("present", "roll_call"), two: ("absent", "roll_call")}
    with district.session():
        row = meeting_queries.meetings_of(class_id)[0]
        assert (row.expected, row.there, row.absent, row.unmarked, row.head_count) == (3, 1, 1, 1, 2)


def test_a_scan_while_the_page_was_open_survives_the_page(hall):
    district, class_id, meeting, (one, two, three) = hall
    assert [_scan(district, meeting, person) for person in (one, two)] == [sign_in.Answer.SIGNED_IN] * 2
    rows = {one: SentRow(None, None), two: SentRow(Entry(Mark.ABSENT), None), three: SentRow(Entry(Mark.LATE), None)}
    saved = _save(district, class_id, meeting, rows)
    assert saved.written == (three,)
    assert saved.to_decide == {two: Entry(Mark.ABSENT)}
    assert _known(district, meeting) == {
        one: ("present", "code"), two: ("present", "code"), three: ("late", "roll_call")
    }  # fmt: skip


def test_a_changed_mark_keeps_the_first_entry_and_asks_for_the_reason_after(hall):
    district, class_id, meeting, (one, *_rest) = hall
    _scan(district, meeting, one)
    first = _entry(district, meeting, one)
    saved = _save(district, class_id, meeting, {one: SentRow(Entry(Mark.LEFT_EARLY, 90), first)})
    assert saved.corrected == (one,)
    with district.session():
        (waiting,) = marks.corrections_without_reason(meeting)
        assert (waiting.before, waiting.after) == (Entry(Mark.PRESENT), Entry(Mark.LEFT_EARLY, 90))
        kept = db.session.get(Attendance, first)
        assert kept.superseded_at is not None
        assert kept.status == "present"
    with district.session(), transaction():
        locked = class_queries.class_for_update(class_id, EVERYWHERE)
        row = meeting_queries.meeting_for_update(locked, meeting)
        with pytest.raises(Refused):
            attendance.give_reasons(OFFICE, locked, row, {waiting.id: "  "})
        assert attendance.give_reasons(OFFICE, locked, row, {waiting.id: "11点离开", 999: "x"}) == 1
    with district.session():
        assert marks.corrections_without_reason(meeting) == []
        assert db.session.scalar(select(Attendance.reason).where(Attendance.id == waiting.id)) == "11点离开"


def test_two_supervisors_at_once_do_not_undo_each_other(hall):
    district, class_id, meeting, (one, two, _three) = hall
    first = {one: SentRow(Entry(Mark.PRESENT), None), two: SentRow(None, None)}
    second = {one: SentRow(None, None), two: SentRow(Entry(Mark.PRESENT), None)}
    _save(district, class_id, meeting, first)
    _save(district, class_id, meeting, second)
    assert set(_known(district, meeting)) == {one, two}


def test_nobody_outside_the_class_is_marked(hall):
    district, class_id, meeting, _people = hall
    stranger = district.add_person("路人")
    saved = _save(district, class_id, meeting, {stranger: SentRow(Entry(Mark.PRESENT), None)})
    assert saved.written == ()
    assert _known(district, meeting) == {}


def test_who_enrols_late_is_expected_at_earlier_half_days_and_who_left_is_not_at_later_ones(hall, set_clock):
    district, class_id, _meeting, people = hall
    set_clock("2026-12-09 12:00")
    late = district.add_person("丁")
    training.seat(district, class_id, late)
    with district.session(), transaction():
        from lms.training.actions import enrolment

        enrolment.withdraw(OFFICE, class_queries.class_for_update(class_id, EVERYWHERE), people[0], "本人申请")
    meetings = training.meeting_ids(district, class_id)
    with district.session():
        assert marks.expected_people(meetings[0]) == {*people, late}
        assert marks.expected_people(meetings[4]) == {*people[1:], late}


def test_people_on_one_phone_are_shown_together(hall):
    district, _class_id, meeting, (one, two, three) = hall
    for person, device in ((one, "phone"), (two, "phone"), (three, "other")):
        with district.session(), transaction():
            facts = sign_in_queries.meeting_facts(meeting)
            trace = sign_in.Trace(device=device, address="10.0.0.1")
            sign_in.sign_in_at(OFFICE, person, facts, Source.CODE, clock.now(), trace)
    with district.session():
        shared = marks.shared_devices(marks.roll_of(meeting))
        assert [{face.person_id for face in faces} for faces in shared] == [{one, two}]


def test_sixty_people_take_as_many_statements_as_six(district):
    def statements(how_many: int) -> int:
        crowd = training.add_crowd(district, how_many)
        class_id = training.add_class(district, "S1", people=crowd)
        meeting_id = training.meeting_ids(district, class_id)[0]
        rows = {person: SentRow(Entry(Mark.PRESENT), None) for person in crowd}
        with district.session(), counted() as seen:
            with transaction():
                locked = class_queries.class_for_update(class_id, EVERYWHERE)
                attendance.save_roll_call(OFFICE, locked, db.session.get(ClassMeeting, meeting_id), rows, how_many)
            marks.roll_of(meeting_id)
            marks.attendance_grid(class_id)
        return len(seen)

    assert statements(60) == statements(6)


def test_the_sheet_of_a_class_adds_up_each_person_s_hours(district):
    one, two = district.add_person("甲"), district.add_person("乙")
    class_id = training.add_class(district, "S1", people=[one, two])
    training.mark_all(district, class_id, {one: "PLEVA-", two: "PPPPPP"})
    with district.session():
        grid = marks.attendance_grid(class_id)
    by_person = {row.face.person_id: row for row in grid.rows}
    assert by_person[one].attended_centihours == 400 + 400 + 133
    assert by_person[two].attended_centihours == 2400
    assert by_person[one].marks[5] is None
    assert [by_person[one].count(mark) for mark in Mark] == [1, 1, 1, 1, 1]
