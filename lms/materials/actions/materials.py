"""Files of a class: added, changed, removed; and marked as reading before the class."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import NotFound, Refused
from lms.extensions import db
from lms.files import actions as files
from lms.files.kinds import FileKind, kept_name
from lms.files.models import StoredFile
from lms.files.storage import Kept
from lms.materials.models import Material, Reading
from lms.materials.queries import materials
from lms.training.actions.openness import refuse_unless_open
from lms.training.models import ClassMeeting, TrainingClass

PURPOSE = "material"
MOST_FILES = 200


@dataclass(frozen=True)
class MaterialFields:
    """What an office fills in for a file. No title: its name. `read_before`: it is reading before that day."""

    title: str = ""
    meeting_id: int | None = None
    read_before: date | None = None


@dataclass(frozen=True)
class Upload:
    """Bytes that are kept already: what they are, and what the sender called them."""

    kept: Kept
    kind: FileKind
    name: str


def add_material(actor: Actor, training_class: TrainingClass, upload: Upload, fields: MaterialFields) -> Material:
    """A file for a locked class. Raises Refused when it is closed, or has more files than a page can show."""
    refuse_unless_open(training_class)
    if materials.file_count(training_class.id) >= MOST_FILES:
        raise Refused(_("A class can have %(most)s files. Remove one first.", most=MOST_FILES))
    _check_meeting(training_class, fields.meeting_id)
    name = kept_name(upload.name, upload.kind)
    file = files.enter(actor, upload.kept, name=name, media_type=upload.kind.media_type, purpose=PURPOSE)
    made = Material(
        training_class_id=training_class.id, class_meeting_id=fields.meeting_id, stored_file_id=file.id,
        title=fields.title or name.rpartition(".")[0], file_name=name, created_at=clock.now(), created_by=str(actor),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    _record(actor, "material.added", training_class, made, size=file.size, sha256=file.sha256)
    set_reading(actor, training_class, made, fields.read_before)
    return made


def change_material(actor: Actor, training_class: TrainingClass, material: Material, fields: MaterialFields) -> None:
    """Its title, its half-day, and whether it is reading; the file itself stays."""
    refuse_unless_open(training_class)
    _check_meeting(training_class, fields.meeting_id)
    material.title = fields.title or material.title
    material.class_meeting_id = fields.meeting_id
    _record(actor, "material.changed", training_class, material, title=material.title)
    set_reading(actor, training_class, material, fields.read_before)


def remove_material(actor: Actor, training_class: TrainingClass, material: Material) -> None:
    """Take a file away: nobody finds it any more and its bytes go; that it was there stays known."""
    refuse_unless_open(training_class)
    set_reading(actor, training_class, material, None)
    file = db.session.get(StoredFile, material.stored_file_id)
    material.removed_at, material.removed_by, material.stored_file_id = clock.now(), str(actor), None
    db.session.flush()
    if file is not None:
        files.forget(file)
    _record(actor, "material.removed", training_class, material, title=material.title)


def set_reading(actor: Actor, training_class: TrainingClass, material: Material, read_before: date | None) -> None:
    """Say by which day a file is to be read; None: it is not."""
    reading = materials.reading_of_material(material.id)
    if read_before is None:
        if reading is not None:
            reading.removed_at, reading.removed_by = clock.now(), str(actor)
            _record(actor, "reading.removed", training_class, material)
        return
    if reading is None:
        reading = Reading(
            training_class_id=training_class.id, material_id=material.id, created_at=clock.now(), created_by=str(actor),
            read_before=read_before,
        )  # fmt: skip
        db.session.add(reading)
    elif reading.read_before == read_before and reading.class_meeting_id == material.class_meeting_id:
        return
    reading.read_before, reading.class_meeting_id = read_before, material.class_meeting_id
    _record(actor, "reading.set", training_class, material, read_before=read_before)


def note_fetched(actor: Actor, organisation_id: int, material: Material) -> None:
    """Put down who downloaded a file."""
    audit.record(actor, "material.fetched", of=material, organisation_id=organisation_id, file=material.file_name)


def _check_meeting(training_class: TrainingClass, meeting_id: int | None) -> None:
    if meeting_id is None:
        return
    meeting = db.session.get(ClassMeeting, meeting_id)
    if meeting is None or meeting.training_class_id != training_class.id:
        raise NotFound("There is no such meeting here.")


def _record(actor: Actor, deed: str, training_class: TrainingClass, material: Material, **more: object) -> None:
    detail = {"class_id": training_class.id, "file": material.file_name} | more
    audit.record(actor, deed, of=material, organisation_id=training_class.organiser_id, **detail)  # type: ignore[arg-type]
