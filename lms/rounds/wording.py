"""The words of this room's enums in the language of the page."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.records.wording import CATEGORY_WORDS
from lms.rounds.rules import Absence, ReachHow, ReachKind, Standing, Verdict
from lms.web.wording import hundredths

ABSENCE_WORDS = {
    Absence.LEAVE: _l("On leave that day"),
    Absence.FRAIL: _l("Old, or cannot come"),
    Absence.AWAY: _l("Away from home"),
    Absence.OTHER: _l("Another reason"),
}
REACH_WORDS = {
    ReachKind.HOME: _l("Visited at home"),
    ReachKind.RETURNED: _l("Reached on return"),
    ReachKind.AWAY: _l("Reached where they are"),
}
HOW_WORDS = {
    ReachHow.TALKED: _l("Talked it through"),
    ReachHow.MATERIAL: _l("Material brought or sent"),
    ReachHow.REPLAY: _l("Watched the replay online"),
}
STANDING_WORDS = {
    Standing.ATTENDED: _l("Came to a meeting"),
    Standing.REACHED: _l("Reached otherwise"),
    Standing.IN_CLASS: _l("In a class"),
    Standing.NOT_REACHED: _l("Not reached yet"),
}
STANDING_LOOKS = {
    Standing.ATTENDED: "done",
    Standing.REACHED: "done",
    Standing.IN_CLASS: "done",
    Standing.NOT_REACHED: "warning",
}
VERDICT_WORDS = {
    Verdict.ENOUGH: _l("Did what the round asks"),
    Verdict.VISITED: _l("Visited at home: nothing more is asked"),
    Verdict.IN_CLASS: _l("Completed a class of the same programme"),
    Verdict.TOO_LITTLE: _l("Less than the round asks"),
}


def asked_words(round_: Any) -> list[str]:  # noqa: ANN401 - a SeasonalRound
    """What a round asks of each member, a sentence part each; none when being reached is enough."""
    parts = (
        (round_.minutes_each, _("%(num)s minutes in all", num=round_.minutes_each)),
        (round_.meetings_each, _("%(num)s meetings", num=round_.meetings_each)),
        (round_.minutes_a_theme, _("%(num)s minutes on each theme", num=round_.minutes_a_theme)),
    )
    return [words for number, words in parts if number]


def hours(centihours: int) -> str:
    """「24学时」 or 24 h."""
    return _("%(hours)s h", hours=hundredths(centihours))


TEMPLATE_WORDS = {
    "ABSENCE_WORDS": ABSENCE_WORDS,
    "REACH_WORDS": REACH_WORDS,
    "HOW_WORDS": HOW_WORDS,
    "STANDING_WORDS": STANDING_WORDS,
    "STANDING_LOOKS": STANDING_LOOKS,
    "VERDICT_WORDS": VERDICT_WORDS,
    "CATEGORY_WORDS": CATEGORY_WORDS,
    "asked_words": asked_words,
    "hours_words": hours,
}
