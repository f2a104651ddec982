"""A field of this room: a day of every year."""

import re
from typing import Any

from flask_babel import gettext as _
from wtforms import StringField

from lms.rotation.rules import MonthDay

_WRITTEN = re.compile(r"(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})\s*日?")


class MonthDayField(StringField):
    """A day of every year, `12-31` or 「12月31日」; `data` is a MonthDay, None when empty."""

    data: Any

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day. Raises ValueError with one sentence."""
        typed = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not typed:
            return
        written = _WRITTEN.fullmatch(typed)
        try:
            self.data = MonthDay(int(written[1]), int(written[2])) if written else None
        except ValueError:
            self.data = None
        if self.data is None:
            raise ValueError(_("There is no such day of the year. Enter month and day, such as 12-31."))
