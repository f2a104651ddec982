"""Which files are not handed over yet, and whose supervisors are to be reminded."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Select, and_, func, select

from lms import clock
from lms.archive.models import ClassFile, FileHandover, FileReminder
from lms.archive.queries.files import latest_edition
from lms.archive.rules import AHEAD_AFTER, Reminder, due_day
from lms.columns import known
from lms.extensions import db
from lms.paging import Page, paged
from lms.people.models import Organisation, Person
from lms.people.queries import OrgScope
from lms.training.models import ClassClosing, TrainingClass

_A_DAY = timedelta(days=1)  # the rule counts days in China, the database instants
Which = Literal["waiting", "handed", "all"]


@dataclass(frozen=True)
class Listed:
    """A class's file in force, as the list shows it."""

    id: int
    class_id: int
    name: str
    organiser: str
    supervisor: str | None
    closed_at: datetime
    handed_on: date | None
    receiver: str | None
    receiving_office: str | None

    @property
    def closed_on(self) -> date:
        """The day of the closing in China."""
        return clock.local(self.closed_at).date()

    @property
    def due(self) -> date:
        """The last day to hand it over."""
        return due_day(self.closed_on)


def files_page(scope: OrgScope, which: Which, number: int) -> Page:
    """Files of classes whose organiser lies in `scope`, those longest due first; a page of Listed. Two queries."""
    page = paged(_files(scope, which), number)
    return Page([Listed(*row) for row in page.rows], page.number, page.of, page.total)


def all_files(scope: OrgScope, which: Which) -> list[Listed]:
    """The same, all of them."""
    return [Listed(*row) for row in db.session.execute(_files(scope, which))]


def count_waiting(scope: OrgScope) -> int:
    """How many are not handed over yet."""
    wanted = _files(scope, "waiting").order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(wanted)) or 0


def _files(scope: OrgScope, which: Which) -> Select[*tuple[Any, ...]]:
    statement = (
        select(
            ClassFile.id, ClassFile.training_class_id, ClassFile.name, Organisation.name, Person.name,
            ClassClosing.closed_at, FileHandover.handed_on, FileHandover.receiver, FileHandover.receiving_office,
        )
        .select_from(ClassFile)
        .join(ClassClosing, and_(ClassClosing.id == ClassFile.closing_id, ClassClosing.reopened_at.is_(None)))
        .join(TrainingClass, TrainingClass.id == ClassFile.training_class_id)
        .join(Organisation, Organisation.id == TrainingClass.organiser_id)
        .outerjoin(Person, Person.id == TrainingClass.supervisor_person_id)
        .outerjoin(FileHandover, and_(FileHandover.class_file_id == ClassFile.id, known(FileHandover)))
        .where(scope.reaches(TrainingClass.organiser_id), latest_edition())
    )  # fmt: skip
    if which == "waiting":
        statement = statement.where(FileHandover.id.is_(None))
    if which == "handed":
        statement = statement.where(FileHandover.id.is_not(None))
    return statement.order_by(ClassClosing.closed_at, ClassFile.id)


@dataclass(frozen=True)
class ToRemind:
    """A file that waits, the reminders sent of it, and whom to remind."""

    id: int
    class_id: int
    closed_on: date
    sent: frozenset[Reminder]


def files_to_remind(now: datetime) -> list[ToRemind]:
    """Files in force, not handed over, whose closing was three weeks ago or more. Two queries."""
    rows = db.session.execute(
        select(ClassFile.id, ClassFile.training_class_id, ClassClosing.closed_at)
        .join(ClassClosing, and_(ClassClosing.id == ClassFile.closing_id, ClassClosing.reopened_at.is_(None)))
        .outerjoin(FileHandover, and_(FileHandover.class_file_id == ClassFile.id, known(FileHandover)))
        .where(latest_edition(), FileHandover.id.is_(None), ClassClosing.closed_at <= now - AHEAD_AFTER + _A_DAY)
        .order_by(ClassFile.id)
    ).all()
    sent: dict[int, set[Reminder]] = {}
    wanted = select(FileReminder.class_file_id, FileReminder.reminder)
    for row in db.session.execute(wanted.where(FileReminder.class_file_id.in_([row.id for row in rows]))):
        sent.setdefault(row.class_file_id, set()).add(Reminder(row.reminder))
    return [
        ToRemind(
            row.id, row.training_class_id, clock.local(row.closed_at).date(), frozenset(sent.get(row.id, ()))
        )
        for row in rows
    ]  # fmt: skip
