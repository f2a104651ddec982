"""What is shown of what people thought: of a class, of its topics; of teachers and topics over time.

Everything here is a sum of five answers or more, for nothing else is in the tables that these statements read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, case, extract, func, select

from lms.columns import known
from lms.extensions import db
from lms.feedback.models import EvaluationGiven, EvaluationRemark, EvaluationTally
from lms.feedback.rules import CLASS_QUESTIONS, SCORES, TOPIC_QUESTIONS, Question, average_hundredths
from lms.paging import Page, paged
from lms.people.queries import OrgScope
from lms.training.models import ClassMeeting, ClassSchedule, TrainingClass

By = Literal["teacher", "topic"]
BY: dict[By, ColumnElement[str]] = {"teacher": ClassMeeting.teacher, "topic": ClassMeeting.topic}  # type: ignore[dict-item]


@dataclass(frozen=True)
class Opinion:
    """What so many people chose at one question: how many each score, the best first."""

    question: Question
    numbers: tuple[int, ...]

    @property
    def answers(self) -> int:
        """How many answered."""
        return sum(self.numbers)

    @property
    def average(self) -> int | None:
        """The mean in hundredths; None without answers."""
        return average_hundredths(sum(score * n for score, n in zip(SCORES, self.numbers, strict=True)), self.answers)


@dataclass(frozen=True)
class TopicResult:
    """What is shown of one half-day; without opinions while there are fewer than five."""

    id: int
    day: date
    half: str
    topic: str
    teacher: str
    opinions: tuple[Opinion, ...] = ()

    @property
    def answers(self) -> int:
        """How many answers are shown."""
        return self.opinions[0].answers if self.opinions else 0


@dataclass(frozen=True)
class ClassResult:
    """What is shown of a class: of the whole, of each half-day, and in people's own words."""

    whole: tuple[Opinion, ...]
    topics: list[TopicResult]
    remarks: list[str] = field(default_factory=list)

    @property
    def answers(self) -> int:
        """How many answers about the whole class are shown."""
        return self.whole[0].answers if self.whole else 0

    @property
    def has_any(self) -> bool:
        """Whether anything is shown at all."""
        return bool(self.whole) or any(topic.opinions for topic in self.topics)


def result_of_class(class_id: int) -> ClassResult:
    """Everything that is shown of one class. Three queries. Remarks stand in the order of keys that mean nothing."""
    tallies: dict[int | None, dict[tuple[str, int], int]] = {}
    for row in db.session.execute(
        select(EvaluationTally.class_meeting_id, EvaluationTally.question, EvaluationTally.score, EvaluationTally.votes)
        .where(EvaluationTally.training_class_id == class_id)
    ):  # fmt: skip
        tallies.setdefault(row[0], {})[row[1], row[2]] = row[3]
    meetings = db.session.execute(
        select(ClassMeeting.id, ClassMeeting.day, ClassMeeting.half, ClassMeeting.topic, ClassMeeting.teacher)
        .where(ClassMeeting.training_class_id == class_id)
        .order_by(ClassMeeting.starts_at, ClassMeeting.id)
    )
    remarks = select(EvaluationRemark.words).where(EvaluationRemark.training_class_id == class_id)
    return ClassResult(
        whole=_opinions(CLASS_QUESTIONS, tallies.get(None, {})),
        topics=[TopicResult(*row, _opinions(TOPIC_QUESTIONS, tallies.get(row.id, {}))) for row in meetings],
        remarks=list(db.session.scalars(remarks.order_by(EvaluationRemark.key))),
    )


def _opinions(questions: Iterable[Question], tallies: dict[tuple[str, int], int]) -> tuple[Opinion, ...]:
    if not tallies:
        return ()
    return tuple(Opinion(one, tuple(tallies.get((one.value, score), 0) for score in SCORES)) for one in questions)


def answered_in(class_id: int) -> int:
    """How many people have evaluated the class as a whole."""
    given = select(func.count()).where(
        EvaluationGiven.training_class_id == class_id, EvaluationGiven.class_meeting_id.is_(None)
    )
    return db.session.scalar(given) or 0


@dataclass(frozen=True)
class Line:
    """Answers about a teacher, a topic, or one of these in a month: half-days, answers, and the mean of each question.

    Means are in hundredths. `when` is the first day of the month, where it is about one.
    """

    name: str
    half_days: int
    answers: int
    averages: dict[Question, int]
    when: date | None = None


def lines_page(scope: OrgScope, by: By, year: int | None, number: int) -> Page:
    """Teachers, or topics, by name and never by score; a page of Line. Two queries."""
    page = paged(_lines(scope, by, year), number)
    return Page([_line(row) for row in page.rows], page.number, page.of, page.total)


def all_lines(scope: OrgScope, by: By, year: int | None) -> list[Line]:
    """The same, all of them."""
    return [_line(row) for row in db.session.execute(_lines(scope, by, year))]


def lines_over_time(scope: OrgScope, by: By, name: str) -> list[Line]:
    """One teacher, or one topic, month by month, the earliest first. One query."""
    year, month = extract("year", ClassMeeting.day), extract("month", ClassMeeting.day)
    statement = _sums(year.label("year"), month.label("month"), scope=scope).where(BY[by] == name)
    rows = db.session.execute(statement.group_by(year, month).order_by(year, month))
    return [_line(row, name, date(int(row.year), int(row.month), 1)) for row in rows]


def _lines(scope: OrgScope, by: By, year: int | None) -> Select[*tuple[Any, ...]]:
    statement = _sums(BY[by].label("name"), scope=scope).where(BY[by] != "")
    if year is not None:
        statement = statement.where(extract("year", ClassMeeting.day) == year)
    return statement.group_by(BY[by]).order_by(BY[by])


def _sums(*columns: Any, scope: OrgScope) -> Select[*tuple[Any, ...]]:  # noqa: ANN401 - labelled columns
    """Sums over the topics of classes whose organiser lies in `scope`."""
    sums = [
        func.sum(case((EvaluationTally.question == one.value, figure), else_=0)).label(f"{one.value}_{name}")
        for one in TOPIC_QUESTIONS
        for name, figure in (("votes", EvaluationTally.votes), ("sum", EvaluationTally.votes * EvaluationTally.score))
    ]
    return (
        select(*columns, func.count(ClassMeeting.id.distinct()).label("half_days"), *sums)
        .select_from(EvaluationTally)
        .join(ClassMeeting, ClassMeeting.id == EvaluationTally.class_meeting_id)
        .join(TrainingClass, TrainingClass.id == ClassMeeting.training_class_id)
        .where(scope.reaches(TrainingClass.organiser_id))
    )


def _line(row: Any, name: str | None = None, when: date | None = None) -> Line:  # noqa: ANN401 - a row of `_sums`
    figures = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    averages = {
        one: average_hundredths(int(figures[f"{one.value}_sum"]), int(figures[f"{one.value}_votes"])) or 0
        for one in TOPIC_QUESTIONS
    }
    answers = int(figures[f"{TOPIC_QUESTIONS[0].value}_votes"])
    return Line(name if name is not None else row.name, row.half_days, answers, averages, when)


def years_evaluated(scope: OrgScope) -> list[int]:
    """The years of which something is shown, the latest first."""
    year = extract("year", ClassMeeting.day)
    found = (
        select(year)
        .select_from(EvaluationTally)
        .join(ClassMeeting, ClassMeeting.id == EvaluationTally.class_meeting_id)
        .join(TrainingClass, TrainingClass.id == ClassMeeting.training_class_id)
        .where(scope.reaches(TrainingClass.organiser_id))
        .distinct()
        .order_by(year.desc())
    )
    return [int(one) for one in db.session.scalars(found)]


def classes_shown_page(scope: OrgScope, number: int) -> Page:
    """Classes of which an evaluation is shown, the newest first: id, last day, answers. Two queries."""
    first = CLASS_QUESTIONS[0].value
    statement = (
        select(TrainingClass.id, ClassSchedule.last_day, func.sum(EvaluationTally.votes).label("answers"))
        .join(
            EvaluationTally,
            and_(
                EvaluationTally.training_class_id == TrainingClass.id,
                EvaluationTally.class_meeting_id.is_(None),
                EvaluationTally.question == first,
            ),
        )
        .join(ClassSchedule, and_(ClassSchedule.training_class_id == TrainingClass.id, known(ClassSchedule)))
        .where(scope.reaches(TrainingClass.organiser_id))
        .group_by(TrainingClass.id, ClassSchedule.last_day)
        .order_by(ClassSchedule.last_day.desc(), TrainingClass.id.desc())
    )
    return paged(statement, number)
