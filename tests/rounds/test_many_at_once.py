"""Many branches report in the same moment: everybody's report is stored, and none twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from lms.errors import Refused
from lms.rounds.models import BranchMeeting, BranchPresence, BranchReport
from tests.facts import rounds as facts

BRANCHES, MEMBERS = 20, 15


@pytest.fixture(autouse=True)
def _in_december(set_clock):
    set_clock(facts.IN_THE_ROUND)


def at_once(tasks):
    """Run them in threads that begin together; gives what each returned or the Refused it raised."""
    barrier = Barrier(len(tasks))

    def run(task):
        barrier.wait()
        try:
            return task()
        except Refused as refusal:
            return refusal

    with ThreadPoolExecutor(len(tasks)) as pool:
        return [future.result() for future in [pool.submit(run, task) for task in tasks]]


def test_twenty_branches_report_at_once(district):
    round_id = facts.add_round(district)
    codes = facts.add_streets(district, BRANCHES, MEMBERS)
    people = {code: _people(district, code) for code in codes}
    made = at_once([lambda code=code: facts.report(district, round_id, people[code], at=code) for code in codes])
    assert len(set(made)) == BRANCHES
    with district.session() as session:
        assert session.scalar(select(func.count()).select_from(BranchReport)) == BRANCHES
        assert session.scalar(select(func.count()).select_from(BranchPresence)) == BRANCHES * MEMBERS


def test_one_form_pressed_many_times_at_once_is_one_meeting(district):
    member, round_id = facts.add_member(district), facts.add_round(district)
    made = at_once([lambda: facts.report(district, round_id, [member], key="one")] * 6)
    assert len(set(made)) == 1
    with district.session() as session:
        assert session.scalar(select(func.count()).select_from(BranchMeeting)) == 1


def test_two_people_who_report_the_same_meeting_at_once_make_one(district):
    member, round_id = facts.add_member(district), facts.add_round(district)
    made = at_once([lambda: facts.report(district, round_id, [member])] * 4)
    assert sum(isinstance(one, Refused) for one in made) == 3


def test_closing_and_reporting_at_once_lose_nothing(district):
    member, round_id = facts.add_member(district), facts.add_round(district)
    facts.report(district, round_id, [member])
    tasks = [lambda n=n: facts.report(district, round_id, [member], day=f"2026-12-{n:02}") for n in range(11, 16)]
    made = at_once([*tasks, lambda: facts.close(district, round_id)])
    stored = sum(isinstance(one, int) for one in made[:-1])
    assert made[-1].decisions[0].meetings <= 1 + stored
    with district.session() as session:
        assert session.scalar(select(func.count()).select_from(BranchReport)) == 1 + stored


def _people(district, code):
    from lms.people.models import Affiliation

    with district.session() as session:
        return list(
            session.scalars(
                select(Affiliation.person_id).where(Affiliation.organisation_id == district.organisations[code])
            )
        )
