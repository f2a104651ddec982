"""What a calendar fetches: the same event each time, with a number that grows, in China's time, read by two parsers."""

from datetime import date, datetime, time

import pytest
from ical.calendar_stream import IcsCalendarStream

from lms.accounts.models import Account
from lms.accounts.rules import Role
from lms.clock import SHANGHAI
from lms.extensions import db, limiter
from lms.people.queries import EVERYWHERE
from lms.training.actions import classes, enrolment, meetings
from lms.training.queries import classes as class_queries
from lms.training.queries import meetings as meeting_queries
from lms.training.rules.meetings import MeetingFields
from lms.training.rules.words import Half, MeetingKind
from lms.transaction import transaction
from tests.counting import counted
from tests.facts import calendars, training
from tests.facts.calendars import fetched

LONG_TOPIC = "学习贯彻党的二十届四中全会精神，推动基层党组织书记抓党建促乡村振兴和城市基层治理能力提升，" * 3


@pytest.fixture(autouse=True)
def _begin(set_clock):
    limiter.reset()
    set_clock("2026-12-01 09:00")


@pytest.fixture
def cadre(district):
    """Somebody with an account."""
    person = district.add_person("周德海", at="S1C1")
    district.sign_in(person)
    return person


def change(district, class_id: int, place: int = 0, **fields) -> None:
    """Change a half-day of a class."""
    with district.session(), transaction():
        locked = class_queries.class_for_update(class_id, EVERYWHERE)
        meeting = meeting_queries.half_days_of(class_id)[place]
        given = vars(meetings.fields_of(meeting)) | fields
        schedule = class_queries.schedule_of(class_id)
        meetings.change_meeting(training.OFFICE, locked, schedule, meeting, MeetingFields(**given))


def remove(district, class_id: int, place: int = 0) -> None:
    """Take a half-day of a class away."""
    with district.session(), transaction():
        locked = class_queries.class_for_update(class_id, EVERYWHERE)
        meetings.remove_meeting(training.OFFICE, locked, meeting_queries.half_days_of(class_id)[place])


def withdraw(district, class_id: int, person: int) -> None:
    """End somebody's seat."""
    with district.session(), transaction():
        enrolment.withdraw(training.OFFICE, class_queries.class_for_update(class_id, EVERYWHERE), person, "工作调动")


def test_two_parsers_that_did_not_write_it_read_the_same(district, cadre):
    class_id = training.add_class(district, "S1", people=[cadre])
    change(district, class_id, topic=LONG_TOPIC[:150], teacher="王力；李\\梅, 赵", room="301, 二楼")
    text = district.app.test_client().get(calendars.add_address(district, cadre)).get_data(as_text=True)
    first = calendars.read(text)
    second = IcsCalendarStream.calendar_from_ics(text).events
    assert len(first) == len(second) == 6
    for one, other in zip(first, sorted(second, key=lambda event: event.dtstart), strict=True):
        assert (one.uid, one.sequence, one.status) == (other.uid, other.sequence, other.status)
        assert (one.starts, one.ends) == (other.dtstart, other.dtend)
        assert (one.summary, one.description) == (other.summary, other.description)
        assert one.location == (other.location or "")
    assert first[0].summary == f"{LONG_TOPIC[:150]}（社区主职干部集中轮训班第4期）"
    assert "授课人：王力；李\\梅, 赵" in first[0].description
    assert "学时：180分钟，4学时" in first[0].description


def test_lines_are_folded_by_octets_and_end_as_they_must(district, cadre):
    class_id = training.add_class(district, "S1", people=[cadre])
    change(district, class_id, topic=LONG_TOPIC[:150])
    body = district.app.test_client().get(calendars.add_address(district, cadre)).get_data()
    lines = body.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        line.decode()  # no sign is cut in two


def test_half_days_stand_at_chinas_time_with_its_zone(district, cadre):
    training.add_class(district, "S1", people=[cadre])
    path = calendars.add_address(district, cadre)
    event = fetched(district, path)[0]
    assert event.starts == datetime(2026, 12, 8, 8, 30, tzinfo=SHANGHAI)
    assert event.ends == datetime(2026, 12, 8, 11, 30, tzinfo=SHANGHAI)
    text = district.app.test_client().get(path).get_data(as_text=True)
    assert "DTSTART;TZID=Asia/Shanghai:20261208T083000" in text
    assert "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai" in text
    assert "TZOFFSETTO:+0800" in text
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in text


def test_a_change_keeps_the_event_and_raises_its_number(district, cadre, set_clock):
    class_id = training.add_class(district, "S1", people=[cadre])
    path = calendars.add_address(district, cadre)
    before = fetched(district, path)
    set_clock("2026-12-02 10:00")
    change(district, class_id, room="报告厅", starts=time(9))
    after = fetched(district, path)
    assert [event.uid for event in before] == [event.uid for event in after]
    assert after[0].sequence == before[0].sequence + 1
    assert after[0].location == "党校301 报告厅"
    assert [event.sequence for event in after[1:]] == [event.sequence for event in before[1:]]
    assert "LAST-MODIFIED:20261202T020000Z" in district.app.test_client().get(path).get_data(as_text=True)


def test_saving_without_a_change_leaves_the_number_alone(district, cadre):
    class_id = training.add_class(district, "S1", people=[cadre])
    path = calendars.add_address(district, cadre)
    before = fetched(district, path)
    change(district, class_id)
    assert fetched(district, path) == before


def test_what_is_taken_away_is_cancelled_with_a_higher_number(district, cadre):
    class_id = training.add_class(district, "S1", people=[cadre])
    path = calendars.add_address(district, cadre)
    before = fetched(district, path)
    remove(district, class_id)
    after = fetched(district, path)
    assert [event.uid for event in before] == [event.uid for event in after]
    assert (after[0].status, after[0].sequence) == ("CANCELLED", before[0].sequence + 1)
    assert {event.status for event in after[1:]} == {"CONFIRMED"}


def test_a_new_venue_raises_the_number_of_every_half_day(district, cadre):
    class_id = training.add_class(district, "S1", people=[cadre])
    path = calendars.add_address(district, cadre)
    before = fetched(district, path)
    with district.session(), transaction():
        locked = class_queries.class_for_update(class_id, EVERYWHERE)
        fields = classes.ClassFields(
            locked.organiser_id, 4, date(2026, 12, 8), date(2026, 12, 10), 2026, 60, venue="区委礼堂"
        )  # fmt: skip
        classes.change_class(training.OFFICE, locked, fields)
    after = fetched(district, path)
    assert [event.sequence for event in after] == [event.sequence + 1 for event in before]
    assert {event.location for event in after} == {"区委礼堂"}


def test_a_cancelled_class_is_struck_out_for_people_and_offices(district, cadre):
    class_id = training.add_class(district, "S1", people=[cadre])
    office = district.add_person("林静", at="S1")
    district.client(Role.TRAINER, at="S1", person_id=office)
    paths = [calendars.add_address(district, cadre), calendars.add_address(district, office, class_id)]
    before = [fetched(district, path) for path in paths]
    with district.session(), transaction():
        classes.cancel_class(training.OFFICE, class_queries.class_for_update(class_id, EVERYWHERE), "暴雪")
    for path, old in zip(paths, before, strict=True):
        new = fetched(district, path)
        assert {event.status for event in new} == {"CANCELLED"}
        assert all(one.sequence > other.sequence for one, other in zip(new, old, strict=True))


def test_who_is_withdrawn_keeps_what_was_and_loses_what_is_to_come(district, cadre, set_clock):
    class_id = training.add_class(district, "S1", people=[cadre])
    path = calendars.add_address(district, cadre)
    before = fetched(district, path)
    set_clock("2026-12-09 07:00")
    withdraw(district, class_id, cadre)
    after = fetched(district, path)
    assert [event.status for event in after] == ["CONFIRMED"] * 2 + ["CANCELLED"] * 4
    assert all(one.sequence > other.sequence for one, other in zip(after, before, strict=True))
    assert not any(event.location or event.description for event in after[2:])
    set_clock("2026-12-09 07:30")
    training.seat(district, class_id, cadre)
    again = fetched(district, path)
    assert {event.status for event in again} == {"CONFIRMED"}
    assert all(one.sequence > other.sequence for one, other in zip(again, after, strict=True))


def test_who_left_does_not_hear_of_what_is_planned_since(district, cadre, set_clock):
    class_id = training.add_class(district, "S1", people=[cadre])
    path = calendars.add_address(district, cadre)
    withdraw(district, class_id, cadre)
    set_clock("2026-12-02 09:00")
    with district.session(), transaction():
        locked, schedule = class_queries.class_for_update(class_id, EVERYWHERE), class_queries.schedule_of(class_id)
        fields = MeetingFields(date(2026, 12, 8), Half.EVENING, time(19), time(20, 30), topic="后来加的")
        meetings.add_meeting(training.OFFICE, locked, schedule, fields)
    assert "后来加的" not in {event.summary for event in fetched(district, path)}
    assert len(fetched(district, path)) == 6


def test_somebody_without_a_seat_sees_nothing(district, cadre):
    training.add_class(district, "S1", people=[district.add_person("别人", at="S1C1")])
    assert fetched(district, calendars.add_address(district, cadre)) == []


def test_a_feed_tells_of_nobody_but_teachers(district, cadre):
    other = district.add_person("欧阳淑敏", at="S1C1", phone="13800000000")
    training.add_class(district, "S1", people=[cadre, other], supervisor_person_id=other)
    text = district.app.test_client().get(calendars.add_address(district, cadre)).get_data(as_text=True)
    for secret in ("欧阳", "1380000", "周德海"):
        assert secret not in text


def test_asking_again_costs_nothing_while_nothing_changed(district, cadre):
    class_id = training.add_class(district, "S1", people=[cadre])
    path, phone = calendars.add_address(district, cadre), district.app.test_client()
    first = phone.get(path)
    assert first.headers["Last-Modified"]
    assert first.mimetype == "text/calendar"
    again = phone.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert phone.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 304
    change(district, class_id, topic="新主题")
    anew = phone.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert anew.status_code == 200
    assert anew.headers["ETag"] != first.headers["ETag"]


def test_an_online_visit_and_a_discussion_say_so(district, cadre):
    class_id = training.add_class(district, "S1", people=[cadre])
    for place, kind in enumerate((MeetingKind.ONLINE, MeetingKind.SITE_VISIT, MeetingKind.DISCUSSION)):
        change(district, class_id, place, kind=kind)
    told = [event.description for event in fetched(district, calendars.add_address(district, cadre))[:4]]
    for words, description in zip(("线上教学", "现场教学", "研讨", "授课"), told, strict=True):
        assert f"形式：{words}" in description


def test_an_address_that_is_not_or_no_more_shows_nothing(district, cadre):
    training.add_class(district, "S1", people=[cadre])
    path, phone = calendars.add_address(district, cadre), district.app.test_client()
    assert phone.get("/calendars/ratemal.ics").status_code == 404
    with district.session() as session:
        session.query(Account).filter_by(person_id=cadre).one().disabled_at = datetime(2026, 12, 1, tzinfo=SHANGHAI)
        session.commit()
    assert phone.get(path).status_code == 404


def test_the_address_of_a_class_ends_with_the_right_to_see_it(district):
    class_id = training.add_class(district, "S1")
    office, elsewhere = (district.add_person(name, at=at) for name, at in (("林静", "S1"), ("何军", "S2")))
    district.client(Role.TRAINER, at="S1", person_id=office)
    district.client(Role.TRAINER, at="S2", person_id=elsewhere)
    phone = district.app.test_client()
    path = calendars.add_address(district, office, class_id)
    assert len(fetched(district, path)) == 6
    assert phone.get(calendars.add_address(district, elsewhere, class_id)).status_code == 404
    with district.session():
        db.session.execute(db.text("UPDATE role_grant SET revoked_at = granted_at, revoked_by = 'console:test'"))
        db.session.commit()
    assert phone.get(path).status_code == 404


def test_one_address_is_not_asked_without_end(district, cadre):
    path, phone = calendars.add_address(district, cadre), district.app.test_client()
    answers = [phone.get(path).status_code for _ in range(61)]
    assert answers[:60] == [200] * 60
    assert answers[60] == 429


def test_twice_the_classes_take_the_same_number_of_queries(district, cadre):
    path = calendars.add_address(district, cadre)

    def sent() -> int:
        phone = district.app.test_client()
        with district.app.app_context(), counted() as seen:
            phone.get(path)
        return len(seen)

    training.add_class(district, "S1", people=[cadre])
    once = sent()
    for number, month in ((5, 6), (6, 7)):
        training.add_class(district, "S1", intake_number=number, people=[cadre],
                           first_day=date(2026, month, 8), last_day=date(2026, month, 9))  # fmt: skip
    assert sent() == once
    assert len(fetched(district, path)) == 14
