"""What a file of attendance is laid against: half-days, who is expected, what is known of them."""

from sqlalchemy import select

from lms.columns import known
from lms.extensions import db
from lms.training.models import ClassMeeting, Enrolment
from lms.training.queries.attendance import candidates_among, marks_of_class
from lms.training.queries.meetings import MeetingRow, expected_at_meeting, meetings_of
from lms.training.queries.people import faces_of
from lms.training.rules.attendance import Entry
from lms.training.rules.rosters import Candidate
from lms.training.rules.taking import Held


def held_of(class_id: int, meeting_id: int | None = None) -> list[Held]:
    """The half-days of a class in order, or one of them. A constant number of queries."""
    expected: dict[int, set[int]] = {}
    rows = db.session.execute(
        select(ClassMeeting.id, Enrolment.person_id)
        .join(Enrolment, expected_at_meeting())
        .where(ClassMeeting.training_class_id == class_id)
    )
    for meeting, person in rows:
        expected.setdefault(meeting, set()).add(person)
    marks: dict[int, dict[int, Entry]] = {}
    for (person, meeting), entry in marks_of_class(class_id).items():
        marks.setdefault(meeting, {})[person] = entry
    return [
        _held(one, expected.get(one.id, set()), marks.get(one.id, {}))
        for one in meetings_of(class_id)
        if meeting_id in {None, one.id}
    ]


def _held(meeting: MeetingRow, expected: set[int], marks: dict[int, Entry]) -> Held:
    return Held(meeting.id, meeting.day, meeting.starts_at, meeting.ends_at, meeting.window, frozenset(expected), marks)


def candidates_of_class(class_id: int) -> list[Candidate]:
    """Everybody with a seat in a class, to be matched by name or number. Three queries."""
    people = db.session.scalars(
        select(Enrolment.person_id).where(Enrolment.training_class_id == class_id, known(Enrolment)).distinct()
    )
    return candidates_among(faces_of(people))
