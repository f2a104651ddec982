"""Checking and taking in the background: the sender's own reach, a worker that is killed, two who import at once."""

import signal
import subprocess
import sys
from threading import Barrier, Thread

import pytest

from lms import clock
from lms.accounts.models import Account, Grant
from lms.accounts.rules import Role
from lms.audit.models import AuditEntry
from lms.extensions import db
from lms.jobs import worker
from lms.jobs.models import Job
from lms.people.models import Appointment, Person
from tests.facts.imports import checked, send, taken, work
from tests.facts.spreadsheets import ORGS, PEOPLE, people_row

GOOD = [people_row("P1", "王桂英", "S1C1"), people_row("P2", "李强", "S1C2")]
KILLS = {
    "while it is being written": "from lms.people.imports import people_taking as at; at._Taking.renew_posts = kill",
    "when all is stored but not yet noted": "from lms.jobs import actions as at; at.finish = kill",
}
WORKER = """
import os, signal
from lms import create_app
def kill(*_arguments, **_more):
    os.kill(os.getpid(), signal.SIGKILL)
{patch}
from lms.jobs import worker
with create_app().app_context():
    worker.run_waiting()
"""


def sheet(*rows, headings=PEOPLE) -> str:
    return "\n".join(",".join(row) for row in (headings, *rows)) + "\n"


def page(browser, address: str) -> str:
    return browser.get(address).get_data(as_text=True)


def numbers(district) -> set[str]:
    with district.session() as session:
        return {row.person_no for row in session.query(Person.person_no)}


def job_of(district, address: str) -> Job:
    with district.session() as session:
        return session.get(Job, int(address.rpartition("/")[2]))


def test_a_street_is_offered_people_alone_and_the_district_all_four(district):
    assert 'value="orgs"' not in page(district.client(Role.STREET, "S1"), "/import")
    offered = page(district.client(Role.DISTRICT, "D"), "/import")
    assert all(f'value="{kind}"' in offered for kind in ("orgs", "people", "records", "waivers"))


@pytest.mark.parametrize("kind", ["orgs", "records", "waivers"])
def test_a_street_sends_no_other_kind_whatever_its_form_says(district, kind):
    browser = district.client(Role.STREET, "S1")
    assert send(browser, sheet(["X", "新社区", "S1", "社区"], headings=ORGS), kind=kind).status_code == 422
    assert browser.get(f"/import/guide/{kind}").status_code == 404


def test_another_streets_organisation_reads_as_unknown(district):
    browser = district.client(Role.STREET, "S1")
    address = checked(district, browser, sheet(*GOOD, people_row("P3", "赵敏", "S2C1")))
    shown = page(browser, address)
    assert "没有导入，有1行要改" in shown
    assert "系统里没有这个单位" in shown
    taken(district, browser, address, partial=True)
    assert {"P1", "P2"} <= numbers(district)
    assert "P3" not in numbers(district)


def test_who_learns_in_one_street_and_works_in_another_imports_into_the_other_alone(district):
    person_id = district.add_person("林静", at="S1C1")
    browser = district.client(Role.STREET, "S2", person_id)
    assert "没有导入，有2行要改" in page(browser, checked(district, browser, sheet(*GOOD)))
    own = sheet(people_row("P3", "赵敏", "S2C1"))
    taken(district, browser, checked(district, browser, own))
    assert "P3" in numbers(district)


def test_two_rights_of_one_person_reach_each_as_far_as_it_does(district):
    """District of S1, street of S2: people of both, organisations of S1 alone."""
    person_id = district.add_person("林静", at="S1")
    district.grant(person_id, Role.DISTRICT, "S1")
    browser = district.client(Role.STREET, "S2", person_id)
    both = sheet(people_row("P1", "王桂英", "S1C1"), people_row("P2", "李强", "S2C1"))
    assert "2行都正确" in page(browser, checked(district, browser, both))
    rows = [["N1", "新社区", "S1", "社区"], ["N2", "别的社区", "S2", "社区"]]
    shown = page(browser, checked(district, browser, sheet(*rows, headings=ORGS), kind="orgs"))
    assert "没有导入，有1行要改" in shown
    assert "您管理的范围里没有这个编码的单位" in shown


def test_a_right_that_was_taken_back_since_the_check_takes_nothing(district):
    browser = district.client(Role.STREET, "S1")
    address = checked(district, browser, sheet(*GOOD))
    result = browser.post(f"{address}/take").location
    with district.session() as session:
        session.query(Grant).update({"revoked_at": clock.now(), "revoked_by": "console:test"})
        session.commit()
    work(district)
    assert "权限刚刚被收回" in job_of(district, result).error
    assert "P1" not in numbers(district)


def test_a_right_that_shrank_since_the_check_takes_nothing_beyond_it(district):
    browser = district.client(Role.DISTRICT, "D")
    address = checked(district, browser, sheet(*GOOD, people_row("P3", "赵敏", "S2C1")))
    result = browser.post(f"{address}/take").location
    with district.session() as session:
        session.query(Grant).update({"organisation_id": district.organisations["S1"]})
        session.commit()
    work(district)
    shown = page(browser, result)
    assert "没有导入，有1行要改" in shown
    assert "检查的时候这份表没有错" in shown
    assert not {"P1", "P2", "P3"} & numbers(district)


def test_an_account_that_was_disabled_takes_nothing(district):
    browser = district.client(Role.STREET, "S1")
    result = browser.post(f"{checked(district, browser, sheet(*GOOD))}/take").location
    with district.session() as session:
        session.query(Account).update({"disabled_at": clock.now()})
        session.commit()
    work(district)
    assert job_of(district, result).state == "failed"
    assert "P1" not in numbers(district)


@pytest.mark.parametrize("patch", KILLS.values(), ids=KILLS)
def test_a_worker_killed_half_way_is_followed_by_another_that_doubles_nothing(database, district, patch):
    browser = district.client(Role.STREET, "S1")
    result = browser.post(f"{checked(district, browser, sheet(*GOOD))}/take").location
    ended = subprocess.run(
        [sys.executable, "-c", WORKER.format(patch=patch)], env=database.environment() | {"PATH": ""}, check=False
    )
    assert ended.returncode == -signal.SIGKILL
    assert job_of(district, result).state == "running"
    work(district)
    job = job_of(district, result)
    assert (job.state, job.attempts, job.result["taken"]) == ("done", 2, 2)
    with district.session() as session:
        people = session.query(Person.id).filter(Person.person_no.in_(["P1", "P2"])).all()
        assert len(people) == 2
        assert session.query(Appointment).filter(Appointment.person_id.in_([one.id for one in people])).count() == 2
        assert session.query(AuditEntry).filter_by(action="people.imported").count() == 1
    assert browser.get(result).status_code == 200


def test_two_who_import_at_once_make_each_person_once(district):
    first, second = district.client(Role.STREET, "S1"), district.client(Role.DISTRICT, "D")
    rows = [people_row(f"P{number}", f"王{number}", "S1C1") for number in range(300)]
    addresses = [checked(district, one, sheet(*rows)) for one in (first, second)]
    results = [one.post(f"{address}/take").location for one, address in zip((first, second), addresses, strict=True)]
    begin = Barrier(2)

    def run(address: str) -> None:
        with district.app.app_context():
            begin.wait()
            worker.run(int(address.rpartition("/")[2]))

    threads = [Thread(target=run, args=(address,)) for address in results]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcomes = [job_of(district, address).result for address in results]
    assert [one["taken"] for one in outcomes] == [300, 300]
    assert sorted(one["unchanged"] for one in outcomes) == [0, 300]
    with district.session() as session:
        assert session.query(Person).filter(Person.person_no.like("P%")).count() == 300


def test_noting_progress_between_batches_loses_no_row(district, monkeypatch):
    monkeypatch.setattr(worker, "_BETWEEN_NOTES", 0)
    noted = []
    note = worker.actions.note_progress

    def listen(job_id: int, done: int, total: int | None) -> None:
        noted.append(done)
        note(job_id, done, total)

    monkeypatch.setattr(worker.actions, "note_progress", listen)
    browser = district.client(Role.STREET, "S1")
    rows = [people_row(f"P{number}", "王桂英", "S1C1") for number in range(5_500)]
    address = checked(district, browser, sheet(*rows))
    assert job_of(district, address).result["taken"] == 5_500
    assert noted[0] == 5_000


def test_an_import_goes_to_the_queue_and_huey_would_run_it(district):
    browser = district.client(Role.STREET, "S1")
    huey = district.app.extensions["jobs"].huey
    huey.flush()
    send(browser, sheet(*GOOD))
    assert huey.pending_count() == 1
    with district.app.app_context():
        huey.execute(huey.dequeue())
        assert db.session.query(Job).one().state == "done"
