"""Marks: of one meeting for roll call, of a whole class for the sheet, and what waits for a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from lms.columns import known
from lms.extensions import db
from lms.people.models import Person
from lms.training.models import Attendance, ClassMeeting, Enrolment
from lms.training.queries.meetings import MeetingRow, expected_at_meeting, meetings_of
from lms.training.queries.people import Face, faces_of
from lms.training.rules.attendance import Entry, credit
from lms.training.rules.rosters import Candidate
from lms.training.rules.words import Mark, Source


@dataclass(frozen=True)
class RollRow:
    """A person on a roll call, with the entry known now, if there is one."""

    face: Face
    entry_id: int | None = None
    mark: Mark | None = None
    minutes: int | None = None
    source: Source | None = None
    signed_in_at: datetime | None = None
    device: str | None = None
    signed_out_at: datetime | None = None
    arrived_at: datetime | None = None

    @property
    def entry(self) -> Entry | None:
        """The mark alone."""
        return None if self.mark is None else Entry(self.mark, self.minutes)


def expected_people(meeting_id: int) -> frozenset[int]:
    """Who is expected at a meeting."""
    statement = (
        select(Enrolment.person_id)
        .join(ClassMeeting, expected_at_meeting())
        .where(ClassMeeting.id == meeting_id)
        .distinct()
    )
    return frozenset(db.session.scalars(statement))


def known_marks(meeting_id: int) -> dict[int, Attendance]:
    """What is known now of each person at a meeting."""
    rows = db.session.scalars(select(Attendance).where(Attendance.class_meeting_id == meeting_id, known(Attendance)))
    return {row.person_id: row for row in rows}


def roll_of(meeting_id: int) -> list[RollRow]:
    """Everybody expected at a meeting, by organisation and name. Three queries."""
    marks = known_marks(meeting_id)
    faces = faces_of(expected_people(meeting_id))
    rows = [_roll_row(face, marks.get(face.person_id)) for face in faces.values()]
    return sorted(rows, key=lambda row: row.face.order)


def _roll_row(face: Face, found: Attendance | None) -> RollRow:
    if found is None:
        return RollRow(face)
    return RollRow(
        face, found.id, Mark(found.status), found.minutes_attended, Source(found.source), found.signed_in_at,
        found.device, found.signed_out_at, found.arrived_at,
    )  # fmt: skip


def candidates_at(meeting_id: int) -> list[Candidate]:
    """Everybody expected at a meeting, as a typed name or a row of a file may mean them. Two queries."""
    faces = faces_of(expected_people(meeting_id))
    return candidates_among(faces)


def candidates_among(faces: Mapping[int, Face]) -> list[Candidate]:
    """These people with their numbers, to be matched by name or number. One query."""
    rows = db.session.execute(select(Person.id, Person.person_no).where(Person.id.in_(faces)))
    return [
        Candidate(row.id, row.person_no, faces[row.id].name, faces[row.id].organisation, faces[row.id].post)
        for row in rows
    ]


def entries_with_ids(meeting_id: int, ids: set[int]) -> dict[int, Entry]:
    """Entries of a meeting that pages were shown, known now or not."""
    rows = db.session.execute(
        select(Attendance.id, Attendance.status, Attendance.minutes_attended).where(
            Attendance.class_meeting_id == meeting_id, Attendance.id.in_(ids)
        )
    )
    return {row.id: Entry(Mark(row.status), row.minutes_attended) for row in rows}


def shared_devices(rows: list[RollRow]) -> list[list[Face]]:
    """People who signed in to one meeting from one device, where there are several; a fact, not a fault."""
    together: dict[str, list[Face]] = {}
    for row in rows:
        if row.device:
            together.setdefault(row.device, []).append(row.face)
    return [faces for faces in together.values() if len(faces) > 1]


@dataclass(frozen=True)
class Correction:
    """A mark that replaced an earlier one by roll call, and has no reason yet."""

    id: int
    face: Face
    before: Entry
    after: Entry


def corrections_without_reason(meeting_id: int) -> list[Correction]:
    """Changed marks of a meeting that wait for their reason. Two queries."""
    earlier = aliased(Attendance)
    rows = db.session.execute(
        select(Attendance, earlier.status, earlier.minutes_attended)
        .join(
            earlier,
            and_(
                earlier.class_meeting_id == Attendance.class_meeting_id,
                earlier.person_id == Attendance.person_id,
                earlier.superseded_at == Attendance.recorded_at,
            ),
        )
        .where(
            Attendance.class_meeting_id == meeting_id,
            known(Attendance),
            Attendance.source == Source.ROLL_CALL.value,
            Attendance.reason.is_(None),
        )
    ).all()
    faces = faces_of(row.Attendance.person_id for row in rows)
    found = [
        Correction(
            row.Attendance.id, faces[row.Attendance.person_id], Entry(Mark(row.status), row.minutes_attended),
            Entry(Mark(row.Attendance.status), row.Attendance.minutes_attended),
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.face.order)


@dataclass(frozen=True)
class GridRow:
    """One person's marks over all meetings of a class (None: nothing recorded), and their sum."""

    face: Face
    marks: list[Entry | None]
    attended_centihours: int
    withdrawn: bool = False

    def count(self, mark: Mark) -> int:
        """How often this mark occurs."""
        return sum(entry is not None and entry.mark is mark for entry in self.marks)


@dataclass(frozen=True)
class Grid:
    """考勤表: the meetings of a class and a row for everybody who has or had a seat; hours in hundredths."""

    meetings: list[MeetingRow]
    rows: list[GridRow] = field(default_factory=list)


def attendance_grid(class_id: int) -> Grid:
    """The attendance sheet of a class. Five queries, however many people and meetings."""
    meetings = meetings_of(class_id)
    enrolments = db.session.execute(
        select(Enrolment.person_id, Enrolment.withdrawn_on.is_(None))
        .where(Enrolment.training_class_id == class_id, known(Enrolment))
    ).all()  # fmt: skip
    has_seat = {person_id for person_id, seated in enrolments if seated}
    had_seat = {person_id for person_id, _seated in enrolments}
    marks = marks_of_class(class_id)
    people = has_seat | {person_id for person_id, _meeting in marks if person_id in had_seat}
    rows = []
    for face in sorted(faces_of(people).values(), key=lambda one: one.order):
        entries = [marks.get((face.person_id, meeting.id)) for meeting in meetings]
        hours = sum(
            credit(entry.mark, meeting.credit_centihours, entry.minutes)
            for entry, meeting in zip(entries, meetings, strict=True)
            if entry is not None
        )
        rows.append(GridRow(face, entries, hours, withdrawn=face.person_id not in has_seat))
    return Grid(meetings, rows)


def marks_of_class(class_id: int) -> dict[tuple[int, int], Entry]:
    """What is known now of everybody at every meeting of a class: (person, meeting) → entry. One query."""
    rows = db.session.execute(
        select(Attendance.person_id, Attendance.class_meeting_id, Attendance.status, Attendance.minutes_attended)
        .join(ClassMeeting, ClassMeeting.id == Attendance.class_meeting_id)
        .where(ClassMeeting.training_class_id == class_id, known(Attendance))
    )
    made: dict[tuple[str, int | None], Entry] = {}  # few differ among thousands
    found: dict[tuple[int, int], Entry] = {}
    for person_id, meeting_id, status, minutes in rows:
        entry = made.get((status, minutes))
        if entry is None:
            entry = made[status, minutes] = Entry(Mark(status), minutes)
        found[person_id, meeting_id] = entry
    return found


def marks_of_person(class_id: int, person_id: int) -> dict[int, Entry]:
    """What is known now of one person at every meeting of a class, by meeting. One query."""
    rows = db.session.execute(
        select(Attendance.class_meeting_id, Attendance.status, Attendance.minutes_attended)
        .join(ClassMeeting, ClassMeeting.id == Attendance.class_meeting_id)
        .where(ClassMeeting.training_class_id == class_id, Attendance.person_id == person_id, known(Attendance))
    )
    return {row[0]: Entry(Mark(row[1]), row[2]) for row in rows}
