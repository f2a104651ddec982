"""Beginning an attempt and handing it in."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, select, update
from sqlalchemy.orm import aliased

from lms import clock
from lms.assessment.actions.marking import mark
from lms.assessment.models import Attempt, AttemptItem, Question, QuestionVersion
from lms.assessment.queries import attempts as queries
from lms.assessment.rules import BankItem, PaperRule, QuestionKind, draw, points_cents, shuffled
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.curriculum.models import Curriculum
from lms.curriculum.queries import lessons_left
from lms.errors import Refused
from lms.extensions import db
from lms.people.models import Person


def start_attempt(actor: Actor, person_id: int, curriculum: Curriculum) -> Attempt:
    """Begin a person's next attempt at a curriculum, or go on with the one that is open.

    Raises Refused while lessons are unfinished, when the year's attempts are used up, or the bank has no
    question. Two buttons pressed at once begin one attempt: the second waits and finds it open.
    """
    rule, now = PaperRule.from_json(curriculum.quiz), clock.now()
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    year = clock.local(now).year
    earlier = queries.attempts_of(person_id, curriculum.id)
    open_now = next((one for one in earlier if one.submitted_at is None), None)
    if open_now is not None and open_now.deadline_at > now:
        return open_now
    if open_now is not None:
        submit_overdue([open_now.id])
    if lessons_left(person_id, curriculum.id):
        raise Refused(_("The quiz opens when all lessons are done."))
    number = sum(one.year == year for one in earlier) + 1
    if number > rule.attempts_a_year:
        raise Refused(_("This year's %(num)s attempts are used up.", num=rule.attempts_a_year))
    attempt = Attempt(
        person_id=person_id,
        curriculum_id=curriculum.id,
        year=year,
        number=number,
        started_at=now,
        deadline_at=now + timedelta(minutes=rule.minutes),
        pass_mark_cents=rule.pass_mark * 100,
    )
    db.session.add(attempt)
    db.session.flush()
    _write_paper(attempt, rule)
    audit.record(actor, "attempt.started", of=attempt, person_id=person_id, curriculum=curriculum.code, number=number)
    return attempt


def _write_paper(attempt: Attempt, rule: PaperRule) -> None:
    seed = secrets.randbits(48)
    bank = _bank(attempt.curriculum_id)
    codes = draw([one for one, _version in bank.values()], rule, seed)
    if not codes:
        raise Refused(_("There are no questions for this quiz yet."))
    cases = _case_versions(attempt.curriculum_id)
    rows = []
    for position, (code, points) in enumerate(zip(codes, points_cents(len(codes)), strict=True), start=1):
        item, version = bank[code]
        rows.append(
            {
                "attempt_id": attempt.id,
                "position": position,
                "question_version_id": version.id,
                "case_version_id": cases.get(item.case),
                "option_order": list(shuffled(_places(item.kind, version.shown), seed, code)),
                "points": points,
            }
        )
    db.session.execute(insert(AttemptItem), rows)


def _bank(curriculum_id: int) -> dict[str, tuple[BankItem, QuestionVersion]]:
    rows = db.session.execute(
        select(Question, QuestionVersion)
        .join(
            QuestionVersion,
            (QuestionVersion.question_id == Question.id) & (QuestionVersion.version == Question.current_version),
        )
        .where(
            Question.curriculum_id == curriculum_id, Question.retired_at.is_(None), Question.kind != QuestionKind.CASE
        )
    )
    return {
        question.code: (
            BankItem(
                question.code,
                QuestionKind(question.kind),
                question.difficulty,
                question.lesson_code or "",
                question.case_code or "",
            ),
            version,
        )
        for question, version in rows
    }


def _case_versions(curriculum_id: int) -> dict[str, int]:
    """The current version of each case's text, by the code its questions name."""
    case, version = aliased(Question), aliased(QuestionVersion)
    rows = db.session.execute(
        select(case.case_code, version.id)
        .join(version, (version.question_id == case.id) & (version.version == case.current_version))
        .where(case.curriculum_id == curriculum_id, case.kind == QuestionKind.CASE, case.retired_at.is_(None))
    )
    return {code: version_id for code, version_id in rows if code}


def _places(kind: QuestionKind, shown: dict[str, Any]) -> int:
    """How many things of a question are put in another order for each paper."""
    if kind is QuestionKind.MATCHING:
        return len(shown["choices"])
    return len(shown.get("options", ()))


def hand_in(actor: Actor, paper: queries.Paper) -> None:
    """Submit and mark an attempt; once, however often it is asked, and by the deadline if that came first."""
    now = clock.now()
    submitted = db.session.execute(
        update(Attempt)
        .where(Attempt.id == paper.attempt.id, Attempt.submitted_at.is_(None), Attempt.deadline_at > now)
        .values(submitted_at=now, submitted_by="person")
        .returning(Attempt.id)
    ).scalar_one_or_none()
    if submitted is None:
        submit_overdue([paper.attempt.id])
        return
    audit.record(actor, "attempt.handed_in", of=paper.attempt, person_id=paper.attempt.person_id)
    mark([submitted])


def submit_overdue(attempt_ids: Sequence[int] | None = None) -> int:
    """Submit and mark every attempt (or those given) whose deadline has passed; gives how many. Set-based."""
    wanted = update(Attempt).where(Attempt.submitted_at.is_(None), Attempt.deadline_at <= clock.now())
    if attempt_ids is not None:
        wanted = wanted.where(Attempt.id.in_(attempt_ids))
    submitted = db.session.scalars(
        wanted.values(submitted_at=Attempt.deadline_at, submitted_by="deadline").returning(Attempt.id)
    ).all()
    actor = Actor.system("deadline")
    for attempt_id in submitted:
        audit.record(actor, "attempt.submitted", attempt=attempt_id)
    mark(submitted)
    return len(submitted)
