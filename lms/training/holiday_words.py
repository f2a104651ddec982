"""The names of public holidays in the language of the page, and which of them some days fall on."""

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import pgettext

from lms.training.rules.holidays import Holiday, holidays_among
from lms.web.wording import day

HOLIDAY_WORDS = {
    Holiday.NEW_YEAR: _l("New Year's Day"),
    Holiday.SPRING_FESTIVAL: _l("Spring Festival"),
    Holiday.TOMB_SWEEPING: _l("Tomb-sweeping Day"),
    Holiday.LABOUR_DAY: _l("Labour Day"),
    Holiday.DRAGON_BOAT: _l("Dragon Boat Festival"),
    Holiday.MID_AUTUMN: _l("Mid-autumn Festival"),
    Holiday.NATIONAL_DAY: _l("National Day"),
    Holiday.OTHER: _l("Public holiday"),
}


def holidays_met(days: Iterable[date]) -> str:
    """The days that lie in a public holiday, in a row of words: 「10月1日（国庆节）」; nothing where none does."""
    met = (
        _("%(day)s (%(holiday)s)", day=day(one), holiday=HOLIDAY_WORDS[holiday])
        for one, holiday in holidays_among(days)
    )
    return pgettext("between names", ", ").join(met)
