"""Today's answers are kept, renewed in the transaction of a change, and equal what the rules say."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, insert, select, update

from lms import clock
from lms.extensions import db
from lms.jobs.models import Job
from lms.jobs.worker import run_waiting
from lms.people.models import Appointment
from lms.people.signals import person_facts_changed
from lms.rotation import actions, queries
from lms.rotation.actions import evaluating
from lms.rotation.models import EvaluationState, Obligation, ObligationPlace, RequirementVersion
from lms.rotation.rules import evaluate
from lms.transaction import transaction
from tests.properties.random_facts import ASKED, INSTANTS, Population
from tests.properties.test_sql_equals_rules import by_rules, store

TODAY = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock("2026-11-01 09:00")


@pytest.fixture
def population(app, district) -> Population:
    with app.app_context():
        tables = db.metadata.tables
        db.session.execute(insert(tables["requirement"]), [{"id": ASKED, "code": "asked"}])
        db.session.execute(
            insert(tables["programme"]),
            [{
                "id": 1, "name": "轮训", "category": "集中轮训", "year": 2026, "required_share_percent": 85,
                "organiser_id": district.organisations["D"], "is_round": False, "note": "",
                "created_at": INSTANTS[0], "created_by": "console:test",
            }],
        )  # fmt: skip
        made = Population(3, 1_000, (district.organisations["S1C1"], district.organisations["S2C1"]), 120)
        store(made)
        return made


def stored() -> dict[tuple[str, int, int], tuple]:
    """Every stored answer, in the shape of the rules' own."""
    codes = {one.id: one.code for one in queries.requirements()}
    places: dict[int, set[int]] = {}
    for row in db.session.execute(select(ObligationPlace.obligation_id, ObligationPlace.organisation_id)):
        places.setdefault(row.obligation_id, set()).add(row.organisation_id)
    return {
        (codes[one.requirement_id], one.year, one.person_id): (
            one.status, one.due, (one.spell_first_day, one.spell_last_day), one.appointment_id,
            (one.times, one.days_hundredths, one.centihours), one.missing_curricula, one.record_id, one.waiver_id,
            one.enrolment_id, frozenset({one.organisation_id} | places.get(one.id, set())),
        )
        for one in db.session.scalars(select(Obligation))
    }  # fmt: skip


def by_the_rules(population: Population) -> dict[tuple[str, int, int], tuple]:
    found = {}
    for one in queries.requirements():
        for person_id in population.people:
            facts = population.facts(person_id, None)
            for year in (2025, 2026, 2027):
                finding = evaluate(one.rules, facts, year, TODAY)
                if finding:
                    answer = by_rules(finding)
                    found[one.code, year, person_id] = tuple(vars(answer).values())
    return found


def ids() -> list[int]:
    return sorted(db.session.scalars(select(Obligation.id)))


def test_a_pass_over_everybody_stores_what_the_rules_say_and_again_changes_nothing(app, population, monkeypatch):
    monkeypatch.setattr(evaluating, "CHUNK", {"sqlite": 50, "postgresql": 50})
    with app.app_context():
        assert actions.evaluate_all() == TODAY
        answers, first = stored(), ids()
        assert answers == by_the_rules(population)
        assert len(answers) > 400
        actions.evaluate_all()
        assert (stored(), ids()) == (answers, first)


def test_after_a_change_those_it_touches_are_renewed_in_its_transaction(app, population):
    touched = frozenset(list(population.people)[::2])
    with app.app_context():
        actions.evaluate_all()
        before = stored()
        with transaction():
            _end_all_posts(touched)
            person_facts_changed.send("people", person_ids=touched)
        renewed = stored()
        assert {key: one for key, one in renewed.items() if key[2] not in touched} == {
            key: one for key, one in before.items() if key[2] not in touched
        }
        assert renewed != before
        actions.evaluate_all()
        assert stored() == renewed


def test_a_change_that_comes_to_nothing_leaves_the_answers_as_they_were(app, population):
    with app.app_context():
        actions.evaluate_all()
        before = stored()
        with pytest.raises(ZeroDivisionError):
            _change_and_fail(frozenset(population.people))
        assert stored() == before


def _change_and_fail(person_ids: frozenset[int]) -> None:
    with transaction():
        _end_all_posts(person_ids)
        person_facts_changed.send("people", person_ids=person_ids)
        1 / 0  # noqa: B018 - something goes wrong later in the transaction


def _end_all_posts(person_ids: frozenset[int]) -> None:
    """As a correction does: the old row is superseded, a new one says that the post ended."""
    now = clock.now()
    posts = db.session.scalars(
        select(Appointment).where(
            Appointment.person_id.in_(person_ids), Appointment.superseded_at.is_(None), Appointment.last_day.is_(None)
        )
    ).all()
    for post in posts:
        post.superseded_at, post.superseded_by = now, "console:test"
    db.session.flush()
    for post in posts:
        last_day = TODAY - timedelta(days=3)
        if post.first_day and post.first_day <= last_day:
            db.session.add(
                Appointment(
                    person_id=post.person_id, organisation_id=post.organisation_id, first_day=post.first_day,
                    position_category=post.position_category, last_day=last_day, recorded_at=now,
                    recorded_by="console:test",
                )
            )  # fmt: skip


def test_an_import_of_many_leaves_the_work_to_one_job_and_says_so_until_it_ends(app, population):
    with app.app_context():
        actions.evaluate_all()
        with transaction():
            person_facts_changed.send("people", person_ids=None, how_many=5_000)
            person_facts_changed.send("records", person_ids=None, how_many=5_000)
        assert db.session.scalar(select(func.count(Job.id)).where(Job.kind == actions.JOB)) == 1
        assert queries.evaluation_state().is_stale
        run_waiting()
        assert not queries.evaluation_state().is_stale
        assert stored() == by_the_rules(population)


def test_a_new_day_is_noticed_and_renewed_once(app, population, set_clock):
    with app.app_context():
        actions.evaluate_if_outdated()
        assert queries.evaluation_state().evaluated_on == TODAY
        set_clock("2027-01-01 00:01")
        actions.evaluate_if_outdated()
        state = queries.evaluation_state()
        assert state.evaluated_on == date(2027, 1, 1)
        assert {year for _, year, _ in stored()} == {2026, 2027, 2028}
        evaluated_at = db.session.get(EvaluationState, 1).evaluated_at
        set_clock("2027-01-01 00:06")
        actions.evaluate_if_outdated()
        assert db.session.get(EvaluationState, 1, populate_existing=True).evaluated_at == evaluated_at


def test_who_asks_for_a_pass_while_one_runs_still_gets_it(app, population, monkeypatch):
    with app.app_context():
        original = evaluating.renew

        def renew_and_be_interrupted(*arguments):
            original(*arguments)
            evaluating._state().stale_since = clock.now() + timedelta(seconds=1)

        monkeypatch.setattr(evaluating, "renew", renew_and_be_interrupted)
        actions.evaluate_all()
        assert queries.evaluation_state().is_stale


def test_a_requirement_that_is_switched_off_is_owed_by_nobody(app, population):
    with app.app_context():
        actions.evaluate_all()
        with transaction():
            db.session.execute(
                update(RequirementVersion).where(RequirementVersion.name == "党员学时").values(active=False)
            )
        actions.evaluate_all()
        assert "member-hours" not in {code for code, _, _ in stored()}
