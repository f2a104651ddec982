"""The pages on which somebody takes a timetable into their calendar: an address is made, renewed and ended."""

import re

import pytest

from lms.accounts.rules import Role
from lms.calendars.models import CalendarAddress
from lms.extensions import db, limiter
from tests.facts import calendars, training


@pytest.fixture(autouse=True)
def _begin(set_clock):
    limiter.reset()
    set_clock("2026-12-01 09:00")


@pytest.fixture
def cadre(district):
    person = district.add_person("周德海", at="S1C1")
    training.add_class(district, "S1", people=[person])
    return district.client(person_id=person)


def address_on(page: str) -> str:
    """The path of the address that a page shows."""
    found = re.search(r'value="http[^"]*(/calendars/[^"]+)"', page)
    assert found, "no address on the page"
    return found[1]


def test_the_list_of_ones_classes_leads_to_the_calendar(cadre):
    assert 'href="/my-calendar"' in cadre.get("/my-classes").text


def test_there_is_no_address_until_somebody_wants_one(cadre):
    page = cadre.get("/my-calendar").text
    assert "生成日历地址" in page
    assert "/calendars/" not in page


def test_an_address_is_made_once_and_shown_in_all_ways(cadre, district):
    assert cadre.post("/my-calendar").status_code == 303
    page = cadre.get("/my-calendar").text
    path = address_on(page)
    assert f'href="webcal://localhost{path}"' in page
    assert "二维码" in page
    assert len(calendars.fetched(district, path)) == 6
    cadre.post("/my-calendar")
    assert address_on(cadre.get("/my-calendar").text) == path


def test_a_renewed_address_answers_in_place_of_the_old_one(cadre, district):
    cadre.post("/my-calendar")
    old = address_on(cadre.get("/my-calendar").text)
    assert cadre.post("/my-calendar/renew").status_code == 303
    new = address_on(cadre.get("/my-calendar").text)
    assert new != old
    phone = district.app.test_client()
    assert (phone.get(old).status_code, phone.get(new).status_code) == (404, 200)


def test_an_ended_address_shows_nothing_and_another_can_be_made(cadre, district):
    cadre.post("/my-calendar")
    path = address_on(cadre.get("/my-calendar").text)
    assert cadre.post("/my-calendar/end").status_code == 303
    assert cadre.post("/my-calendar/end").status_code == 303
    assert district.app.test_client().get(path).status_code == 404
    assert "生成日历地址" in cadre.get("/my-calendar").text


def test_an_office_takes_the_timetable_of_its_class(district):
    class_id = training.add_class(district, "S1")
    trainer = district.client(Role.TRAINER, at="S1")
    assert f"/classes/{class_id}/calendar" in trainer.get(f"/classes/{class_id}").text
    trainer.post(f"/classes/{class_id}/calendar")
    path = address_on(trainer.get(f"/classes/{class_id}/calendar").text)
    assert len(calendars.fetched(district, path)) == 6
    trainer.post(f"/classes/{class_id}/calendar/renew")
    assert address_on(trainer.get(f"/classes/{class_id}/calendar").text) != path
    trainer.post(f"/classes/{class_id}/calendar/end")
    assert "生成日历地址" in trainer.get(f"/classes/{class_id}/calendar").text
    with district.session():
        assert db.session.query(CalendarAddress).count() == 0


def test_each_of_two_offices_has_its_own_address(district):
    class_id = training.add_class(district, "S1")
    paths = []
    for _ in range(2):
        trainer = district.client(Role.TRAINER, at="S1")
        trainer.post(f"/classes/{class_id}/calendar")
        paths.append(address_on(trainer.get(f"/classes/{class_id}/calendar").text))
    assert paths[0] != paths[1]


def test_what_is_done_with_addresses_is_in_the_audit_trail_without_the_secret(cadre, district):
    from lms.audit.models import AuditEntry

    cadre.post("/my-calendar")
    path = address_on(cadre.get("/my-calendar").text)
    cadre.post("/my-calendar/renew")
    cadre.post("/my-calendar/end")
    with district.session():
        entries = (
            db.session.query(AuditEntry).filter(AuditEntry.action.like("calendar.%")).order_by(AuditEntry.id).all()
        )
        assert [one.action for one in entries] == [
            "calendar.address_made", "calendar.address_renewed", "calendar.address_ended",
        ]  # fmt: skip
        token = path.removeprefix("/calendars/").removesuffix(".ics")
        assert all(token not in one.detail + one.object_name for one in entries)
