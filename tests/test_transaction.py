import threading

import pytest
from sqlalchemy import func, select

from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.audit.models import AuditEntry
from lms.extensions import db
from lms.people.models import Person
from lms.transaction import transaction

SEATS = 5


def take_a_seat(app, number, taken):
    with app.app_context():
        with transaction():
            if db.session.scalar(select(func.count()).select_from(Person)) < SEATS:
                db.session.add(Person(person_no=f"P{number}", name="王伟"))
                taken.append(number)
        db.session.remove()


def test_on_sqlite_what_a_decision_rests_on_is_read_behind_the_write_lock(sqlite_app):
    taken = []
    threads = [threading.Thread(target=take_a_seat, args=(sqlite_app, number, taken)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with sqlite_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Person)) == SEATS == len(taken)


def make_a_person_and_fail():
    with transaction():
        db.session.add(Person(person_no="P1", name="王伟"))
        audit.record(Actor.console(), "person.made")
        raise RuntimeError


def test_what_fails_leaves_nothing_not_even_its_audit_row(app):
    with app.app_context():
        with pytest.raises(RuntimeError):
            make_a_person_and_fail()
        assert db.session.scalar(select(func.count()).select_from(Person)) == 0
        with transaction():
            pass
        assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == 0


def test_reads_of_the_request_do_not_stand_in_the_way(app):
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Person)) == 0
        with transaction():
            db.session.add(Person(person_no="P1", name="王伟"))
        assert db.session.scalar(select(func.count()).select_from(Person)) == 1
