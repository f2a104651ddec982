"""Taking an answer without its giver, and reminding who has not answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import insert, select

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Conflict
from lms.extensions import db
from lms.feedback.box import WHOLE_CLASS, Box, opened, sealed
from lms.feedback.models import (
    EvaluationBox,
    EvaluationGiven,
    EvaluationRemark,
    EvaluationReminder,
    EvaluationTally,
    random_key,
)
from lms.feedback.queries import asking
from lms.feedback.rules import SCORES, Counts, Question, counted, last_answer_day, may_be_shown
from lms.messages import actions as messages
from lms.training.models import TrainingClass
from lms.training.queries.classes import class_of_person, name_of, schedule_of
from lms.web.wording import day

NOBODY = Actor.system("evaluation")
"""Whom an answer is put down to: the trail says that one was given, not by whom."""
_LANGUAGE = "zh_Hans"  # of messages, which are kept as they were sent


@dataclass(frozen=True)
class Answer:
    """What somebody chose: by meeting's id (`WHOLE_CLASS`: the class as a whole) a score for each question."""

    scores: Mapping[int, Mapping[Question, int]]
    remark: str = field(default="")


def answer(actor: Actor, training_class: TrainingClass, given: Answer) -> None:
    """Take the answer of `actor` about a locked class they are in.

    Raises NotFound for who is not in the class, Conflict when something of it was answered already or cannot be now.
    """
    person_id = actor.person_id or 0
    asked = asking.asked_of(class_of_person(training_class.id, person_id), person_id, clock.now())
    open_now = {topic.id for topic in asked.topics} | ({WHOLE_CLASS} if asked.whole_class else set())
    if not given.scores or not set(given.scores) <= open_now:
        raise Conflict(_("You have answered this already, or it cannot be evaluated any more. Nothing was added."))
    db.session.add_all(
        EvaluationGiven(training_class_id=training_class.id, class_meeting_id=about or None, person_id=person_id)
        for about in given.scores
    )
    _put_in(training_class.id, given)
    audit.record(NOBODY, "evaluation.given", of=training_class, organisation_id=training_class.organiser_id,
                 training_class=name_of(training_class))  # fmt: skip


def _put_in(class_id: int, given: Answer) -> None:
    """Add to the box; take out of it what five people or more have answered."""
    row = db.session.get(EvaluationBox, class_id, with_for_update=True)
    box = opened(row.sealed if row else None)
    for about, chosen in given.scores.items():
        box.counts[about] = counted(box.counts.get(about, {}), chosen)
    if given.remark and WHOLE_CLASS in given.scores:
        box.remarks.append(given.remark)
    _take_out(class_id, box)
    if row is None:
        db.session.add(EvaluationBox(training_class_id=class_id, sealed=sealed(box)))
    else:
        row.sealed = sealed(box)
    db.session.flush()


def _take_out(class_id: int, box: Box) -> None:
    ripe = {about: counts for about, counts in box.counts.items() if may_be_shown(counts)}
    if not ripe:
        return
    known = {
        (one.class_meeting_id or WHOLE_CLASS, one.question, one.score): one
        for one in db.session.scalars(select(EvaluationTally).where(EvaluationTally.training_class_id == class_id))
    }
    for about, counts in ripe.items():
        _add_up(class_id, about, counts, known)
        del box.counts[about]
    if WHOLE_CLASS in ripe and box.remarks:
        rows = [{"key": random_key(), "training_class_id": class_id, "words": words} for words in box.remarks]
        db.session.execute(insert(EvaluationRemark), sorted(rows, key=lambda row: str(row["key"])))
        box.remarks.clear()


def _add_up(class_id: int, about: int, counts: Counts, known: Mapping[tuple[int, str, int], EvaluationTally]) -> None:
    for question, numbers in counts.items():
        for score, number in zip(SCORES, numbers, strict=True):
            tally = known.get((about, question.value, score))
            if tally is not None:
                tally.votes += number
            elif number:
                db.session.add(
                    EvaluationTally(
                        training_class_id=class_id, class_meeting_id=about or None, question=question.value,
                        score=score, votes=number,
                    )
                )  # fmt: skip


def remind(actor: Actor, training_class: TrainingClass) -> int:
    """Remind the people of a locked class that is over, once; gives how many."""
    if db.session.get(EvaluationReminder, training_class.id) is not None:
        return 0
    db.session.add(EvaluationReminder(training_class_id=training_class.id, reminded_on=clock.today()))
    people = asking.people_to_remind(training_class.id)
    with force_locale(_LANGUAGE):
        title = _("Evaluate the class: %(name)s", name=name_of(training_class))
        body = _(
            "What did you think of its topics, teachers and arrangements? Three minutes, without your name, "
            "until %(day)s.",
            day=day(last_answer_day(schedule_of(training_class.id).last_day)),
        )
    return messages.send(actor, people, title, body, f"/my-classes/{training_class.id}/evaluation")


def note_export(actor: Actor, what: str, rows: int, training_class: TrainingClass | None = None) -> None:
    """Put down who took results along."""
    organisation = training_class.organiser_id if training_class else None
    audit.record(actor, "evaluation.exported", of=training_class, organisation_id=organisation, title=what, rows=rows)
