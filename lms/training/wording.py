"""The words of this room's enums, and how classes, half-days and spans of days read in the language of the page."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, Protocol

from flask_babel import get_locale, ngettext, pgettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from lms.records.wording import CATEGORY_WORDS
from lms.training.holiday_words import holidays_met
from lms.training.rules.classes import Stage
from lms.training.rules.meetings import minutes_of_credit
from lms.training.rules.taking import Verdict
from lms.training.rules.words import Half, LeaveKind, LeaveState, Mark, MeetingKind, ResultReason, Source
from lms.web.wording import clock_time, day, hundredths

HALF_WORDS = {Half.MORNING: _l("morning"), Half.AFTERNOON: _l("afternoon"), Half.EVENING: _l("evening")}
KIND_WORDS = {
    MeetingKind.LECTURE: _l("Lecture"),
    MeetingKind.DISCUSSION: _l("Discussion"),
    MeetingKind.SITE_VISIT: _l("Site visit"),
    MeetingKind.ONLINE: _l("Online teaching"),
}
MARK_WORDS = {
    Mark.PRESENT: _l("Present"),
    Mark.LATE: _l("Late"),
    Mark.LEFT_EARLY: _l("Left early"),
    Mark.LEAVE: _l("Leave"),
    Mark.ABSENT: _l("Absent"),
}
MARK_LOOKS = {
    Mark.PRESENT: "present", Mark.LATE: "late", Mark.LEFT_EARLY: "early", Mark.LEAVE: "leave", Mark.ABSENT: "absent",
}  # fmt: skip
SOURCE_WORDS = {
    Source.ROLL_CALL: _l("roll call"),
    Source.CODE: _l("scanned"),
    Source.NUMBER: _l("typed the number"),
    Source.SUPERVISOR: _l("entered by the supervisor"),
    Source.LEAVE: _l("leave approved"),
    Source.IMPORT: _l("imported"),
}
LEAVE_WORDS = {
    LeaveKind.PERSONAL: _l("Personal leave"),
    LeaveKind.SICK: _l("Sick leave"),
    LeaveKind.OFFICIAL: _l("Official leave"),
}
LEAVE_STATE_WORDS = {
    LeaveState.ASKED: _l("Waiting for approval"),
    LeaveState.APPROVED: _l("Approved"),
    LeaveState.REFUSED: _l("Not approved"),
    LeaveState.TAKEN_BACK: _l("Taken back"),
}
LEAVE_STATE_LOOKS = {
    LeaveState.ASKED: "warning",
    LeaveState.APPROVED: "done",
    LeaveState.REFUSED: "refused",
    LeaveState.TAKEN_BACK: "neutral",
}
STAGE_WORDS = {
    Stage.PREPARING: _l("In preparation"),
    Stage.RUNNING: _l("Running"),
    Stage.OVER: _l("Days over, not closed"),
    Stage.CLOSED: _l("Closed"),
    Stage.CANCELLED: _l("Cancelled"),
}


def meeting_name(meeting: Any) -> str:  # noqa: ANN401 - anything with a day and a half
    """「12月8日上午」 or 8 December 2026, morning."""
    return _("%(day)s, %(half)s", day=day(meeting.day), half=HALF_WORDS[Half(meeting.half)])


def meeting_names(meetings: Iterable[Any]) -> str:
    """Several half-days in a row of words."""
    return pgettext("between clauses", ", ").join(meeting_name(meeting) for meeting in meetings)


def day_span(first: date, last: date) -> str:
    """「12月8日至10日」 or 8 to 10 December 2026."""
    if first == last:
        return day(first)
    if (first.year, first.month) != (last.year, last.month):
        return _("%(first)s to %(last)s", first=day(first), last=day(last))
    if str(get_locale()) == "en":
        return _("%(first)s to %(last)s", first=first.day, last=day(last))
    return _("%(first)s to %(last)s", first=day(first), last=f"{last.day}日")


def intake(card: Any) -> str:  # noqa: ANN401 - a ClassCard
    """「第4期」; in a round with the organiser's name before it."""
    words = _("Intake %(number)s", number=card.intake_number)
    return _("%(organiser)s, %(intake)s", organiser=card.organiser_name, intake=words) if card.is_round else words


def whole_name(card: Any) -> str:  # noqa: ANN401 - a ClassCard
    """The programme and the intake: 「社区主职干部集中轮训班第4期」."""
    where = _(" (%(organiser)s)", organiser=card.organiser_name) if card.is_round else ""
    return _("%(programme)s%(where)s, intake %(number)s", programme=card.programme_name, where=where,
             number=card.intake_number)  # fmt: skip


def hours(centihours: int) -> str:
    """「24学时」 or 24 h."""
    return _("%(hours)s h", hours=hundredths(centihours))


def meeting_time(on: date, starts_at: datetime, ends_at: datetime) -> str:
    """「12月8日8:30至11:30」: when a half-day is."""
    return _("%(day)s, %(start)s to %(end)s", day=day(on), start=clock_time(starts_at), end=clock_time(ends_at))


def half_day_words(one: Any) -> str:  # noqa: ANN401 - a ClassMeeting or a MeetingRow
    """Everything a half-day says, in a row of words."""
    said = (
        meeting_time(one.day, one.starts_at, one.ends_at), one.topic, one.teacher, one.room,
        str(KIND_WORDS[MeetingKind(one.kind)]), credit_words(one.credit_centihours),
    )  # fmt: skip
    return pgettext("between clauses", ", ").join(word for word in said if word)


def timetable_saved(made: int, changed: int, removed: int) -> str:
    """What saving a timetable did; nothing where nothing differed."""
    said = (
        ngettext("%(num)s half-day added", "%(num)s half-days added", made) if made else "",
        ngettext("%(num)s half-day changed", "%(num)s half-days changed", changed) if changed else "",
        ngettext("%(num)s half-day taken away", "%(num)s half-days taken away", removed) if removed else "",
    )
    return pgettext("between clauses", ", ").join(word for word in said if word)


def minutes_words(centihours: int) -> str:
    """「135分钟」: the credit minutes that hours stand for."""
    return _("%(minutes)s min", minutes=minutes_of_credit(centihours))


def credit_words(centihours: int) -> str:
    """「135分钟，3学时」: what a half-day is worth, in both units."""
    return pgettext("between clauses", ", ").join((minutes_words(centihours), hours(centihours)))


def entry_words(entry: Any) -> str:  # noqa: ANN401 - an Entry or None
    """A mark in words, with its minutes."""
    if entry is None:
        return _("No entry")
    if entry.minutes is not None:
        return _("Left early, there for %(minutes)s min", minutes=entry.minutes)
    return str(MARK_WORDS[entry.mark])


def result_words(reason: ResultReason) -> str:
    """Why a closing decided as it did."""
    return {
        ResultReason.COMPLETED: _("Enough hours attended"),
        ResultReason.WITHDRAWN_FOR_LEAVE: _("Withdrawn: leave passed one seventh of the hours"),
        ResultReason.TOO_FEW_HOURS: _("Too few hours attended"),
        ResultReason.QUIZ_NOT_PASSED: _("Quiz not passed"),
    }[reason]


NAMED_ELSEWHERE = 3


def elsewhere_words(seats: Iterable[Any]) -> str:
    """Who sits in another class at the same time, in which, and when: a sentence each for the first few."""
    seats = list(seats)
    told = [
        _("%(person)s has a seat in %(class_name)s (%(days)s), which meets at the same time.",
          person=one.name, class_name=one.class_name, days=day_span(one.first_day, one.last_day))
        for one in seats[:NAMED_ELSEWHERE]
    ]  # fmt: skip
    rest = len(seats) - len(told)
    if rest:
        told.append(ngettext("So has %(num)s more.", "So have %(num)s more.", rest))
    return " ".join(told)


class Seatless(Protocol):
    """Who got no seat, by why; what enrolling and confirming give."""

    @property
    def without_seat(self) -> Collection[Any]:
        """Those for whom none was left."""

    @property
    def not_drawn(self) -> Collection[Any]:
        """Those of organisations that the class does not draw from."""

    @property
    def elsewhere(self) -> Collection[Any]:
        """Those who sit in another class then (`SeatElsewhere`)."""


def seatless_words(done: Seatless) -> list[str]:
    """A sentence for each reason why somebody got no seat; none where all got theirs."""
    told = []
    if done.without_seat:
        told.append(
            ngettext("%(num)s got no seat: the class is full.", "%(num)s got no seat: the class is full.",
                     len(done.without_seat))
        )  # fmt: skip
    if done.not_drawn:
        told.append(
            ngettext("%(num)s is not of the organisation that this class draws from.",
                     "%(num)s are not of the organisation that this class draws from.", len(done.not_drawn))
        )  # fmt: skip
    if done.elsewhere:
        told.append(elsewhere_words(done.elsewhere))
    return told


VERDICT_WORDS = {
    Verdict.UNKNOWN: _l("Nobody on the list of this class is called so"),
    Verdict.SEVERAL: _l("Several people of this class are called so; write the person number"),
    Verdict.OTHER_NAME: _l("This person number belongs to another name"),
    Verdict.NO_MARK: _l("The sign is none that attendance sheets have"),
    Verdict.NO_TIME: _l("The time or its day cannot be read"),
    Verdict.NO_MINUTES: _l("Left early, but the minutes there are missing or cannot be"),
    Verdict.NO_MEETING: _l("No half-day of this person is open for signing in then; choose the half-day"),
    Verdict.TWICE: _l("Twice in the file with different marks"),
}
"""Why a row of a file of attendance is left out."""


def grid_signs() -> dict[Mark | None, Markup]:
    """A letter for each mark, as the grid of a class shows it thousands of times; None: no entry."""
    signs = {
        Mark.PRESENT: pgettext("mark in the grid", "P"),
        Mark.LATE: pgettext("mark in the grid", "L"),
        Mark.LEFT_EARLY: pgettext("mark in the grid", "E"),
        Mark.LEAVE: pgettext("mark in the grid", "V"),
        Mark.ABSENT: pgettext("mark in the grid", "A"),
        None: "–",
    }
    return {mark: escape(sign) for mark, sign in signs.items()}


def grid_legend() -> str:
    """What the letters of the grid mean."""
    signs = grid_signs()
    known = [_("%(sign)s is %(words)s", sign=signs[mark], words=words) for mark, words in MARK_WORDS.items()]
    others = [_("%(sign)s is no entry", sign=signs[None]), _("empty is still to come"), _("a number is minutes there")]
    return pgettext("between clauses", ", ").join([*known, *others])


TEMPLATE_WORDS = {
    "grid_signs": grid_signs,
    "grid_legend": grid_legend,
    "HALF_WORDS": HALF_WORDS,
    "KIND_WORDS": KIND_WORDS,
    "MARK_WORDS": MARK_WORDS,
    "MARK_LOOKS": MARK_LOOKS,
    "SOURCE_WORDS": SOURCE_WORDS,
    "LEAVE_WORDS": LEAVE_WORDS,
    "LEAVE_STATE_WORDS": LEAVE_STATE_WORDS,
    "LEAVE_STATE_LOOKS": LEAVE_STATE_LOOKS,
    "STAGE_WORDS": STAGE_WORDS,
    "CATEGORY_WORDS": CATEGORY_WORDS,
    "holidays_met": holidays_met,
    "meeting_name": meeting_name,
    "meeting_names": meeting_names,
    "day_span": day_span,
    "intake": intake,
    "whole_name": whole_name,
    "hours_words": hours,
    "minutes_words": minutes_words,
    "entry_words": entry_words,
    "result_words": result_words,
}
