"""A timetable as iCalendar (RFC 5545, with the names and refreshing of RFC 7986); in Chinese, whoever reads it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from flask_babel import force_locale
from icalendar import Calendar, Event, Timezone, TimezoneStandard

from lms import clock
from lms.calendars.rules import Event as HalfDay
from lms.training.wording import KIND_WORDS, credit_words

REFRESH = timedelta(hours=1)
PRODUCT = "-//Sanji LMS//Timetable//ZH"
DOMAIN = "timetable.sanji-lms"
LANGUAGE = "zh_Hans"


def as_icalendar(name: str, events: Iterable[HalfDay]) -> bytes:
    """The calendar called `name` with these half-days, lines folded by octets and ended by CRLF."""
    calendar = Calendar()
    for prop, value in (
        ("prodid", PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH"), ("name", name),
        ("x-wr-calname", name), ("x-wr-timezone", "Asia/Shanghai"),
    ):  # fmt: skip
        calendar.add(prop, value)
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add_component(_shanghai())
    with force_locale(LANGUAGE):
        for event in events:
            calendar.add_component(_event(event))
    return bytes(calendar.to_ical())


def _shanghai() -> Timezone:
    """China's clocks: one offset since the last summer time ended in 1991."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "Asia/Shanghai")
    standard.add("dtstart", datetime(1991, 9, 15))  # noqa: DTZ001 - the start of an offset is local by nature
    standard.add("tzoffsetfrom", timedelta(hours=9))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", "CST")
    zone.add_component(standard)
    return zone


def _event(half_day: HalfDay) -> Event:
    event = Event()
    event.add("uid", f"{half_day.uid}@{DOMAIN}")
    event.add("sequence", half_day.sequence)
    event.add("dtstamp", half_day.changed_at)
    event.add("last-modified", half_day.changed_at)
    event.add("dtstart", clock.local(half_day.starts_at))
    event.add("dtend", clock.local(half_day.ends_at))
    event.add("summary", f"{half_day.topic}（{half_day.class_name}）" if half_day.topic else half_day.class_name)
    if half_day.place:
        event.add("location", half_day.place)
    if not half_day.is_cancelled:
        event.add("description", _description(half_day))
    event.add("status", "CANCELLED" if half_day.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if half_day.is_cancelled else "OPAQUE")
    return event


def _description(half_day: HalfDay) -> str:
    lines = (
        ("班次", half_day.class_name), ("课题", half_day.topic), ("授课人", half_day.teacher),
        ("形式", str(KIND_WORDS[half_day.kind])), ("学时", credit_words(half_day.credit_centihours)),
    )  # fmt: skip
    return "\n".join(f"{label}：{value}" for label, value in lines if value)
