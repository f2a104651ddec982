"""Files of a class: which there are, and one of them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import joinedload

from lms.errors import NotFound
from lms.extensions import db
from lms.files.models import StoredFile
from lms.materials.models import Material, Reading
from lms.training.models import ClassMeeting


@dataclass(frozen=True)
class MaterialRow:
    """A file as pages show it; size in bytes. `day` and `half`: of its half-day; `read_before`: if it is reading."""

    id: int
    title: str
    file_name: str
    size: int
    created_at: datetime
    day: date | None
    half: str | None
    read_before: date | None

    @property
    def extension(self) -> str:
        """What kind of file it is, as people know it: PDF."""
        return self.file_name.rpartition(".")[2].upper()


def materials_of(class_id: int) -> list[MaterialRow]:
    """The files of a class: those of no half-day first, then by half-day, then as they were added. One query."""
    rows = db.session.execute(
        select(
            Material.id, Material.title, Material.file_name, StoredFile.size, Material.created_at,
            ClassMeeting.day, ClassMeeting.half, Reading.read_before,
        )
        .join(StoredFile, StoredFile.id == Material.stored_file_id)
        .outerjoin(ClassMeeting, ClassMeeting.id == Material.class_meeting_id)
        .outerjoin(Reading, and_(Reading.material_id == Material.id, Reading.removed_at.is_(None)))
        .where(Material.training_class_id == class_id, Material.removed_at.is_(None))
        .order_by(ClassMeeting.starts_at.is_not(None), ClassMeeting.starts_at, Material.id)
    )  # fmt: skip
    return [MaterialRow(*row) for row in rows]


def material_of(class_id: int, material_id: int) -> Material:
    """One file of a class, with where its bytes are. Raises NotFound, also once it was removed."""
    found = db.session.scalar(
        select(Material)
        .options(joinedload(Material.stored_file))
        .where(Material.id == material_id, Material.training_class_id == class_id, Material.removed_at.is_(None))
    )
    if found is None:
        raise NotFound("There is no such file here.")
    return found


def file_count(class_id: int) -> int:
    """How many files a class has."""
    statement = select(func.count()).where(Material.training_class_id == class_id, Material.removed_at.is_(None))
    return db.session.scalar(statement.select_from(Material)) or 0


def reading_of_material(material_id: int) -> Reading | None:
    """What says that a file is to be read before the class; None when it is not."""
    return db.session.scalar(select(Reading).where(Reading.material_id == material_id, Reading.removed_at.is_(None)))
