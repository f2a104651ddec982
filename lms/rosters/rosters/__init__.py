"""The rosters: each is a function from what is wanted, how far somebody may see, and who makes it, to a Sheet."""

from collections.abc import Callable

from lms.rosters.queries.reach import Reach
from lms.rosters.rosters.attendance import attendance_sheet
from lms.rosters.rosters.certificates import certificates_sheet
from lms.rosters.rosters.completion import completion_sheet
from lms.rosters.rosters.not_trained import not_trained_sheet
from lms.rosters.rosters.sign_in import sign_in_sheet
from lms.rosters.rosters.timetable import timetable_sheet
from lms.rosters.rosters.trainees import trainees_sheet
from lms.rosters.rules.kinds import Roster, Wanted
from lms.rosters.sheets import Sheet

MAKERS: dict[Roster, Callable[[Wanted, Reach, str], Sheet]] = {
    Roster.COMPLETION: completion_sheet,
    Roster.NOT_TRAINED: not_trained_sheet,
    Roster.ATTENDANCE: attendance_sheet,
    Roster.TRAINEES: trainees_sheet,
    Roster.SIGN_IN: sign_in_sheet,
    Roster.TIMETABLE: timetable_sheet,
    Roster.CERTIFICATES: certificates_sheet,
}


def made(wanted: Wanted, reach: Reach, maker: str = "") -> Sheet:
    """A roster; `maker` is the name of who makes it. Raises NotFound out of reach, Refused when there is none yet."""
    return MAKERS[wanted.roster](wanted, reach, maker)
