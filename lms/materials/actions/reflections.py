"""Reflections: handed in, changed, commented, handed back for rework. No version is ever lost."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Conflict, NotFound, Refused
from lms.extensions import db
from lms.files import actions as files
from lms.files.kinds import kept_name
from lms.materials import telling
from lms.materials.actions.materials import Upload
from lms.materials.models import ClassTask, Reflection, ReflectionComment, ReflectionVersion
from lms.materials.queries.reflections import reflection_for_update
from lms.materials.rules.reflections import Closed, Standing, State, state_after_comment, why_closed
from lms.people.models import Person
from lms.training.models import TrainingClass
from lms.training.queries.enrolment import seated

PURPOSE = "reflection"


@dataclass(frozen=True)
class Sent:
    """What a trainee sends: text, a file, or both. `seen`: the number of the version that was on the page."""

    body: str
    seen: int
    upload: Upload | None = None


def standing_of(training_class: TrainingClass, task: ClassTask, person_id: int, state: State) -> Standing:
    """What decides whether a person may hand in now."""
    is_open = training_class.closed_at is None and training_class.cancelled_at is None
    return Standing(state, task.due_on, is_open, person_id in seated(training_class.id, [person_id]))


def closed_words(closed: Closed) -> str:
    """Why nothing can be handed in, and what can be done."""
    return {
        Closed.CLASS: _("The class is closed; nothing can be handed in any more."),
        Closed.NO_SEAT: _("You have no seat in this class any more."),
        Closed.COMMENTED: _(
            "It has been commented and stays as it is. Ask the class supervisor if something is wrong."
        ),
        Closed.DUE: _("Its day is past; what you handed in stays as it is."),
    }[closed]


def hand_in(actor: Actor, training_class: TrainingClass, task: ClassTask, person_id: int, sent: Sent) -> int:
    """Keep what a person sends as a new version; gives its number.

    Raises Refused when nothing can be handed in any more or nothing was sent, and Conflict when another version
    came meanwhile: from a second window, say. Who asks twice at once waits.
    """
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    reflection = reflection_for_update(task.id, person_id)
    state = State(reflection.state) if reflection else State.MISSING
    closed = why_closed(standing_of(training_class, task, person_id, state), clock.today())
    if closed is not None:
        raise Refused(closed_words(closed))
    if not sent.body and sent.upload is None:
        raise Refused(_("Write something, or choose a file."))
    if (reflection.latest if reflection else 0) != sent.seen:
        raise Conflict(_("You handed in another version meanwhile, from another window or phone. Look at it first."))
    reflection = reflection or _first(task, person_id)
    reflection.latest, reflection.state = sent.seen + 1, State.HANDED_IN
    _keep_version(actor, reflection, sent)
    audit.record(
        actor, "reflection.handed_in", of=reflection, person_id=person_id,
        organisation_id=training_class.organiser_id, task=task.title, version=reflection.latest,
    )  # fmt: skip
    return reflection.latest


def comment(
    actor: Actor,
    training_class: TrainingClass,
    task: ClassTask,
    person_id: int,
    *,
    number: int,
    body: str,
    returns: bool,
) -> None:
    """Say something about the version that was read, and hand it back for rework or not; the person is told.

    Raises Conflict when a newer version came meanwhile.
    """  # fmt: skip
    if training_class.cancelled_at is not None:
        raise Refused(_("This class was cancelled; nothing about it changes any more."))
    if returns and training_class.closed_at is not None:
        raise Refused(_("The class is closed, so nothing can be reworked. Comment without handing back."))
    reflection = reflection_for_update(task.id, person_id)
    if reflection is None:
        raise NotFound("There is no such reflection.")
    if reflection.latest != number:
        raise Conflict(_("A newer version was handed in meanwhile. Read it, then comment."))
    reflection.state = state_after_comment(returns=returns)
    db.session.add(
        ReflectionComment(
            reflection_id=reflection.id, number=number, body=body, returns=returns, commented_at=clock.now(),
            commented_by=str(actor), commenter_name=actor.name,
        )
    )  # fmt: skip
    audit.record(
        actor, "reflection.returned" if returns else "reflection.commented", of=reflection, person_id=person_id,
        organisation_id=training_class.organiser_id, task=task.title, version=number,
    )  # fmt: skip
    telling.tell_comment(actor, training_class, task, person_id, returns=returns)


def note_fetched(actor: Actor, organisation_id: int, version: ReflectionVersion, person_id: int) -> None:
    """Put down who downloaded the file of a reflection."""
    audit.record(
        actor, "reflection.fetched", person_id=person_id, organisation_id=organisation_id, version=version.number
    )


def _first(task: ClassTask, person_id: int) -> Reflection:
    made = Reflection(class_task_id=task.id, person_id=person_id, state=State.HANDED_IN, latest=1, first_at=clock.now())
    db.session.add(made)
    db.session.flush()
    return made


def _keep_version(actor: Actor, reflection: Reflection, sent: Sent) -> None:
    file_id = None
    if sent.upload is not None:
        name, media_type = kept_name(sent.upload.name, sent.upload.kind), sent.upload.kind.media_type
        file_id = files.enter(actor, sent.upload.kept, name=name, media_type=media_type, purpose=PURPOSE).id
    db.session.add(
        ReflectionVersion(
            reflection_id=reflection.id, number=reflection.latest, body=sent.body, stored_file_id=file_id,
            handed_in_at=clock.now(),
        )
    )  # fmt: skip
