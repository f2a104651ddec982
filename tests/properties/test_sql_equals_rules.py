"""The set-based evaluation gives, for everybody, what the pure rules give: status, due day and evidence."""

from dataclasses import astuple, dataclass
from datetime import date, datetime
from itertools import groupby
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, insert

from lms.extensions import db
from lms.rotation.evaluation import Moment, People, Question, for_whole_populations, obligations, places
from lms.rotation.rules import Finding, Requirement, Status, evaluate
from tests.properties.random_facts import ASKED, INSTANTS, YEARS, Population, random_day, random_requirement

PEOPLE = 250
QUESTIONS = 8
ORDER = (
    "person", "party_standing", "appointment", "training_record", "waiver", "capability_pass", "training_class",
    "class_schedule", "enrolment",
)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """An obligation in the shape in which both can be compared."""

    status: str
    due: date
    spell: tuple[date, date | None]
    post: int
    amounts: tuple[int, int, int]
    missing: str
    record: int | None
    waiver: int | None
    seat: int | None
    places: frozenset[int]


def by_rules(finding: Finding) -> Answer:
    reached = finding.reached
    return Answer(
        status=finding.status.value,
        due=finding.due,
        spell=(finding.spell_first_day, finding.spell_last_day),
        post=finding.post.key,
        amounts=(reached.times, reached.days_hundredths, reached.centihours),
        missing=" ".join(reached.missing_curricula),
        record=finding.record and finding.record.key,
        waiver=finding.waiver and finding.waiver.key,
        seat=finding.enrolment and finding.enrolment.key,
        places=finding.places,
    )


def by_sql(question: Question) -> dict[tuple[int, int], Answer]:
    further: dict[tuple[int, int], set[int]] = {}
    with for_whole_populations():
        elsewhere = db.session.execute(places(question), question.people.parameters).all()
        rows = db.session.execute(obligations(question), question.people.parameters).all()
    for row in elsewhere:
        further.setdefault((row.person_id, row.year), set()).add(row.organisation_id)
    found = {}
    for row in rows:
        key = (row.person_id, row.year)
        assert key not in found, "two obligations where there is one"
        found[key] = Answer(
            row.status, row.due, (row.spell_first_day, row.spell_last_day), row.appointment_id,
            (row.times, row.days_hundredths, row.centihours), row.missing_curricula, row.record_id, row.waiver_id,
            row.enrolment_id, frozenset({row.organisation_id} | further.get(key, set())),
        )  # fmt: skip
    return found


def store(population: Population) -> None:
    by_table = sorted(population.rows, key=lambda row: ORDER.index(row.table))
    for table, rows in groupby(by_table, key=lambda row: row.table):
        db.session.execute(insert(_table(table)), [row.values for row in rows])
    db.session.commit()


def _table(name: str) -> Table:
    return db.metadata.tables[name]


def compare(population: Population, question: Question) -> int:
    """How many obligations both found; fails with the person they differ about."""
    moment = question.moment
    found = by_sql(question)
    expected = 0
    for person_id in population.people:
        facts = population.facts(person_id, moment.known_on)
        for year in question.years:
            finding = evaluate(question.requirement, facts, year, moment.as_of)
            expected += finding is not None
            answer = found.get((person_id, year))
            assert answer == (finding and by_rules(finding)), (facts, year, question)
    assert len(found) == expected
    return expected


def ask(random: Random, population: Population, requirement: Requirement, known_on: datetime | None) -> Question:
    last_id = population.first_id + population.size - 1
    return Question(
        requirement_id=ASKED,
        requirement=requirement,
        years=random.choice((YEARS, YEARS, (2026,))),
        moment=Moment(random_day(random), known_on),
        people=People.between(population.first_id, last_id),
    )


@pytest.fixture
def organisations(district) -> tuple[int, ...]:
    """Two places for posts, and what the foreign keys of random rows point at."""
    with district.session() as session:
        session.execute(insert(_table("requirement")), [{"id": ASKED, "code": "asked"}])
        session.execute(
            insert(_table("programme")),
            [{
                "id": 1, "name": "轮训", "category": "集中轮训", "year": 2026, "required_share_percent": 85,
                "organiser_id": district.organisations["D"], "is_round": False, "note": "",
                "created_at": INSTANTS[0], "created_by": "console:test",
            }],
        )  # fmt: skip
        session.commit()
    return (district.organisations["S1C1"], district.organisations["S2C1"])


@pytest.fixture
def first_ids():
    """Where the next population's ids begin."""
    return iter(range(1_000, 2_000_000_000, 10_000))


@settings(max_examples=12, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_the_set_based_evaluation_equals_the_rules(app, organisations, first_ids, seed):
    random = Random(seed)
    population = Population(seed, next(first_ids), organisations, PEOPLE)
    with app.app_context():
        store(population)
        for _ in range(QUESTIONS):
            known_on = random.choice((None, None, *INSTANTS))
            compare(population, ask(random, population, random_requirement(random), known_on))


def test_random_people_meet_every_status(app, organisations, first_ids):
    """The property would be hollow if the random facts never led to some status."""
    random = Random(7)
    population = Population(7, next(first_ids), organisations, 1000)
    met = set()
    with app.app_context():
        store(population)
        for _ in range(25):
            question = ask(random, population, random_requirement(random), None)
            met |= {answer.status for answer in by_sql(question).values()}
    assert met == set(Status)


def test_some_people_get_the_same_answers_as_in_a_pass_over_everybody(app, organisations, first_ids):
    random = Random(11)
    population = Population(11, next(first_ids), organisations, PEOPLE)
    some = frozenset(random.sample(sorted(population.people), 20))
    with app.app_context():
        store(population)
        question = ask(random, population, random_requirement(random), None)
        everybody = by_sql(question)
        chosen = by_sql(Question(ASKED, question.requirement, question.years, question.moment, People.some(some)))
    assert {key: astuple(answer) for key, answer in chosen.items()} == {
        key: astuple(answer) for key, answer in everybody.items() if key[0] in some
    }
