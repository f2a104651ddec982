"""How a file is taken: all or nothing, checked again when the district changed, the lock held briefly."""

import json
import threading

import pytest
from sqlalchemy import func, select, text

from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.audit.models import AuditEntry
from lms.extensions import db
from lms.people.models import Organisation, Person
from lms.spreadsheets import actions
from lms.spreadsheets.actions import check_file, take_file
from lms.spreadsheets.checking import Phase
from lms.spreadsheets.kinds import all_kinds, kind_named
from lms.transaction import transaction
from tests.facts.spreadsheets import ORGS, PEOPLE, csv_file, faults, people_row, take


@pytest.fixture(autouse=True)
def _in_district(district):
    with district.app.app_context():
        yield


@pytest.fixture
def file(tmp_path):
    return csv_file(tmp_path, PEOPLE, *(people_row(f"P{n}", 手机号=f"138{n:08}") for n in range(3)))


def people() -> int:
    return db.session.scalar(select(func.count()).select_from(Person)) or 0


def test_every_kind_of_the_contract_is_known():
    assert [kind.name for kind in all_kinds()] == ["orgs", "people", "records", "waivers"]


def test_a_dry_run_says_what_the_real_run_would_and_writes_nothing(file):
    told = check_file(file, kind_named("people"))
    assert (told.taken, people()) == (3, 0)
    assert take(file, "people").to_json() == told.to_json()


def test_taking_is_one_entry_of_the_audit_trail_and_taking_nothing_is_none(file):
    take(file, "people")
    take(file, "people")
    entry = db.session.execute(select(AuditEntry).where(AuditEntry.action == "people.imported")).scalar_one()
    assert entry.actor.startswith("console:")
    assert json.loads(entry.detail) == {"file": "file.csv", "refused": 0, "taken": 3, "unchanged": 0}


def test_a_failure_half_way_leaves_nothing(file, monkeypatch):
    def fail(*_rest):
        raise OSError("no space left on device")

    monkeypatch.setattr("lms.people.imports.people_taking._Taking.renew_posts", fail)
    with pytest.raises(OSError, match="no space"):
        take(file, "people")
    assert people() == 0
    monkeypatch.undo()
    assert take(file, "people").taken == 3


def test_a_name_given_away_while_the_file_was_checked_refuses_the_file(file, monkeypatch, district):
    add_meanwhile(monkeypatch, district.app, Person(person_no="P1", name="别人"))
    report = take(file, "people")
    assert faults(report) == {(3, "姓名", "B3", "conflict")}
    assert report.taken == 0
    assert people() == 1


def test_in_part_the_others_are_taken_when_the_district_changed_meanwhile(file, monkeypatch, district):
    add_meanwhile(monkeypatch, district.app, Person(person_no="P1", name="别人"))
    report = take(file, "people", partial=True)
    assert (report.taken, report.refused) == (2, 1)
    assert people() == 3


def add_meanwhile(monkeypatch, app, thing) -> None:
    """Somebody else stores `thing`, audited, after the check and before the write."""
    original = actions._is_written
    done = []

    def change_first(examination, actor):
        if not done:
            done.append(1)
            somebody = threading.Thread(target=store, args=(app, thing))
            somebody.start()
            somebody.join()
        return original(examination, actor)

    monkeypatch.setattr(actions, "_is_written", change_first)


def store(app, thing) -> None:
    with app.app_context(), transaction():
        db.session.add(thing)
        db.session.flush()
        audit.record(Actor.system("test"), "person.added", of=thing)


def test_others_write_while_a_file_is_read_and_checked(file, district):
    wrote = []

    def write_meanwhile(phase, _rows, share):
        if phase in {Phase.READING, Phase.CHECKING} and share == 1.0:
            number = len(wrote)
            somebody = threading.Thread(
                target=store, args=(district.app, Organisation(code=f"X{number}", name="新单位", kind="社区"))
            )
            somebody.start()
            somebody.join(timeout=10)
            wrote.append(not somebody.is_alive())

    report = take_file(file, kind_named("people"), None, Actor.console(), progress=write_meanwhile)
    assert report.taken == 3
    assert wrote == [True, True]


def test_two_imports_at_once_take_everything_once(district, tmp_path):
    files = [csv_file(tmp_path, PEOPLE, *(people_row(f"P{n}") for n in range(200)), name=f"{one}.csv") for one in "ab"]
    outcomes = []

    def run(path):
        with district.app.app_context():
            outcomes.append(take(path, "people").taken)

    both = [threading.Thread(target=run, args=(path,)) for path in files]
    for one in both:
        one.start()
    for one in both:
        one.join(timeout=60)
    assert outcomes == [200, 200]
    assert people() == 200


def test_no_temporary_table_is_left_behind(file, database):
    take(file, "people")
    catalogue = "sqlite_temp_master" if database.kind == "sqlite" else "pg_catalog.pg_class"
    column = "name" if database.kind == "sqlite" else "relname"
    names = db.session.execute(text(f"SELECT {column} FROM {catalogue} WHERE {column} LIKE 'staged%'")).all()
    assert names == []


def test_progress_is_told_from_reading_to_taking(file):
    heard = []
    take_file(file, kind_named("people"), None, Actor.console(), progress=lambda *told: heard.append(told))
    assert heard[-1] == (Phase.TAKING, 3, 1.0)
    assert [phase for phase, _rows, share in heard if share == 1.0] == [Phase.READING, Phase.CHECKING, Phase.TAKING]


def test_organisations_then_people_of_one_transaction_each(tmp_path):
    orgs = csv_file(tmp_path, ORGS, ("N1", "新社区", "S1", "社区"), name="orgs.csv")
    assert take(orgs, "orgs").taken == 1
    assert take(csv_file(tmp_path, PEOPLE, people_row("P1", org="N1")), "people").taken == 1
