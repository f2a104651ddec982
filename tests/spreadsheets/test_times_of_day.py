"""A cell with a day and a time: whoever wants the day reads that day, whoever wants the time finds it."""

import pickle
from datetime import date

import pytest

from lms.spreadsheets.reading.number_formats import with_time
from lms.spreadsheets.rules import dates
from lms.spreadsheets.rules.values import DayAndTime

DAY = date(2026, 12, 8)


@pytest.mark.parametrize(("serial", "seconds"), [(46364.0, None), (46364.5, 43_200), (46364.999999, 86_399)])
def test_a_serial_number_holds_its_time_of_day(serial, seconds):
    read = with_time(DAY, serial)
    assert getattr(read, "seconds", None) == seconds
    assert read == DAY
    assert read.isoformat() == "2026-12-08"


def test_columns_of_days_take_it_as_its_day():
    assert dates.day(DayAndTime.of(DAY, 30_000)) == DAY


def test_it_travels_as_its_day():
    assert pickle.loads(pickle.dumps(DayAndTime.of(DAY, 30_000))) == DAY  # noqa: S301 - made here
