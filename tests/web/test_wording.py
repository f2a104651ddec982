"""Days, clocks, hours and counts as people write them in each language."""

from datetime import UTC, date, datetime

import pytest

from lms.web import wording

EVENING_IN_UTC = datetime(2026, 12, 7, 23, 21, 5, tzinfo=UTC)  # already the next morning in China


@pytest.fixture
def say(sqlite_app, set_clock):
    """Call a filter as a page of that language does, on 20 January 2027."""
    set_clock("2027-01-20 09:00")

    def call(filter_name, value, language="zh", **options):
        with sqlite_app.test_request_context(f"/?lang={language}"):
            return wording.TEMPLATE_FILTERS[filter_name](value, **options)

    return call


@pytest.mark.parametrize(
    ("filter_name", "value", "chinese", "english"),
    [
        ("day", date(2027, 3, 1), "3月1日", "1 March 2027"),
        ("day", date(2026, 12, 31), "2026年12月31日", "31 December 2026"),
        ("day", EVENING_IN_UTC, "2026年12月8日", "8 December 2026"),
        ("clock", EVENING_IN_UTC, "7:21", "7:21"),
        ("moment", EVENING_IN_UTC, "2026年12月8日7:21", "8 December 2026, 7:21"),
        ("weekday", date(2026, 12, 8), "星期二", "Tuesday"),
        ("month_name", date(2026, 12, 8), "12月", "December"),
        ("hours", 1450, "14.5", "14.5"),
        ("hours", 2400, "24", "24"),
        ("hours", -25, "-0.25", "-0.25"),
        ("score", 10000, "100", "100"),
        ("count", 1286, "1,286", "1,286"),
    ],
)
def test_what_pages_say(say, filter_name, value, chinese, english):
    assert say(filter_name, value) == chinese
    assert say(filter_name, value, "en") == english


def test_the_year_and_the_seconds_when_asked_for(say):
    assert say("day", date(2027, 3, 1), year=True) == "2027年3月1日"
    assert say("clock", EVENING_IN_UTC, seconds=True) == "7:21:05"
