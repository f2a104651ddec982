"""Classes that people evaluate, their answers, and samples of this room's routes."""

from datetime import date

from lms.audit.actor import Actor
from lms.feedback import actions
from lms.feedback.box import WHOLE_CLASS
from lms.feedback.rules import CLASS_QUESTIONS, TOPIC_QUESTIONS
from lms.people.queries import EVERYWHERE
from lms.training.models import ClassMeeting
from lms.training.queries.classes import class_for_update
from lms.training.rules.words import Half, Mark
from lms.transaction import transaction
from tests.facts import training
from tests.facts.district import District
from tests.facts.route_samples import Sample

OVER = "2026-12-09 09:00"
"""The morning after the one day of `add_evaluated_class`."""


def add_evaluated_class(district: District, people: list[int], at: str = "S1", day: date = date(2026, 12, 8), **more):
    """A class of one day, two topics, at which `people` were; gives its id and those of its half-days."""
    class_id = training.add_class(
        district, at, people=people, first_day=day, last_day=day, declared_year=day.year, **more
    )  # fmt: skip
    meetings = training.meeting_ids(district, class_id)
    with district.session() as session:
        for meeting, (topic, teacher) in zip(meetings, (("化解邻里纠纷", "周明"), ("依法办事", "李慧")), strict=True):
            session.get(ClassMeeting, meeting).topic = topic
            session.get(ClassMeeting, meeting).teacher = teacher
        session.commit()
    for meeting in meetings:
        training.mark(district, class_id, meeting, dict.fromkeys(people, Mark.PRESENT))
    return class_id, meetings


def answer(district: District, class_id: int, person: int, meetings, *, score: int = 4, remark: str = "", whole=True):
    """What a person thinks of half-days and, unless not, of the class: the same score throughout."""
    scores = {meeting: dict.fromkeys(TOPIC_QUESTIONS, score) for meeting in meetings}
    if whole:
        scores[WHOLE_CLASS] = dict.fromkeys(CLASS_QUESTIONS, score)
    with district.session(), transaction():
        actor = Actor.person(person, "学员")
        actions.answer(actor, class_for_update(class_id, EVERYWHERE), actions.Answer(scores, remark))


def form_of(meetings, score: str = "4", **more) -> dict[str, str]:
    """What the page sends."""
    topics = {f"topic-{meeting}-{one}": score for meeting in meetings for one in TOPIC_QUESTIONS}
    return topics | {f"class-{one}": score for one in CLASS_QUESTIONS} | more


def add_answered_class(district: District, how_many: int = 5, at: str = "S1", **more):
    """A class that so many people have evaluated; its id, its half-days and its people."""
    people = training.add_crowd(district, how_many, f"{at}C1")
    class_id, meetings = add_evaluated_class(district, people, at, **more)
    for person in people:
        answer(district, class_id, person, meetings)
    return class_id, meetings, people


def _class_sample(district: District) -> dict[str, int]:
    return {"class_id": training.add_class(district, "S1", people=[district.add_person(at="S1C1")])}


def _answered_sample(district: District) -> dict[str, object]:
    from datetime import timedelta

    from lms import clock

    class_id, _meetings, _people = add_answered_class(
        district, day=clock.today() - timedelta(days=1), halves=frozenset({Half.MORNING, Half.AFTERNOON})
    )
    return {"class_id": class_id, "file_format": "csv"}


def _own_sample(district: District) -> Sample:
    person = district.add_person(at="S1C1")
    return Sample({"class_id": training.add_class(district, "S1", people=[person])}, owner=person)


ROUTE_SAMPLES = {
    "feedback.show_class": _class_sample,
    "feedback.export_class": _answered_sample,
    "feedback.show_my_class": _own_sample,
    "feedback.give": _own_sample,
    "feedback.export_results": lambda _district: Sample(
        {"file_format": "csv"}, shared="the results of classes in one's own reach"
    ),
}
