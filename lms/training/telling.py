"""What people of a class find in their inbox: a seat, the end of one, leave asked for and answered."""

from collections.abc import Iterable

from flask_babel import force_locale
from flask_babel import gettext as _

from lms.audit.actor import Actor
from lms.messages import actions as messages
from lms.training.models import ClassSchedule, LeaveRequest, TrainingClass
from lms.training.queries import classes, people
from lms.training.queries.leave import LeaveSum
from lms.training.wording import day_span, hours

# A message is kept as it was sent; the sender's language of the moment is not the reader's.
LANGUAGE = "zh_Hans"


def tell_seats(actor: Actor, training_class: TrainingClass, schedule: ClassSchedule, person_ids: Iterable[int]) -> None:
    """They have a seat: when, where, and where to look."""
    with force_locale(LANGUAGE):
        name, days = classes.name_of(training_class), day_span(schedule.first_day, schedule.last_day)
        body = _(
            "%(days)s, %(venue)s. The timetable is on the page of your class; ask for leave there if you cannot come.",
            days=days,
            venue=training_class.venue or _("the venue follows"),
        )
        title = _("You are enrolled: %(name)s", name=name)
    messages.send(actor, person_ids, title, body, _own_page(training_class))


def tell_seats_ended(actor: Actor, training_class: TrainingClass, person_ids: Iterable[int], reason: str) -> None:
    """Their seat ended today, and why."""
    with force_locale(LANGUAGE):
        title = _("You have no seat any more: %(name)s", name=classes.name_of(training_class))
        body = _("Reason: %(reason)s. Ask the class supervisor if something is wrong.", reason=reason)
    messages.send(actor, person_ids, title, body, _own_page(training_class))


def tell_deciders(
    actor: Actor, training_class: TrainingClass, request: LeaveRequest, total: LeaveSum, office: Iterable[int] = ()
) -> None:
    """Somebody asks for leave: the supervisor hears of it, and the department where its word is needed.

    One seventh of the hours is named where the leave passes it.
    """
    supervisor = training_class.supervisor_person_id
    readers = {*office, *([supervisor] if supervisor else ())} - {request.person_id}
    if not readers:
        return
    face = people.faces_of([request.person_id])[request.person_id]
    with force_locale(LANGUAGE):
        title = _("%(person)s asks for leave", person=face.name)
        body = (
            _("With it, leave comes to %(leave)s, more than one seventh of %(all)s: approving it ends the enrolment.",
              leave=hours(total.with_it_centihours), all=hours(total.class_centihours))
            if total.passes
            else _("%(name)s. With it, leave comes to %(leave)s of %(all)s.", name=classes.name_of(training_class),
                   leave=hours(total.with_it_centihours), all=hours(total.class_centihours))
        )  # fmt: skip
    messages.send(actor, sorted(readers), title, body, f"/leave/{request.id}")


def tell_answer(actor: Actor, training_class: TrainingClass, request: LeaveRequest, *, approved: bool) -> None:
    """What was decided about somebody's leave, with the word given."""
    with force_locale(LANGUAGE):
        title = _("Your leave is approved") if approved else _("Your leave is not approved")
        body = classes.name_of(training_class)
        if request.decision_note:
            body = _("%(name)s. Answer: %(note)s", name=body, note=request.decision_note)
    messages.send(actor, [request.person_id], title, body, _own_page(training_class))


def _own_page(training_class: TrainingClass) -> str:
    return f"/my-classes/{training_class.id}"
