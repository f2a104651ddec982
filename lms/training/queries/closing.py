"""What closing a class would decide, and how its people stand with its quiz."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import and_, exists, func, select

from lms.assessment.models import Attempt
from lms.columns import known
from lms.curriculum.models import Curriculum
from lms.extensions import db
from lms.people.models import Person
from lms.records.models import CapabilityPass
from lms.training.models import Enrolment, ResultOverruling
from lms.training.queries.attendance import marks_of_class
from lms.training.queries.classes import ClassCard
from lms.training.queries.enrolment import enrolments_for_closing
from lms.training.queries.leave import meetings_on_leave
from lms.training.queries.meetings import MeetingRow, meetings_of
from lms.training.queries.people import Face, faces_of
from lms.training.rules.attendance import Entry
from lms.training.rules.closing import (
    Demand,
    Outcome,
    Overruling,
    Sitting,
    Standing,
    close_for,
    hours_of_class,
    in_effect,
    may_be_overruled,
    most_excellent,
    proposed_excellent,
)
from lms.training.rules.leave import leave_centihours, passes_one_seventh
from lms.training.rules.words import WITHDRAWN_FOR_LEAVE


@dataclass(frozen=True)
class QuizState:
    """How one person stands with the quiz a class asks for; score in hundredths."""

    passed: bool
    score_cents: int | None


NO_QUIZ = QuizState(passed=False, score_cents=None)


def quiz_states(curriculum_id: int | None, person_ids: Iterable[int]) -> dict[int, QuizState]:
    """These people's best marked attempts of a curriculum's quiz, and whether it counts as passed. One query.

    A pass known to the records counts too: whoever passed before needs not sit it again.
    """
    if curriculum_id is None:
        return {}
    passed_before = exists(
        select(1)
        .select_from(CapabilityPass)
        .join(Curriculum, Curriculum.code == CapabilityPass.curriculum_code)
        .where(CapabilityPass.person_id == Person.id, Curriculum.id == curriculum_id, known(CapabilityPass))
    )
    rows = db.session.execute(
        select(
            Person.id,
            passed_before,
            func.max(Attempt.score_cents),
            func.count(Attempt.id).filter(Attempt.passed.is_(True)),
        )
        .outerjoin(
            Attempt,
            and_(
                Attempt.person_id == Person.id,
                Attempt.curriculum_id == curriculum_id,
                Attempt.marked_at.is_not(None),
            ),
        )
        .where(Person.id.in_(set(person_ids)))
        .group_by(Person.id)
    )
    return {row[0]: QuizState(bool(row[1]) or row[3] > 0, row[2]) for row in rows}


def quiz_of(card: ClassCard) -> tuple[str, str] | None:
    """Chinese and English title of the quiz a class asks for."""
    if card.quiz_curriculum_id is None:
        return None
    row = db.session.execute(
        select(Curriculum.title, Curriculum.english_title).where(Curriculum.id == card.quiz_curriculum_id)
    ).one()
    return row.title, row.english_title


@dataclass(frozen=True)
class Decision:
    """What closing a class now decides about one person; hours in hundredths."""

    face: Face
    make_up_year: int | None
    outcome: Outcome
    score_cents: int | None
    leave_centihours: int
    leave_passes: bool
    overruling: Overruling | None = None

    @property
    def completed(self) -> bool:
        """What is decided: by the supervisor's word where it is in effect, else by the rule."""
        return self.outcome.completed if self.overruling is None else self.overruling.completed

    @property
    def may_be_overruled(self) -> bool:
        """Whether a supervisor may decide otherwise."""
        return may_be_overruled(self.outcome.reason)


@dataclass(frozen=True)
class ClosingPlan:
    """Everything a closing would write, and a mark by which to see that nothing changed since it was shown."""

    decisions: list[Decision]
    class_centihours: int
    meetings: list[MeetingRow]
    excellent_percent: int = 0

    @property
    def completed(self) -> int:
        """How many complete."""
        return sum(one.completed for one in self.decisions)

    @property
    def most_excellent(self) -> int:
        """How many 优秀学员 may be named."""
        return most_excellent(self.excellent_percent, self.completed)

    @property
    def proposed_excellent(self) -> frozenset[int]:
        """Whom the rule proposes; the supervisor decides."""
        standings = [
            Standing(one.face.person_id, one.outcome.attended_centihours, one.score_cents)
            for one in self.decisions
            if one.completed
        ]
        return proposed_excellent(standings, self.most_excellent)

    @property
    def people_unmarked(self) -> int:
        """How many have a meeting without any mark."""
        return sum(one.outcome.unmarked > 0 for one in self.decisions)

    @property
    def seen(self) -> str:
        """Equal for two plans that decide the same."""
        facts = [
            (one.face.person_id, one.make_up_year, one.outcome, one.score_cents, one.overruling)
            for one in sorted(self.decisions, key=lambda one: one.face.person_id)
        ]
        return hashlib.sha256(repr(facts).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class _ClassFacts:
    """What is known of a whole class, read at once."""

    meetings: list[MeetingRow]
    marks: Mapping[tuple[int, int], Entry]
    on_leave: Mapping[int, set[int]]
    quizzes: Mapping[int, QuizState]
    faces: Mapping[int, Face]
    overrulings: Mapping[int, Overruling]
    demand: Demand


def overrulings_of(class_id: int) -> dict[int, Overruling]:
    """What supervisors said against the rule about a class's people, by person. One query."""
    rows = db.session.scalars(
        select(ResultOverruling).where(ResultOverruling.training_class_id == class_id, known(ResultOverruling))
    )
    return {row.person_id: Overruling(row.completed, row.reason, row.recorded_by) for row in rows}


def overruling_for_update(class_id: int, person_id: int) -> ResultOverruling | None:
    """The word against the rule about one person, locked until the transaction ends."""
    return db.session.scalar(
        select(ResultOverruling)
        .where(
            ResultOverruling.training_class_id == class_id,
            ResultOverruling.person_id == person_id,
            known(ResultOverruling),
        )
        .with_for_update()
    )


def closing_plan(
    class_id: int, planned_centihours: int, share_percent: int, quiz_id: int | None, excellent_percent: int = 0
) -> ClosingPlan:
    """What closing a class now would decide, in the order of lists. Nine queries, however many people."""
    meetings = meetings_of(class_id)
    total = hours_of_class(planned_centihours, sum(one.credit_centihours for one in meetings))
    enrolments = enrolments_for_closing(class_id, WITHDRAWN_FOR_LEAVE)
    people = [one.person_id for one in enrolments]
    known_of_class = _ClassFacts(
        meetings=meetings,
        marks=marks_of_class(class_id),
        on_leave=meetings_on_leave(class_id),
        quizzes=quiz_states(quiz_id, people),
        faces=faces_of(people),
        overrulings=overrulings_of(class_id),
        demand=Demand(total, share_percent, quiz_asked=quiz_id is not None),
    )
    decisions = [_decision(one, known_of_class) for one in enrolments]
    return ClosingPlan(sorted(decisions, key=lambda one: one.face.order), total, meetings, excellent_percent)


def _decision(enrolment: Enrolment, known_of_class: _ClassFacts) -> Decision:
    person, until = enrolment.person_id, enrolment.withdrawn_on
    quiz = known_of_class.quizzes.get(person, NO_QUIZ)
    sittings = [
        _sitting(meeting, known_of_class.marks.get((person, meeting.id)))
        for meeting in known_of_class.meetings
        if until is None or meeting.day < until
    ]
    hours = {meeting.id: meeting.credit_centihours for meeting in known_of_class.meetings}
    leave = leave_centihours(hours, known_of_class.on_leave.get(person, ()))
    outcome = close_for(known_of_class.demand, sittings, quiz_passed=quiz.passed, withdrawn_for_leave=until is not None)
    return Decision(
        face=known_of_class.faces[person],
        make_up_year=enrolment.make_up_year,
        outcome=outcome,
        score_cents=quiz.score_cents,
        leave_centihours=leave,
        leave_passes=passes_one_seventh(leave, known_of_class.demand.planned_centihours),
        overruling=in_effect(outcome, known_of_class.overrulings.get(person)),
    )


def _sitting(meeting: MeetingRow, entry: Entry | None) -> Sitting:
    if entry is None:
        return Sitting(meeting.credit_centihours)
    return Sitting(meeting.credit_centihours, entry.mark, entry.minutes)
