"""How plans, holidays and clashes read in the language of the page."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from babel.dates import get_day_names
from flask_babel import get_locale, lazy_pgettext, ngettext, pgettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.people.rules import PositionCategory
from lms.people.wording import CATEGORY_WORDS as POST_WORDS
from lms.planning.rules.clashes import Clash, ClashKind
from lms.planning.rules.wanted import Span
from lms.records.wording import CATEGORY_WORDS
from lms.training.holiday_words import HOLIDAY_WORDS
from lms.training.rules.holidays import DayKind
from lms.training.wording import day_span, hours, intake, whole_name
from lms.web.wording import day, hundredths, month_name

DAY_WORDS = {
    DayKind.HOLIDAY: lazy_pgettext("a day in the calendar", "off"),
    DayKind.WORKING_WEEKEND: lazy_pgettext("a day in the calendar", "work"),
}
CLASH_WORDS = {
    ClashKind.PLACE: _l("Same venue"),
    ClashKind.TEACHER: _l("Same teacher"),
    ClashKind.PEOPLE: _l("Same person"),
    ClashKind.HOLIDAY: _l("On a public holiday"),
}


def span_words(span: Span | None) -> str:
    """When a programme is wanted: 「3月至5月」, 「12月8日至10日」; nothing where it is not known."""
    if span is None:
        return ""
    if not span.by_month:
        return day_span(span.first, span.last)
    if (span.first.year, span.first.month) == (span.last.year, span.last.month):
        return month_name(span.first)
    with_year = span.first.year != span.last.year
    first, last = _month(span.first, with_year=with_year), _month(span.last, with_year=with_year)
    return _("%(first)s to %(last)s", first=first, last=last)


def _month(value: date, *, with_year: bool) -> str:
    if not with_year:
        return month_name(value)
    if str(get_locale()) == "en":
        return f"{month_name(value)} {value.year}"
    return f"{value.year}年{value.month}月"


def weekday_heads() -> list[tuple[str, str]]:
    """The days of the week from Monday: 「一」 or Mo, and the whole word."""
    english = str(get_locale()) == "en"
    locale = "en" if english else "zh_Hans"
    short = get_day_names("short" if english else "narrow", "stand-alone", locale)
    return [(short[number], get_day_names("wide", locale=locale)[number]) for number in range(7)]


def audience_words(audience: Iterable[str]) -> str:
    """For whom a programme is, in a row of words."""
    return pgettext("between names", ", ").join(str(POST_WORDS[PositionCategory(one)]) for one in audience)


def length_words(planned: Any) -> str:  # noqa: ANN401 - a PlannedProgramme
    """「3天，24学时」 or 3 days, 24 h; what is not planned is left out."""
    days, centihours = planned.days_hundredths, planned.credit_centihours
    said = []
    if days:
        said.append(ngettext("%(days)s day", "%(days)s days", 1 if days == 100 else 2, days=hundredths(days)))
    if centihours:
        said.append(hours(centihours))
    return pgettext("between clauses", ", ").join(said)


def clash_words(clash: Clash) -> str:
    """What two classes share: the place, the teacher, 「周德海等3人」."""
    if clash.kind is ClashKind.PEOPLE and clash.count > 1:
        return ngettext(
            "%(name)s and %(num)s other person", "%(name)s and %(num)s other people", clash.count - 1, name=clash.what
        )
    return clash.what


def days_words(days: Iterable[date]) -> str:
    """Days in a row of words."""
    return pgettext("between names", ", ").join(day(one) for one in days)


TEMPLATE_WORDS = {
    "CATEGORY_WORDS": CATEGORY_WORDS,
    "HOLIDAY_WORDS": HOLIDAY_WORDS,
    "DAY_WORDS": DAY_WORDS,
    "CLASH_WORDS": CLASH_WORDS,
    "span_words": span_words,
    "begins_free": lambda span: span is not None and span.begins_free,
    "audience_words": audience_words,
    "length_words": length_words,
    "clash_words": clash_words,
    "days_words": days_words,
    "weekday_heads": weekday_heads,
    "day_span": day_span,
    "hours_words": hours,
    "intake": intake,
    "whole_name": whole_name,
}
