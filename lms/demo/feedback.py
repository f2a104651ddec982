"""What people of the synthetic district thought of the class that is over."""

from sqlalchemy import select

from lms import clock
from lms.audit.actor import Actor
from lms.extensions import db
from lms.feedback import actions
from lms.feedback.box import WHOLE_CLASS
from lms.feedback.queries.asking import asked_of
from lms.feedback.rules import CLASS_QUESTIONS, TOPIC_QUESTIONS, Question
from lms.people.queries import EVERYWHERE
from lms.training.models import TrainingClass
from lms.training.queries.classes import class_for_update, class_in_scope
from lms.training.queries.enrolment import seated

_HOW_MANY = 16
_REMARKS = {2: "案例多讲一些，最好是本街镇的。", 5: "下午的课时间可以再紧凑一点。", 9: "分组讨论很有收获。"}


def add_evaluations(_actor: Actor) -> None:
    """Answers of some of its people, through the action that their page uses; in the caller's transaction."""
    class_id = db.session.scalar(select(TrainingClass.id).where(TrainingClass.closed_at.is_not(None)).limit(1))
    if class_id is None:
        return
    training_class = class_for_update(class_id, EVERYWHERE)
    card, now = class_in_scope(class_id, EVERYWHERE), clock.now()
    for place, person in enumerate(sorted(seated(class_id))[:_HOW_MANY]):
        topics = asked_of(card, person, now).topics
        if not topics:
            continue
        scores = {topic.id: _scores(TOPIC_QUESTIONS, place + row) for row, topic in enumerate(topics)}
        scores[WHOLE_CLASS] = _scores(CLASS_QUESTIONS, place)
        actions.answer(Actor.person(person, ""), training_class, actions.Answer(scores, _REMARKS.get(place, "")))


def _scores(questions: tuple[Question, ...], seed: int) -> dict[Question, int]:
    return {question: (5, 5, 4, 4, 5, 3, 4)[(seed + 2 * place) % 7] for place, question in enumerate(questions)}
