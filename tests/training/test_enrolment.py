"""Seats: as many as there are, for those the class may draw, and rotation hears of each."""

import threading
from datetime import date

import pytest
from sqlalchemy import select

from lms.accounts.rules import Role
from lms.errors import NotFound, Refused
from lms.extensions import db
from lms.people.queries import EVERYWHERE, OrgScope
from lms.people.signals import person_facts_changed
from lms.training import queries
from lms.training.actions import classes, enrolment
from lms.training.models import Enrolment
from lms.training.queries import classes as class_queries
from lms.training.queries import enrolment as seats
from lms.training.queries import people
from lms.training.rules import rosters
from lms.training.rules.words import Half
from lms.transaction import transaction
from tests.counting import counted
from tests.facts import training
from tests.facts.training import OFFICE


def _locked(class_id):
    return class_queries.class_for_update(class_id, EVERYWHERE)


def test_five_hundred_nominations_for_thirty_seats_grant_exactly_thirty(district):
    """Twenty browsers at once, one person each time, on a real database."""
    class_id = training.add_class(district, "S1", capacity=30)
    people_ids = iter(training.add_crowd(district, 500))
    granted, failures, lock = [], [], threading.Lock()

    def nominate():
        while True:
            with lock:
                person = next(people_ids, None)
            if person is None:
                return
            try:
                with district.app.app_context(), transaction():
                    got = enrolment.enrol_many(OFFICE, class_id, [person], scope=EVERYWHERE)
            except Exception as error:  # noqa: BLE001 - told below
                failures.append(error)
                return
            with lock:
                granted.extend(got.enrolled)

    threads = [threading.Thread(target=nominate) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(granted) == 30
    with district.session():
        assert seats.seated(class_id) == frozenset(granted)
        assert class_queries.class_in_scope(class_id, EVERYWHERE).seats_left == 0


def test_many_at_once_get_seats_in_the_order_given_and_the_rest_are_told(district):
    outsider = district.add_person("外区", at="S2C1")
    crowd = [district.add_person(f"学员{number}", at="S1C1") for number in range(5)]
    class_id = training.add_class(district, "S1", capacity=3, people=[crowd[4]])
    got = training.seat(district, class_id, crowd[4], outsider, crowd[0], crowd[1], crowd[2], crowd[0])
    assert got.enrolled == (crowd[0], crowd[1])
    assert got.already == (crowd[4],)
    assert got.without_seat == (crowd[2],)
    assert got.not_drawn == (outsider,)


def test_the_department_says_whom_a_class_draws_from(district):
    outsider = district.add_person("外区", at="S2C1")
    class_id = training.add_class(district, "S1", draws_from="D")
    assert training.seat(district, class_id, outsider).enrolled == (outsider,)


def test_a_class_outside_the_scope_is_not_found(district):
    class_id = training.add_class(district, "S1")
    other_street = OrgScope(frozenset({district.organisations["S2"]}))
    with district.session(), transaction(), pytest.raises(NotFound):
        enrolment.enrol_many(OFFICE, class_id, [1], scope=other_street)


def test_rotation_hears_of_seats_given_ended_and_moved(district):
    person, idle = district.add_person(), district.add_person()
    class_id = training.add_class(district, "S1", people=[idle])
    heard = []

    def listen(_sender, person_ids):
        heard.append(person_ids)

    with person_facts_changed.connected_to(listen):
        training.seat(district, class_id, person, make_up_year=2025)
        with district.session(), transaction():
            fields = classes.ClassFields(
                organiser_id=district.organisations["S1"], intake_number=4, first_day=date(2026, 12, 8),
                last_day=date(2026, 12, 11), declared_year=2026, capacity=60,
            )  # fmt: skip
            classes.change_class(OFFICE, _locked(class_id), fields)
        with district.session(), transaction():
            enrolment.withdraw(OFFICE, _locked(class_id), person, "本人申请")
        with district.session(), transaction():
            classes.cancel_class(OFFICE, _locked(class_id), "人数不足")
    assert heard == [frozenset({person}), frozenset({person, idle}), frozenset({person}), frozenset({idle})]


def test_a_seat_that_ended_stays_known_and_can_be_taken_again(district, set_clock):
    person = district.add_person()
    set_clock("2026-11-20 09:00")
    class_id = training.add_class(district, "S1", people=[person])
    set_clock("2026-11-21 09:00")
    with district.session(), transaction():
        enrolment.withdraw(OFFICE, _locked(class_id), person, "本人申请")
    set_clock("2026-11-21 10:00")
    assert training.seat(district, class_id, person).enrolled == (person,)
    with district.session():
        rows = db.session.execute(
            select(Enrolment.enrolled_on, Enrolment.withdrawn_on, Enrolment.superseded_at.is_(None)).order_by(
                Enrolment.id
            )
        ).all()
    assert [tuple(row) for row in rows] == [
        (date(2026, 11, 20), None, False),
        (date(2026, 11, 20), date(2026, 11, 21), True),
        (date(2026, 11, 21), None, True),
    ]


def test_a_make_up_year_is_a_fact_of_its_own(district):
    person = district.add_person()
    class_id = training.add_class(district, "S1", people=[person])
    with district.session(), transaction():
        enrolment.set_make_up_year(OFFICE, _locked(class_id), person, 2025)
    with district.session(), transaction(), pytest.raises(Refused):
        enrolment.set_make_up_year(OFFICE, _locked(class_id), person, 2027)
    with district.session():
        years = db.session.execute(
            select(Enrolment.make_up_year, Enrolment.superseded_at.is_(None)).order_by(Enrolment.id)
        )
        assert [tuple(row) for row in years] == [(None, False), (2025, True)]


def test_a_cancelled_class_takes_nobody_and_frees_everybody(district):
    person = district.add_person()
    class_id = training.add_class(district, "S1", people=[person])
    with district.session(), transaction():
        classes.cancel_class(OFFICE, _locked(class_id), "人数不足")
    with pytest.raises(Refused):
        training.seat(district, class_id, district.add_person())
    with district.session():
        assert seats.seated(class_id) == frozenset()


def test_names_are_found_under_draws_from_and_nowhere_else(district):
    inside, outside = district.add_person("王伟", at="S1C1"), district.add_person("王伟", at="S2C1")
    twins = [district.add_person("李强", at="S1C1"), district.add_person("李强", at="S1C2")]
    numbered = district.add_person("赵六", at="S1C1", person_no="P-77")
    class_id = training.add_class(district, "S1")
    wanted = rosters.entries("王 伟\n李强\np-77\n没有")
    with district.session():
        lines = rosters.match(wanted, people.candidates_for(_locked(class_id), wanted))
    found = {line.text: [one.person_id for one in line.candidates] for line in lines}
    assert found == {"王 伟": [inside], "李强": twins, "p-77": [numbered], "没有": []}
    assert outside not in found["王 伟"]


def test_people_to_pick_are_paged_and_never_those_with_a_seat(district):
    crowd = training.add_crowd(district, 25)
    district.add_person("外区", at="S2C1")
    class_id = training.add_class(district, "S1", people=crowd[:3])
    with district.session():
        page, faces = people.pickable_page(_locked(class_id), "", "", 2)
        assert (page.total, page.of, len(page.rows)) == (22, 2, 2)
        assert set(faces) == {row.id for row in page.rows}
        page, _faces = people.pickable_page(_locked(class_id), "学员008", "S1C1社区", 1)
        assert [row.id for row in page.rows] == [crowd[7]]


def test_open_classes_for_flagged_people_are_those_still_to_come(district, set_clock):
    set_clock("2026-12-01 09:00")
    soon = training.add_class(district, "S1")
    training.add_class(district, "S1", first_day=date(2026, 11, 1), last_day=date(2026, 11, 2))
    training.add_class(district, "S2", programme=training.add_programme(district, "S2", category="春训"))
    street = OrgScope(frozenset({district.organisations["S1"]}))
    with district.session():
        assert [one.id for one in queries.open_classes(street, "集中轮训", date(2026, 12, 1))] == [soon]
        assert queries.open_classes(street, ["春训"], date(2026, 12, 1)) == []


def _two_days(district, intake: int, first_day: int, *people: int, **more) -> int:
    days = {"first_day": date(2026, 12, first_day), "last_day": date(2026, 12, first_day + 1)}
    return training.add_class(district, "S1", people=people, intake_number=intake, **(days | more))


def test_nobody_sits_in_two_classes_at_once_and_is_told_in_which_and_when(district):
    busy, free = district.add_person("周德海"), district.add_person("沈玉梅")
    _two_days(district, 1, 8, busy)
    got = training.seat(district, _two_days(district, 2, 9), busy, free, make_up_year=2025)
    assert got.enrolled == (free,)
    seat = got.elsewhere[0]
    assert (seat.name, seat.class_name, seat.first_day) == ("周德海", "社区主职干部集中轮训班第1期", date(2026, 12, 8))
    assert len(got.elsewhere) == 1


def test_a_class_on_other_days_in_the_evening_or_whose_seat_ended_is_in_nobodys_way(district):
    person, gone = district.add_person(), district.add_person()
    first = _two_days(district, 1, 8, person, gone)
    with district.session(), transaction():
        enrolment.withdraw(OFFICE, _locked(first), gone, "本人申请")
    assert training.seat(district, _two_days(district, 2, 10), person).enrolled == (person,)
    assert training.seat(district, _two_days(district, 3, 8, halves=frozenset({Half.EVENING})), person).enrolled
    assert training.seat(district, _two_days(district, 4, 8), gone).enrolled == (gone,)


def test_one_person_enrolled_in_two_classes_by_two_offices_at_once_gets_one_seat(district):
    person = district.add_person()
    wanted = [_two_days(district, number, 8) for number in range(1, 7)]
    got, lock = [], threading.Lock()

    def press(class_id):
        done = training.seat(district, class_id, person)
        with lock:
            got.extend(done.enrolled)

    threads = [threading.Thread(target=press, args=(class_id,)) for class_id in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [person]


def test_the_page_says_who_sits_elsewhere(district):
    person = district.add_person("周德海")
    _two_days(district, 1, 8, person)
    class_id = _two_days(district, 2, 9)
    browser = district.client(Role.TRAINER, at="S1")
    page = browser.post(f"/classes/{class_id}/enrol", data={"person": [person]}, follow_redirects=True)
    assert "周德海在社区主职干部集中轮训班第1期（12月8日至9日）已有名额，两个班同时上课。" in page.text


def test_three_hundred_seats_take_as_many_statements_as_three(district):
    def statements(how_many: int) -> int:
        crowd = training.add_crowd(district, how_many)
        class_id = training.add_class(district, "S1", capacity=400)
        with district.session(), counted() as seen, transaction():
            enrolment.enrol_many(OFFICE, class_id, crowd, scope=EVERYWHERE)
        return len(seen)

    assert statements(60) == statements(3)


def test_a_trainer_of_a_street_may_run_a_winter_round_of_the_district(district):
    from lms.training.queries import programmes

    round_id = training.add_programme(district, "D", name="2026年冬训", category="冬训", is_round=True)
    plain = training.add_programme(district, "D", name="主体班")
    trainer = district.client(Role.TRAINER, at="S1C1")
    scope = OrgScope(frozenset({district.organisations["S1C1"]}))
    with district.session():
        assert [one.id for one in programmes.programmes_for(scope)] == [round_id]
        with pytest.raises(NotFound):
            programmes.programme_for(plain, scope)
        organisers = programmes.organisers_for(scope, programmes.programme_for(round_id, scope))
        assert organisers == [(district.organisations["S1C1"], "S1C1社区")]
    branch = training.add_class(district, "S1C1", programme=round_id, intake_number=1)
    with district.session():
        assert class_queries.class_in_scope(branch, scope).name == "2026年冬训（S1C1社区）第1期"
    assert trainer is not None
