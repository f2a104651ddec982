"""Certificates come with the closing, in its transaction: no gap, no double, no number given to another person."""

import threading
from datetime import date

import pytest
from sqlalchemy import delete, func, select

from lms.certificates.actions import issuing
from lms.certificates.integrity import numbers_without_gaps
from lms.certificates.models import Certificate, CertificateIssue, CertificateSeries
from lms.certificates.queries import numbers_of, own_by_record
from lms.errors import Refused
from lms.extensions import db
from lms.people.queries import EVERYWHERE
from lms.people.signals import person_facts_changed
from lms.training.actions import closing
from lms.training.models import ClassClosing
from lms.training.queries import classes as class_queries
from lms.transaction import transaction
from tests.counting import counted
from tests.facts import training
from tests.facts.certificates import add_completed_class, papers_of, reopen
from tests.facts.training import OFFICE


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock("2026-12-10 18:00")


def ready(district, *names, at="S1", **more):
    """A class that everybody completes, not closed yet."""
    people = [district.add_person(name, at=f"{at}C1") for name in names]
    class_id = training.add_class(district, at, people=people, **more)
    training.mark_all(district, class_id, dict.fromkeys(people, "PPPPPP"))
    return class_id, people


def numbers(district, class_id):
    return [(one.name, one.number, one.revoked_at is None) for one in papers_of(district, class_id)]


def close_now(class_id):
    return closing.close_class(OFFICE, class_queries.class_for_update(class_id, EVERYWHERE))


def _fail():
    raise RuntimeError("the power failed")


def _close_and_fail(class_id):
    with transaction():
        close_now(class_id)
        _fail()


def test_whoever_completes_gets_a_number_in_the_order_of_the_list(district):
    class_id, people = ready(district, "甲", "乙")
    absent = district.add_person("没来")
    training.seat(district, class_id, absent)
    training.close(district, class_id)
    assert sorted(numbers(district, class_id)) == sorted(
        [("甲", "2026-轮训04-0002", True), ("乙", "2026-轮训04-0001", True)]
    )
    with district.session():
        closing_id = db.session.scalar(select(ClassClosing.id))
        assert set(numbers_of(closing_id)) == set(people)
        [(record_id, (_id, number))] = own_by_record(people[0]).items()
        assert record_id
        assert number == "2026-轮训04-0002"
        assert own_by_record(absent) == {}


def test_the_paper_says_what_closing_decided(district):
    class_id, _people = ready(district, "周德海")
    training.close(district, class_id)
    [paper] = papers_of(district, class_id)
    assert (paper.class_name, paper.issuer, paper.centihours) == ("社区主职干部集中轮训班（第4期）", "S1街道", 2400)
    assert (paper.edition, paper.is_excellent) == (1, False)


def test_classes_of_one_series_count_on_together_and_other_series_begin_anew(district):
    programme = training.add_programme(district, "S2", name="村主职干部轮训班")
    first, _ = ready(district, "甲", "乙")
    second, _ = ready(district, "丙", at="S2", programme=programme)
    other, _ = ready(district, "丁", at="S2", programme=programme, intake_number=5)
    next_year, _ = ready(district, "戊", at="S2", programme=programme, intake_number=6, declared_year=2027)
    for class_id in (first, second, other, next_year):
        training.close(district, class_id)
    assert [number for _name, number, _valid in numbers(district, second)] == ["2026-轮训04-0003"]
    assert [number for _name, number, _valid in numbers(district, other)] == ["2026-轮训05-0001"]
    assert [number for _name, number, _valid in numbers(district, next_year)] == ["2027-轮训06-0001"]


def test_reopening_revokes_and_closing_again_gives_each_their_old_number(district):
    class_id, (first, second) = ready(district, "甲", "乙")
    training.close(district, class_id)
    before = {name: number for name, number, _valid in numbers(district, class_id)}
    reopen(district, class_id)
    assert [valid for _name, _number, valid in numbers(district, class_id)] == [False, False]
    late = district.add_person("丙")
    training.seat(district, class_id, late)
    meetings = training.meeting_ids(district, class_id)
    for meeting_id in meetings:
        training.mark(district, class_id, meeting_id, {late: training.Mark.PRESENT, second: training.Mark.ABSENT})
    training.close(district, class_id)
    after = {name: (number, valid) for name, number, valid in numbers(district, class_id)}
    assert after["甲"] == (before["甲"], True)
    assert after["乙"] == (before["乙"], False)  # the number stays theirs, revoked
    assert after["丙"] == ("2026-轮训04-0003", True)
    [again] = [one for one in papers_of(district, class_id) if one.person_id == first]
    assert again.edition == 2


def test_nothing_of_a_certificate_is_ever_deleted_or_changed(district):
    class_id, _people = ready(district, "甲")
    training.close(district, class_id)
    with district.session():
        was = db.session.execute(select(CertificateIssue.id, CertificateIssue.centihours)).all()
    reopen(district, class_id, "学时有误")
    training.close(district, class_id)
    with district.session():
        rows = list(db.session.scalars(select(CertificateIssue).order_by(CertificateIssue.id)))
        assert [(rows[0].id, rows[0].centihours)] == [tuple(one) for one in was]
        assert [(one.edition, one.revocation_reason, one.revoked_by) for one in rows] == [
            (1, "学时有误", str(OFFICE)), (2, None, None),
        ]  # fmt: skip
        assert len({one.badge_id for one in rows}) == 2


def test_a_new_years_certificate_replaces_no_old_one(district, set_clock):
    person = district.add_person("周德海")
    first = add_completed_class(district, person)
    set_clock("2027-06-10 18:00")
    second = add_completed_class(
        district, person, first_day=date(2027, 6, 8), last_day=date(2027, 6, 10), declared_year=2027,
        programme=training.add_programme(district, "S1", year=2027),
    )  # fmt: skip
    assert numbers(district, first) == [("周德海", "2026-轮训04-0001", True)]
    assert numbers(district, second) == [("周德海", "2027-轮训04-0001", True)]


def test_a_closing_that_comes_to_nothing_takes_no_number(district):
    broken, _ = ready(district, "甲", "乙")
    with district.session(), pytest.raises(RuntimeError):
        _close_and_fail(broken)

    def fail(_sender, person_ids):
        raise RuntimeError("a listener broke")

    with person_facts_changed.connected_to(fail), pytest.raises(RuntimeError):
        training.close(district, broken)
    with district.session():
        assert db.session.scalar(select(func.count()).select_from(Certificate)) == 0
        assert db.session.scalar(select(func.count()).select_from(CertificateSeries)) == 0
    programme = training.add_programme(district, "S2")
    whole, _ = ready(district, "丙", at="S2", programme=programme)
    training.close(district, whole)
    assert [number for _name, number, _valid in numbers(district, whole)] == ["2026-轮训04-0001"]


def test_classes_closed_at_once_share_the_series_without_gap_or_double(district):
    classes = []
    for index in range(4):
        programme = training.add_programme(district, "S1", name=f"轮训班{index}")
        crowd = training.add_crowd(district, 7, name=f"班{index}学员")
        class_id = training.add_class(district, "S1", programme=programme, people=crowd)
        training.mark_all(district, class_id, dict.fromkeys(crowd, "PPPPPP"))
        classes.append(class_id)
    start, outcomes = threading.Barrier(len(classes)), []

    def press(class_id, fails):
        start.wait()
        try:
            with district.app.app_context(), transaction():
                close_now(class_id)
                if fails:
                    _fail()
            outcomes.append("closed")
        except RuntimeError:
            outcomes.append("undone")

    threads = [threading.Thread(target=press, args=(one, one == classes[1])) for one in classes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["closed"] * 3 + ["undone"]
    with district.session():
        given = list(db.session.scalars(select(Certificate.number).order_by(Certificate.sequence)))
    assert given == [f"2026-轮训04-{one:04}" for one in range(1, 22)]


def test_three_hundred_certificates_take_as_many_statements_as_three(district):
    def statements(how_many: int) -> int:
        crowd = training.add_crowd(district, how_many)
        class_id = training.add_class(district, "S1", people=crowd, capacity=400)
        training.mark_all(district, class_id, dict.fromkeys(crowd, "PPPPPP"))
        training.close(district, class_id)
        with district.session():
            closing_id = db.session.scalar(select(func.max(ClassClosing.id)))
            with counted() as seen, transaction():
                issuing.revoke_of_closing(OFFICE, closing_id, "数一数")
                assert issuing.issue_for_closing(OFFICE, closing_id) == how_many
        return len(seen)

    assert statements(300) == statements(3)


def test_issuing_twice_issues_once(district):
    class_id, _people = ready(district, "甲")
    training.close(district, class_id)
    with district.session():
        closing_id = db.session.scalar(select(ClassClosing.id))
        with transaction():
            assert issuing.issue_for_closing(OFFICE, closing_id) == 0
    assert numbers(district, class_id) == [("甲", "2026-轮训04-0001", True)]


def test_a_class_that_nobody_completed_takes_no_number(district):
    class_id = training.add_class(district, "S1", people=[district.add_person()])
    training.close(district, class_id)
    assert numbers(district, class_id) == []
    with pytest.raises(Refused):
        training.close(district, class_id)


def test_a_number_that_is_gone_is_found_when_the_installation_is_verified(district):
    class_id, _people = ready(district, "甲", "乙", "丙")
    training.close(district, class_id)
    with district.session():
        assert numbers_without_gaps() == []
        [middle] = db.session.scalars(select(Certificate.id).where(Certificate.sequence == 2))
        db.session.execute(delete(CertificateIssue).where(CertificateIssue.certificate_id == middle))
        db.session.execute(delete(Certificate).where(Certificate.id == middle))
        assert numbers_without_gaps() == ["series 2026-轮训04: 2 numbers, the highest 3, where 3 were given"]
        db.session.rollback()
