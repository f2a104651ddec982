"""Which half-days stand in a calendar: a person's own, or those of a class; and whose address is called."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from lms.accounts.models import Account
from lms.accounts.queries import grants_of
from lms.accounts.rules import Permission, Role
from lms.calendars.models import CalendarAddress
from lms.calendars.rules import Event, SeatHistory, as_seen, place_words
from lms.columns import known
from lms.errors import NotFound
from lms.extensions import db
from lms.people.models import Organisation
from lms.people.queries import OrgScope
from lms.training.models import ClassMeeting, Enrolment, Programme, RemovedMeeting, TrainingClass
from lms.training.rules.classes import class_name
from lms.training.rules.words import MeetingKind


def address_of(person_id: int, class_id: int | None) -> CalendarAddress | None:
    """A person's address: of their own half-days, or of a class."""
    of_what = CalendarAddress.training_class_id
    return db.session.scalar(
        select(CalendarAddress).where(
            CalendarAddress.person_id == person_id, of_what.is_(None) if class_id is None else of_what == class_id
        )
    )


def address_called(token: str) -> CalendarAddress:
    """The address with this token, while its owner's account is in force. Raises NotFound."""
    found = db.session.scalar(
        select(CalendarAddress)
        .join(Account, Account.person_id == CalendarAddress.person_id)
        .where(CalendarAddress.token == token, Account.disabled_at.is_(None))
    )
    if found is None:
        raise NotFound("There is no such calendar.")
    return found


def classes_in_sight(person_id: int) -> OrgScope:
    """How far a person's right to see classes reaches now, without them being signed in."""
    grants = grants_of(person_id)
    return OrgScope(
        frozenset(one.organisation_id for one in grants if Permission.VIEW_CLASSES in Role(one.role).permissions)
    )


def events_of_class(class_id: int) -> list[Event]:
    """The half-days of a class in order, those taken away and those of a cancelled class as cancelled."""
    return _events(TrainingClass.id == class_id)


def events_of_person(person_id: int) -> list[Event]:
    """Half-days of the classes a person has or had a seat in, as that seat lets them be seen, in order."""
    seats = _seats(person_id)
    events = _events_by_class(seats)
    seen = [as_seen(event, seats[class_id]) for class_id, event in events]
    return [event for event in seen if event is not None]


def _seats(person_id: int) -> dict[int, SeatHistory]:
    """A person's seats by class; every row of a seat but its first is a change. One query."""
    held = and_(known(Enrolment), Enrolment.withdrawn_on.is_(None))
    rows = db.session.execute(
        select(
            Enrolment.training_class_id,
            func.count() - 1,
            func.min(Enrolment.recorded_at),
            func.max(Enrolment.recorded_at),
            func.max(case((held, 1), else_=0)),
            func.max(case((known(Enrolment), Enrolment.withdrawn_on))),
        )
        .where(Enrolment.person_id == person_id)
        .group_by(Enrolment.training_class_id)
    )
    return {
        class_id: SeatHistory(changes, given_at, changed_at, None if is_held else ended_on)
        for class_id, changes, given_at, changed_at, is_held, ended_on in rows
    }


def _events(which: ColumnElement[bool]) -> list[Event]:
    return [event for _class_id, event in _found(which)]


def _events_by_class(class_ids: Collection[int]) -> list[tuple[int, Event]]:
    return _found(TrainingClass.id.in_(class_ids)) if class_ids else []


def _found(which: ColumnElement[bool]) -> list[tuple[int, Event]]:
    """Half-days with their classes, in order. Two queries."""
    held = db.session.execute(_half_days(ClassMeeting, ClassMeeting.changed_at).where(which))
    removed = db.session.execute(_half_days(RemovedMeeting, RemovedMeeting.removed_at).where(which))
    found = [(row[0], _event(row, is_removed=False)) for row in held]
    found += [(row[0], _event(row, is_removed=True)) for row in removed]
    return sorted(found, key=lambda pair: (pair[1].starts_at, pair[1].uid))


def _half_days(kind: Any, changed_at: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401 - either of the two tables and its column
    return (
        select(
            kind.training_class_id, kind.uid, kind.sequence, kind.day, kind.starts_at, kind.ends_at, kind.topic,
            kind.teacher, kind.room, kind.kind, kind.credit_centihours, changed_at.label("changed_at"),
            TrainingClass.venue, TrainingClass.intake_number, TrainingClass.timetable_sequence,
            TrainingClass.timetable_changed_at, TrainingClass.cancelled_at, Programme.name, Programme.is_round,
            Organisation.name.label("organiser"),
        )
        .join(TrainingClass, TrainingClass.id == kind.training_class_id)
        .join(Programme, Programme.id == TrainingClass.programme_id)
        .join(Organisation, Organisation.id == TrainingClass.organiser_id)
    )  # fmt: skip


def _event(row: Any, *, is_removed: bool) -> Event:  # noqa: ANN401 - a row of _half_days
    return Event(
        uid=row.uid,
        sequence=row.sequence + row.timetable_sequence,
        day=row.day,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        changed_at=max(row.changed_at, row.timetable_changed_at),
        class_name=class_name(row.name, row.intake_number, organiser_name=row.organiser, is_round=row.is_round),
        topic=row.topic,
        teacher=row.teacher,
        place=place_words(row.venue, row.room),
        kind=MeetingKind(row.kind),
        credit_centihours=row.credit_centihours,
        is_cancelled=is_removed or _is_off(row.cancelled_at, row.starts_at),
        made_at=row.changed_at if row.sequence == 0 else None,
    )


def _is_off(cancelled_at: datetime | None, starts_at: datetime) -> bool:
    """Whether a half-day fell away with its class; those that had begun were held."""
    return cancelled_at is not None and starts_at > cancelled_at
