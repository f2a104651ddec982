"""Streets name their own people, overdue first, up to their quota; the department confirms, replaces, refuses."""

import threading

import pytest

from lms import clock
from lms.errors import NotFound, Refused
from lms.nomination.actions import calls, deciding, nominating
from lms.nomination.queries import candidates
from lms.nomination.queries.calls import call_of_class
from lms.nomination.queries.quotas import quotas_of
from lms.people.queries import EVERYWHERE, OrgScope
from lms.rotation.rules import Language
from lms.training.actions import enrolment
from lms.training.queries.classes import class_for_update
from lms.training.queries.enrolment import seated
from lms.transaction import transaction
from tests.facts import nomination as facts
from tests.facts import training
from tests.facts.nomination import OFFICE
from tests.facts.rotation_pages import add_principals, evaluate, train


def _quotas(district, class_id) -> dict[str, tuple[int, int, int]]:
    with district.session():
        call = call_of_class(class_id, EVERYWHERE)
        return {one.code: (one.owing, one.by_rule, one.seats) for one in quotas_of(call.id)}


def test_seats_follow_the_people_who_owe_and_have_no_seat_yet(district, set_clock):
    set_clock("2026-11-20 09:00")
    add_principals(district, 4, at="S1C1")
    add_principals(district, 1, at="S2C2")
    done = district.add_person(at="S2C1")
    train(district, done)
    evaluate(district)
    class_id = facts.add_call(district, seats=10)
    assert _quotas(district, class_id) == {"S1": (4, 8, 8), "S2": (1, 2, 2)}


def test_quotas_changed_by_hand_must_come_to_the_seats(district, set_clock):
    set_clock("2026-11-20 09:00")
    class_id = facts.add_call(district, seats=10)
    facts.set_quotas(district, class_id, S1=3, S2=7)
    assert {code: seats for code, (_owing, _rule, seats) in _quotas(district, class_id).items()} == {"S1": 3, "S2": 7}
    with pytest.raises(Refused, match="合计11个，应为10个"):
        facts.set_quotas(district, class_id, S1=3, S2=8)
    crowd = training.add_crowd(district, 2, at="S1C1")
    facts.nominate(district, class_id, "S1", *crowd)
    with pytest.raises(Refused, match="名额少于已提名"):
        facts.set_quotas(district, class_id, S1=1, S2=9)


def test_who_waits_moves_up_when_a_unit_gets_more_seats(district, set_clock):
    set_clock("2026-11-20 09:00")
    class_id = facts.add_call(district, seats=4)
    facts.set_quotas(district, class_id, S1=1, S2=3)
    first, second, third = training.add_crowd(district, 3, at="S1C1")
    facts.nominate(district, class_id, "S1", first, second, third)
    facts.set_quotas(district, class_id, S1=2, S2=2)
    assert facts.standings(district, class_id) == {first: "nominated", second: "nominated", third: "waiting"}


def test_a_street_names_its_own_people_alone_and_each_of_them_once(district, set_clock):
    set_clock("2026-11-20 09:00")
    class_id = facts.add_call(district, seats=4)
    own, other = district.add_person(at="S1C1"), district.add_person(at="S2C1")
    got = facts.nominate(district, class_id, "S1", own, other, own)
    assert (got.nominated, got.not_own) == ((own,), (other,))
    assert facts.nominate(district, class_id, "S1", own).already == (own,)
    street = OrgScope(frozenset({district.organisations["S2"]}))
    with district.session(), transaction(), pytest.raises(NotFound):
        nominating.lock_unit(class_id, district.organisations["S1"], street)


def test_nothing_is_seen_of_a_call_up_that_is_being_prepared(district, set_clock):
    set_clock("2026-11-20 09:00")
    class_id = facts.add_call(district, opened=False)
    with pytest.raises(NotFound):
        facts.nominate(district, class_id, "S1", district.add_person(at="S1C1"))


def test_after_the_closing_day_only_the_department_names_people(district, set_clock):
    set_clock("2026-11-20 09:00")
    class_id = facts.add_call(district, closes_in=3)
    person = district.add_person(at="S1C1")
    set_clock("2026-11-23 23:50")
    facts.nominate(district, class_id, "S1", district.add_person(at="S1C1"))
    set_clock("2026-11-24 00:10")
    with pytest.raises(Refused, match="报名已截止"):
        facts.nominate(district, class_id, "S1", person)
    assert facts.nominate(district, class_id, "S1", person, late=True).nominated == (person,)


def test_who_withdraws_leaves_the_place_to_the_next_in_line(district, set_clock):
    set_clock("2026-11-20 09:00")
    class_id = facts.add_call(district, seats=2)
    facts.set_quotas(district, class_id, S1=1, S2=1)
    first, second = training.add_crowd(district, 2, at="S1C1")
    facts.nominate(district, class_id, "S1", first, second)
    with district.session(), transaction():
        unit = nominating.lock_unit(class_id, district.organisations["S1"], EVERYWHERE)
        moved = nominating.withdraw(OFFICE, unit, 1, "家中有事")
    assert moved == [second]
    assert facts.standings(district, class_id) == {first: "withdrawn", second: "nominated"}
    assert facts.nominate(district, class_id, "S1", first).waiting == (first,)


def test_confirming_gives_the_seats_and_nobody_exchanges_a_confirmed_person(district, set_clock):
    set_clock("2026-11-20 09:00")
    class_id = facts.add_call(district, seats=2)
    facts.set_quotas(district, class_id, S1=1, S2=1)
    first, second = training.add_crowd(district, 2, at="S1C1")
    facts.nominate(district, class_id, "S1", first, second)
    assert facts.confirm(district, class_id, first).confirmed == (first,)
    with district.session():
        assert seated(class_id) == {first}
    wanted = facts.nomination_of(district, class_id, first)
    with district.session(), transaction():
        unit = nominating.lock_unit(class_id, district.organisations["S1"], EVERYWHERE)
        with pytest.raises(Refused, match="只有组织部可以改"):
            nominating.withdraw(OFFICE, unit, wanted, "换人")


def test_who_waits_is_taken_while_seats_are_left_and_not_beyond(district, set_clock):
    set_clock("2026-11-20 09:00")
    class_id = facts.add_call(district, seats=2)
    facts.set_quotas(district, class_id, S1=1, S2=1)
    crowd = training.add_crowd(district, 3, at="S1C1")
    facts.nominate(district, class_id, "S1", *crowd)
    got = facts.confirm(district, class_id, *reversed(crowd))
    assert (got.confirmed, got.without_seat) == ((crowd[0], crowd[1]), (crowd[2],))
    assert facts.standings(district, class_id)[crowd[2]] == "waiting"


def test_a_person_who_sits_in_another_class_then_is_neither_named_nor_confirmed(district, set_clock):
    set_clock("2026-11-20 09:00")
    named, later = training.add_crowd(district, 2, at="S1C1")
    class_id = facts.add_call(district, seats=4)
    facts.nominate(district, class_id, "S1", later)
    training.add_class(
        district, "S2", draws_from="D", people=[named, later], intake_number=9,
        first_day=clock.today().replace(month=12, day=1), last_day=clock.today().replace(month=12, day=2),
    )  # fmt: skip
    got = facts.nominate(district, class_id, "S1", named)
    assert [(one.person_id, one.class_name) for one in got.elsewhere] == [(named, "社区主职干部集中轮训班第9期")]
    assert [one.person_id for one in facts.confirm(district, class_id, later).elsewhere] == [later]
    assert facts.standings(district, class_id) == {later: "nominated"}


def test_replacing_ends_one_seat_and_gives_the_other_or_changes_nothing(district, set_clock):
    set_clock("2026-11-20 09:00")
    class_id = facts.add_call(district, seats=1)
    facts.set_quotas(district, class_id, S1=1, S2=0)
    first, second, busy = training.add_crowd(district, 3, at="S1C1")
    facts.nominate(district, class_id, "S1", first, second, busy)
    facts.confirm(district, class_id, first)
    training.add_class(
        district, "S1", people=[busy], intake_number=9,
        first_day=clock.today().replace(month=12, day=1), last_day=clock.today().replace(month=12, day=2),
    )  # fmt: skip
    ids = {person: facts.nomination_of(district, class_id, person) for person in (first, second, busy)}
    with district.session(), pytest.raises(Refused, match="两个班同时上课"), transaction():
        deciding.replace(OFFICE, calls.lock(class_id, EVERYWHERE), ids[first], ids[busy], "生病住院")
    assert facts.standings(district, class_id) == {first: "confirmed", second: "waiting", busy: "waiting"}
    with district.session(), transaction():
        deciding.replace(OFFICE, calls.lock(class_id, EVERYWHERE), ids[first], ids[second], "生病住院")
    assert facts.standings(district, class_id) == {first: "replaced", second: "confirmed", busy: "waiting"}
    with district.session():
        assert seated(class_id) == {second}


def test_who_is_refused_makes_room_for_the_next_and_the_street_hears_why(district, set_clock):
    set_clock("2026-11-20 09:00")
    class_id = facts.add_call(district, seats=1)
    facts.set_quotas(district, class_id, S1=1, S2=0)
    first, second = training.add_crowd(district, 2, at="S1C1")
    facts.nominate(district, class_id, "S1", first, second)
    with district.session(), transaction():
        locked = calls.lock(class_id, EVERYWHERE)
        deciding.refuse(OFFICE, locked, facts.nomination_of(district, class_id, first), "今年已参加上级调训")
    assert facts.standings(district, class_id) == {first: "refused", second: "nominated"}


def test_a_seat_taken_back_on_the_page_of_the_class_is_no_confirmation_any_more(district, set_clock):
    set_clock("2026-11-20 09:00")
    class_id = facts.add_call(district, seats=1)
    (person,) = training.add_crowd(district, 1, at="S1C1")
    facts.nominate(district, class_id, "S1", person)
    facts.confirm(district, class_id, person)
    with district.session(), transaction():
        enrolment.withdraw(OFFICE, class_for_update(class_id, EVERYWHERE), person, "工作调动")
    assert facts.standings(district, class_id) == {person: "withdrawn"}


def test_those_who_owe_come_overdue_first_with_their_reasons(district, set_clock):
    set_clock("2026-11-20 09:00")
    district.add_person("甲", at="S1C1")
    district.add_person("乙", at="S1C1")
    district.add_person("丙", at="S2C1")
    evaluate(district)
    class_id = facts.add_call(district, seats=4)
    with district.session() as session:
        from sqlalchemy import update

        from lms.people.models import Person
        from lms.rotation.models import Obligation

        second = session.query(Person).filter_by(name="乙").one().id
        session.execute(update(Obligation).where(Obligation.person_id == second).values(status="overdue"))
        session.commit()
        call = call_of_class(class_id, EVERYWHERE)
        street = district.organisations["S1"]
        page = candidates.owing_page(call, candidates.asked_of(call), street, "", 1, Language.CHINESE)
        assert [(one.name, one.status) for one in page.rows] == [("乙", "overdue"), ("甲", "at_risk")]
        assert all(one.reason for one in page.rows)
    facts.nominate(district, class_id, "S1", second)
    with district.session():
        call = call_of_class(class_id, EVERYWHERE)
        page = candidates.owing_page(call, candidates.asked_of(call), street, "", 1, Language.CHINESE)
        assert [one.name for one in page.rows] == ["甲"]
        page = candidates.everybody_page(call, street, "", 1)
        assert {one.name: one.can_be_chosen for one in page.rows} == {"甲": True, "乙": False}


def test_five_hundred_nominations_for_thirty_seats_at_once_grant_exactly_thirty(district):
    """Two streets, eight browsers at once, one person each time, on a real database; then all are confirmed."""
    class_id = facts.add_call(district, seats=30, capacity=60)
    facts.set_quotas(district, class_id, S1=20, S2=10)
    crowds = {
        "S1": training.add_crowd(district, 300, at="S1C1"),
        "S2": training.add_crowd(district, 200, at="S2C1", name="镇"),
    }
    waiting_to_be_sent = iter([(unit, person) for unit, crowd in crowds.items() for person in crowd])
    failures, lock = [], threading.Lock()

    def send():
        while True:
            with lock:
                unit, person = next(waiting_to_be_sent, (None, None))
            if unit is None:
                return
            try:
                facts.nominate(district, class_id, unit, person)
            except Exception as error:  # noqa: BLE001 - told below
                failures.append(error)
                return

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    stands = facts.standings(district, class_id)
    assert len(stands) == 500
    assert [list(stands.values()).count(one) for one in ("nominated", "waiting")] == [30, 470]
    assert sum(stands[person] == "nominated" for person in crowds["S1"]) == 20
    got = facts.confirm(district, class_id, *stands)
    assert len(got.confirmed) == 30
    assert {person for person, state in stands.items() if state == "nominated"} == set(got.confirmed)
    with district.session():
        assert seated(class_id) == set(got.confirmed)
