"""The files of one class; one of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import aliased, joinedload

from lms import clock
from lms.archive.models import ClassFile, FileHandover
from lms.archive.rules import due_day
from lms.columns import known
from lms.errors import NotFound
from lms.extensions import db
from lms.files.models import StoredFile
from lms.jobs.models import Job
from lms.training.models import ClassClosing

MAKE, CHECK = "archive.make", "archive.check"
"""The kinds of this room's jobs."""


@dataclass(frozen=True)
class FileRow:
    """A file as pages show it. `size` and `sha256` None: not made yet. `reopened_at`: its closing holds no more."""

    id: int
    name: str
    edition: int
    closed_at: datetime
    known_at: datetime
    reopened_at: datetime | None
    size: int | None
    sha256: str | None
    handed_on: date | None
    receiver: str | None
    receiving_office: str | None

    @property
    def due(self) -> date:
        """The last day to hand it over."""
        return due_day(clock.local(self.closed_at).date())


def files_of_class(class_id: int) -> list[FileRow]:
    """The files that closings of a class made, the latest first. One query."""
    return [FileRow(*row) for row in db.session.execute(_rows().where(ClassFile.training_class_id == class_id))]


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            ClassFile.id, ClassFile.name, ClassFile.edition, ClassClosing.closed_at, ClassFile.known_at,
            ClassClosing.reopened_at, StoredFile.size, StoredFile.sha256, FileHandover.handed_on, FileHandover.receiver,
            FileHandover.receiving_office,
        )
        .join(ClassClosing, ClassClosing.id == ClassFile.closing_id)
        .outerjoin(StoredFile, StoredFile.id == ClassFile.stored_file_id)
        .outerjoin(FileHandover, and_(FileHandover.class_file_id == ClassFile.id, known(FileHandover)))
        .order_by(ClassFile.id.desc())
    )  # fmt: skip


def file_of_class(class_id: int, file_id: int) -> FileRow:
    """One of them. Raises NotFound."""
    found = [row for row in files_of_class(class_id) if row.id == file_id]
    if not found:
        raise NotFound("There is no such file here.")
    return found[0]


def stored_class_file(class_id: int, file_id: int) -> ClassFile:
    """A file with where its bytes are, for changing it behind the lock of its class. Raises NotFound."""
    found = db.session.scalar(
        select(ClassFile)
        .options(joinedload(ClassFile.stored_file))
        .where(ClassFile.id == file_id, ClassFile.training_class_id == class_id)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound("There is no such file here.")
    return found


def latest_edition() -> ColumnElement[bool]:
    """The condition that no later edition was made of a file's closing."""
    later = aliased(ClassFile)
    return ~exists(select(1).where(later.closing_id == ClassFile.closing_id, later.edition > ClassFile.edition))


def is_latest(class_file: ClassFile) -> bool:
    """Whether no later edition was made of its closing."""
    wanted = select(ClassFile.id).where(ClassFile.id == class_file.id, latest_edition())
    return db.session.scalar(wanted) is not None


def handover_of(file_id: int) -> FileHandover | None:
    """To whom a file was handed over, as known now."""
    return db.session.scalar(select(FileHandover).where(FileHandover.class_file_id == file_id, known(FileHandover)))


def closing_without_file(class_id: int) -> ClassClosing | None:
    """The closing in force, if no file was made of it: the class was closed before there were files."""
    return db.session.scalar(
        select(ClassClosing).where(
            ClassClosing.training_class_id == class_id,
            ClassClosing.reopened_at.is_(None),
            ClassClosing.id.not_in(select(ClassFile.closing_id)),
        )
    )


def latest_jobs(kind: str, file_ids: list[int]) -> dict[int, Job]:
    """The latest job of a kind about each of these files. One query."""
    about = Job.arguments["class_file_id"].as_integer()
    jobs = db.session.scalars(select(Job).where(Job.kind == kind, about.in_(file_ids)).order_by(Job.id))
    return {job.arguments["class_file_id"]: job for job in jobs}


def stored_files(ids: set[int]) -> dict[int, StoredFile]:
    """Files that are kept, by id."""
    return {one.id: one for one in db.session.scalars(select(StoredFile).where(StoredFile.id.in_(ids)))}
