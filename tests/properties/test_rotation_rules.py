"""What must hold for every person, requirement, year and day, whatever the facts."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from lms.records.rules import TrainingCategory
from lms.rotation.rules import (
    CapabilityPass,
    Facts,
    Finding,
    Language,
    Requirement,
    Status,
    TrainingRecord,
    Waiver,
    WaiverKind,
    evaluate,
    reason,
    spells,
)
from lms.rotation.rules.history import history
from tests.properties.random_facts import CURRICULA, YEARS, Population, random_day, random_requirement

EVERY_CASE = settings(max_examples=200, deadline=None, database=None)
PEOPLE = 12
_keys = count(10_000_000)


class Cases:
    """Everything one seed asks: people with their facts, a requirement, a year, a day."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        population = Population(seed, 1_000, (1, 2, 3), PEOPLE)
        self.people = [population.facts(person_id, None) for person_id in population.people]
        self.requirement = random_requirement(self.random)
        self.year = self.random.choice(YEARS)
        self.as_of = random_day(self.random)

    def judge(
        self, facts: Facts, *, as_of: date | None = None, requirement: Requirement | None = None
    ) -> Finding | None:
        return evaluate(requirement or self.requirement, facts, self.year, as_of or self.as_of)

    def record(self) -> TrainingRecord:
        last = self.as_of - timedelta(days=self.random.randint(0, 400))
        return TrainingRecord(
            key=next(_keys), declared_year=self.year, category=self.random.choice(list(TrainingCategory)),
            name="又一期",
            first_day=last, last_day=last, credit_centihours=self.random.choice((100, 10_000)),
            make_up_year=self.random.choice((None, self.year, self.year + 1)),
        )  # fmt: skip

    def deferral(self) -> Waiver:
        until = self.as_of + timedelta(days=self.random.randint(-200, 200))
        return Waiver(next(_keys), "asked", self.year, WaiverKind.DEFERRAL, self.as_of, until, "党委")


cases = st.integers(min_value=0, max_value=2**32).map(Cases)


@EVERY_CASE
@given(cases)
def test_nobody_disappears(case):
    """Everybody whose service holds the reference day has exactly one status; nobody else has any."""
    reference_day = min(case.as_of, case.requirement.due_day(case.year))
    audience = sum(
        any(spell.holds(reference_day) for spell in spells(case.requirement, facts, case.as_of))
        for facts in case.people
    )
    findings = [finding for finding in map(case.judge, case.people) if finding]
    by_status = [sum(one.status is status for one in findings) for status in Status]
    assert sum(by_status) == audience == len(findings)


@EVERY_CASE
@given(cases)
def test_more_training_never_makes_anyone_overdue(case):
    for facts in case.people:
        before = case.judge(facts)
        after = case.judge(replace(facts, records=(*facts.records, case.record())))
        assert (before is None) == (after is None)
        if after and after.status in {Status.OVERDUE, Status.AT_RISK}:
            assert before.status is after.status


@EVERY_CASE
@given(cases)
def test_more_quizzes_passed_never_make_anyone_overdue(case):
    for facts in case.people:
        passed = CapabilityPass(case.random.choice(CURRICULA), case.as_of)
        after = case.judge(replace(facts, passes=(*facts.passes, passed)))
        if after and after.status is Status.OVERDUE:
            assert case.judge(facts).status is Status.OVERDUE


@EVERY_CASE
@given(cases)
def test_a_deferral_never_shortens_and_never_makes_anyone_overdue(case):
    for facts in case.people:
        before = case.judge(facts)
        after = case.judge(replace(facts, waivers=(*facts.waivers, case.deferral())))
        if before and after:
            assert after.due >= before.due
            assert after.status is not Status.OVERDUE or before.status is Status.OVERDUE


@EVERY_CASE
@given(cases)
def test_what_happens_after_the_day_does_not_count_yet(case):
    """Facts that begin or end later may as well not be there; so a past day is answered as it was."""
    for facts in case.people:
        known = replace(
            facts,
            appointments=tuple(one for one in facts.appointments if not one.first_day or one.first_day <= case.as_of),
            records=tuple(one for one in facts.records if one.last_day <= case.as_of),
            waivers=tuple(one for one in facts.waivers if one.approved_on <= case.as_of),
            passes=tuple(one for one in facts.passes if one.passed_on <= case.as_of),
            enrolments=tuple(one for one in facts.enrolments if one.enrolled_on <= case.as_of),
        )
        assert case.judge(known) == case.judge(facts)


@EVERY_CASE
@given(cases)
def test_the_order_in_which_facts_are_told_does_not_matter(case):
    for facts in case.people:
        shuffled = {}
        for name in ("appointments", "records", "waivers", "passes", "enrolments"):
            things = list(getattr(facts, name))
            case.random.shuffle(things)
            shuffled[name] = tuple(things)
        assert case.judge(replace(facts, **shuffled)) == case.judge(facts)


@EVERY_CASE
@given(cases)
def test_the_same_training_entered_again_changes_nothing(case):
    for facts in case.people:
        again = tuple(replace(one, key=next(_keys)) for one in facts.records)
        assert case.judge(replace(facts, records=(*facts.records, *again))) == case.judge(facts)


@EVERY_CASE
@given(cases)
def test_what_is_done_stays_done(case):
    """Once completed, leaving the post or time passing does not undo it."""
    for facts in case.people:
        finding = case.judge(facts)
        if finding and finding.status is Status.COMPLETED and case.as_of >= case.requirement.due_day(case.year):
            later = case.judge(facts, as_of=case.as_of + timedelta(days=case.random.randint(1, 500)))
            assert later.status is Status.COMPLETED


@EVERY_CASE
@given(cases)
def test_asking_for_more_never_completes_more(case):
    harder = replace(case.requirement, min_times=case.requirement.min_times + 1)
    if case.requirement.combine == "any" and not case.requirement.min_times:
        return  # one more way to satisfy it
    for facts in case.people:
        finding = case.judge(facts, requirement=harder)
        if finding and finding.status is Status.COMPLETED:
            assert case.judge(facts).status is Status.COMPLETED


@EVERY_CASE
@given(cases)
def test_every_finding_can_be_put_into_words(case):
    for facts in case.people:
        finding = case.judge(facts)
        if finding:
            for on_screen in (False, True):
                assert reason(finding, on_screen=on_screen).endswith("。")
                assert reason(finding, Language.ENGLISH, on_screen=on_screen).endswith(".")


@EVERY_CASE
@given(cases)
def test_the_history_of_a_status_agrees_with_every_day_in_it(case):
    for facts in case.people[:3]:
        until = date(case.year, 12, 31)
        changes = history(case.requirement, facts, case.year, until)
        for _ in range(20):
            day = date(case.year, 1, 1) + timedelta(days=case.random.randint(0, 364))
            finding = case.judge(facts, as_of=day)
            at_that_time = [one.status for one in changes if one.day <= day]
            assert (at_that_time[-1] if at_that_time else None) == (finding.status if finding else None)
