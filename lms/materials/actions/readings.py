"""Lessons to be read before a class, and ticking what was read."""

from collections.abc import Collection
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Refused
from lms.extensions import db
from lms.materials.models import Reading, ReadingDone
from lms.materials.queries import readings
from lms.people.models import Person
from lms.training.actions.openness import refuse_unless_open
from lms.training.models import TrainingClass


def set_lessons(actor: Actor, training_class: TrainingClass, lesson_ids: Collection[int], read_before: date) -> int:
    """Have lessons read before a day; those that are set already stay as they are. Gives how many are new."""
    refuse_unless_open(training_class)
    new = [one for one in dict.fromkeys(lesson_ids) if one not in readings.lessons_set(training_class.id)]
    if not new:
        raise Refused(_("These lessons are set already. Choose others."))
    db.session.add_all(
        Reading(
            training_class_id=training_class.id, lesson_id=lesson_id, read_before=read_before, created_at=clock.now(),
            created_by=str(actor),
        )
        for lesson_id in new
    )  # fmt: skip
    audit.record(
        actor, "reading.set", of=training_class, organisation_id=training_class.organiser_id, lessons=new,
        read_before=read_before,
    )  # fmt: skip
    return len(new)


def remove_reading(actor: Actor, training_class: TrainingClass, reading: Reading) -> None:
    """Take a reading back; a file stays among the files."""
    refuse_unless_open(training_class)
    reading.removed_at, reading.removed_by = clock.now(), str(actor)
    audit.record(actor, "reading.removed", of=reading, organisation_id=training_class.organiser_id)


def tick(actor: Actor, person_id: int, organisation_id: int, reading: Reading) -> None:
    """Note that a person has read it; the first time counts. Who asks twice at once waits."""
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    if db.session.get(ReadingDone, (reading.id, person_id)) is None:
        db.session.add(ReadingDone(reading_id=reading.id, person_id=person_id, read_at=clock.now()))
        audit.record(actor, "reading.done", of=reading, person_id=person_id, organisation_id=organisation_id)
