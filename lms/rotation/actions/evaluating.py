"""When answers are worked out again: after a change for those it touches, else for everybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import delete, func, select, update

from lms import clock
from lms.audit.actor import Actor
from lms.extensions import db
from lms.jobs.actions import enqueue
from lms.jobs.models import Job
from lms.people.models import Person
from lms.rotation.actions.renewal import renew
from lms.rotation.evaluation import Moment, People
from lms.rotation.models import EvaluationState, Obligation
from lms.rotation.queries.requirements import requirements
from lms.rotation.rules.stored import stored_years
from lms.transaction import transaction

JOB = "rotation.evaluate_everyone"
AT_ONCE = 1_000
"""More people than this are evaluated by a job; until it ends pages say 「正在重新计算」."""
CHUNK = {"sqlite": 5_000, "postgresql": 100_000}
"""People in one transaction of a pass over everybody. SQLite lets one writer in: nobody else waits long for it."""

SYSTEM = Actor.system("rotation")
Progress = Callable[[int, int | None], None]


def evaluate_people(person_ids: frozenset[int]) -> None:
    """Renew the answers of these people for last, this and next year, in the caller's transaction.

    Whoever changes the same people waits until that transaction ends, so that no answer misses a fact.
    More than AT_ONCE are left to a job.
    """
    if not person_ids:
        return
    if len(person_ids) > AT_ONCE:
        evaluate_everyone_soon()
        return
    people = People.some(person_ids)
    _lock(people)
    today = clock.today()
    renew(requirements(), stored_years(today), Moment(today), people)


def evaluate_everyone_soon(actor: Actor = SYSTEM) -> None:
    """Have a job renew everybody's answers once the caller's transaction is stored; pages say so until then."""
    _state().stale_since = clock.now()
    is_waiting = select(Job.id).where(Job.kind == JOB, Job.state == "waiting").limit(1)
    if db.session.scalar(is_waiting) is None:
        enqueue(actor, JOB, {})


def evaluate_again(actor: Actor = SYSTEM) -> None:
    """Renew everybody, in the caller's transaction when they are few, else by a job; after a requirement changed."""
    if (db.session.scalar(select(func.count(Person.id))) or 0) > AT_ONCE:
        evaluate_everyone_soon(actor)
        return
    evaluate_people(frozenset(db.session.scalars(select(Person.id))))


def evaluate_all(progress: Progress | None = None) -> date:
    """Renew everybody's answers, a chunk of people a transaction; gives the day they stand for.

    Opens its own transactions: call it outside of any. Run again, it changes nothing.
    """
    today, begun_at = clock.today(), clock.now()
    with transaction():
        _state().stale_since = begun_at
    ranges = _ranges()
    for done, people in enumerate(ranges, 1):
        with transaction():
            _lock(people)
            renew(requirements(), stored_years(today), Moment(today), people)
        if progress:
            progress(done, len(ranges))
    _finish(today, begun_at)
    return today


def _finish(today: date, begun_at: datetime) -> None:
    """Say for which day the answers stand; who asked for another pass meanwhile still waits for it."""
    with transaction():
        db.session.execute(delete(Obligation).where(Obligation.year.not_in(stored_years(today))))
        db.session.execute(update(EvaluationState).values(evaluated_on=today, evaluated_at=clock.now()))
        is_ours = EvaluationState.stale_since == begun_at
        db.session.execute(update(EvaluationState).where(is_ours).values(stale_since=None))


def evaluate_if_outdated() -> None:
    """Renew everybody's answers when they stand for another day or a pass was broken off; cheap otherwise."""
    state = db.session.get(EvaluationState, 1)
    is_current = state is not None and state.evaluated_on == clock.today() and state.stale_since is None
    db.session.rollback()
    if not is_current:
        evaluate_all()


def _state() -> EvaluationState:
    state = db.session.get(EvaluationState, 1, with_for_update=True, populate_existing=True)
    if state is None:
        state = EvaluationState(id=1)
        db.session.add(state)
        db.session.flush()
    return state


def _lock(people: People) -> None:
    """Take turns with whoever evaluates the same people; SQLite lets one writer in anyway."""
    if db.session.connection().dialect.name == "sqlite":
        return
    in_order = select(Person.id).where(people.include(Person.id)).order_by(Person.id)
    db.session.execute(in_order.with_for_update(key_share=True), people.parameters).all()


def _ranges() -> list[People]:
    ids = db.session.scalars(select(Person.id).order_by(Person.id)).all()
    size = CHUNK[db.engine.dialect.name]
    db.session.rollback()
    chunks = [ids[start : start + size] for start in range(0, len(ids), size)]
    return [People.between(chunk[0], chunk[-1]) for chunk in chunks]
