"""Evaluating 100,000 people, every requirement and three years, against the evaluation's SQL alone.

Its SQL alone: the same SELECTs, sent by the bare driver in one pass over everybody, their rows put into a
temporary table without keys. Ours: what the worker does each night, which takes turns with everybody who
writes, compares with what is stored, and stores what differs.
"""

import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import event, insert, text

from lms import clock, create_app
from lms.extensions import db
from lms.people.rules import PositionCategory
from lms.records.rules import TrainingCategory, identity
from lms.rotation import actions, queries
from lms.rotation.evaluation import Moment, Question, for_whole_populations, obligations, places
from lms.rotation.rules.stored import stored_years
from lms.settings import Settings
from tests import postgres
from tests.facts.district import District

PEOPLE = 100_000
ROUNDS = 3
WANTED = 1.5
CATEGORIES = {
    PositionCategory.COMMUNITY_PRINCIPAL: 3,
    PositionCategory.STREET_CADRE: 3,
    PositionCategory.COMMUNITY_WORKER: 10,
    PositionCategory.GROUP_WORKER: 20,
    PositionCategory.PARTY_MEMBER: 64,
}
KNOWN = {"recorded_at": datetime(2026, 1, 1, tzinfo=UTC), "recorded_by": "console:bench"}


def run() -> Iterator[str]:
    """On each database: both in turn, several rounds; the middle ratio counts."""
    for kind in ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory() as folder:
            environment = {"LMS_DATA_DIR": folder, "LMS_SECRET_KEY": "for the bench"}
            if kind == "postgresql":
                environment["LMS_DATABASE_URL"] = postgres.fresh_database("lms_bench_evaluation", durable=True)
            app = create_app(Settings.from_environment(environment))
            with app.app_context():
                upgrade()
            _fill(app)
            with app.app_context():
                yield from _rounds(kind)
                db.session.remove()
                db.engine.dispose()
        if kind == "postgresql":
            postgres.drop_database("lms_bench_evaluation")


def _rounds(kind: str) -> Iterator[str]:
    first = _seconds(actions.evaluate_all)
    statements = _statements()
    ratios = []
    for _ in range(ROUNDS):
        bare = _seconds(lambda: _run_bare(statements))
        ours = _seconds(actions.evaluate_all)
        ratios.append(ours / bare)
    stored = db.session.scalar(text("SELECT count(*) FROM obligation"))
    yield f"{kind:10} the first time, {stored:,} answers stored {first:6.1f} s"
    yield f"{kind:10} its SQL alone {bare:6.1f} s, each night {ours:6.1f} s"
    yield f"{kind:10} ratio {sorted(ratios)[ROUNDS // 2]:.2f} (wanted: at most {WANTED})"


def _seconds(work: Any) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _statements() -> list[tuple[str, Any]]:
    """The evaluation's SELECTs with their parameters, as the driver gets them."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement.lstrip().startswith("WITH"):
            seen.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    today = clock.today()
    for one in queries.requirements():
        question = Question(one.id, one.rules, stored_years(today), Moment(today))
        for query in (obligations(question), places(question)):
            db.session.execute(query).close()
    event.remove(db.engine, "before_cursor_execute", note)
    db.session.rollback()
    return seen


_TABLES = {
    "bare_obligation": (
        "requirement_id INTEGER, year INTEGER, person_id INTEGER, status TEXT, due DATE, spell_first_day DATE, "
        "spell_last_day DATE, appointment_id INTEGER, organisation_id INTEGER, times INTEGER, days INTEGER, "
        "hours INTEGER, missing TEXT, record_id INTEGER, waiver_id INTEGER, enrolment_id INTEGER"
    ),
    "bare_place": "requirement_id INTEGER, year INTEGER, person_id INTEGER, organisation_id INTEGER",
}


def _run_bare(statements: list[tuple[str, Any]]) -> None:
    with for_whole_populations():  # the plans are part of the SQL
        cursor = db.session.connection().connection.cursor()
        for table, columns in _TABLES.items():
            cursor.execute(f"CREATE TEMPORARY TABLE {table} ({columns})")
        for number, (statement, parameters) in enumerate(statements):
            table = list(_TABLES)[number % len(_TABLES)]
            cursor.execute(f"INSERT INTO {table} {statement}", parameters)
    db.session.rollback()


def _fill(app: Flask) -> None:
    """A district of PEOPLE: posts, party standing, trainings, quizzes and some deferrals."""
    district = District(app)
    places_of_work = list(district.organisations.values())
    tables: dict[str, list[dict[str, Any]]] = {}
    for table, row in _facts(Random(1), places_of_work):
        tables.setdefault(table, []).append(row)
    with app.app_context():
        for table, rows in tables.items():
            db.session.execute(insert(db.metadata.tables[table]), rows)
        db.session.commit()
        db.session.execute(text("ANALYZE"))
        db.session.commit()


def _facts(random: Random, organisations: list[int]) -> Iterable[tuple[str, dict[str, Any]]]:
    for person_id in range(1_000, 1_000 + PEOPLE):
        known = {"person_id": person_id} | KNOWN
        (category,) = random.choices(list(CATEGORIES), list(CATEGORIES.values()))
        status = "中共党员" if random.random() < 0.7 else "群众"
        yield "person", {"id": person_id, "person_no": f"B{person_id}", "name": "某人", "is_synthetic": True}
        yield "party_standing", {"political_status": status, "joined_party_on": date(2010, 7, 1)} | known
        yield from _posts(random, organisations, category, known)
        for number in range(random.randint(1, 4)):
            yield "training_record", _training(random, number) | known
        if category is not PositionCategory.PARTY_MEMBER and random.random() < 0.5:
            for number in range(1, random.randint(2, 11)):
                yield "capability_pass", {"curriculum_code": f"{number:02}", "passed_on": date(2026, 3, 1)} | known
        if random.random() < 0.02:
            yield "waiver", _deferral(random) | known


def _posts(random: Random, organisations: list[int], category: str, known: dict[str, Any]) -> Iterable[Any]:
    first_day = date(2015, 1, 1) + timedelta(days=random.randint(0, 4_300))
    last_day = None if random.random() < 0.9 else first_day + timedelta(days=random.randint(0, 3_000))
    post = {"organisation_id": random.choice(organisations), "position": "职务"} | known
    yield "appointment", post | {"position_category": str(category), "first_day": first_day, "last_day": last_day}
    if random.random() < 0.08:
        also = {"position_category": str(PositionCategory.COMMUNITY_WORKER), "last_day": None}
        yield "appointment", post | also | {"first_day": first_day + timedelta(days=100)}


def _training(random: Random, number: int) -> dict[str, Any]:
    day = date(2025, 1, 1) + timedelta(days=random.randint(0, 690))
    fields = {
        "declared_year": day.year, "category": str(random.choice(list(TrainingCategory))), "name": f"第{number}期",
        "first_day": day, "last_day": day, "days_hundredths": None, "credit_centihours": 2400, "completed": True,
        "make_up_year": None,
    }  # fmt: skip
    return fields | {"identity": identity(**fields), "source": "import"}


def _deferral(random: Random) -> dict[str, Any]:
    return {
        "requirement_id": random.randint(1, 8), "year": 2026, "kind": "deferral", "deferred_until": date(2027, 3, 1),
        "reason": "住院治疗", "approver": "区委组织部", "approved_on": date(2026, 5, 1),
    }  # fmt: skip
