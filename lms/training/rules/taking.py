"""What a file of a door system or of a paper sheet means for the marks of a class: decided here, shown, then taken."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum

from lms.training.rules.attendance import Entry
from lms.training.rules.rosters import Candidate, Found, match, name_key
from lms.training.rules.sign_in import Window
from lms.training.rules.signing_out import Presence, after_sign_out
from lms.training.rules.words import Mark

_CHINA = timezone(timedelta(hours=8))
_SIGNS = {
    Mark.PRESENT: "√ ✓ ✔ 到 已到 出勤 出席 正常 签到 已签到",
    Mark.LATE: "迟 迟到",
    Mark.LEFT_EARLY: "退 早退",
    Mark.LEAVE: "○ 〇 O △ 假 请假 事假 病假 公假",
    Mark.ABSENT: "× ✕ ✗ ✘ X 缺 缺席 缺勤 旷课 未到",
}
SIGNS = {sign: mark for mark, signs in _SIGNS.items() for sign in signs.split()}
"""How paper sheets mark people (rosters.md §1)."""
_OUT_WORDS = frozenset({"出", "出门", "离开", "签退", "OUT"})
_CLOCK = re.compile(r"(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2}))?[分秒]?(?:\.\d+)?")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    SAME = "same"
    CHANGE = "change"
    UNKNOWN = "unknown"
    SEVERAL = "several"
    OTHER_NAME = "other_name"
    NO_MARK = "no_mark"
    NO_TIME = "no_time"
    NO_MINUTES = "no_minutes"
    NO_MEETING = "no_meeting"
    TWICE = "twice"


@dataclass(frozen=True)
class FileRow:
    """A row as it is written: who, and a sign or times; `left` is the time of leaving in a column of its own."""

    number: int
    person_no: str = ""
    name: str = ""
    day: date | None = None
    came: time | None = None
    left: time | None = None
    is_out: bool = False
    sign: str = ""
    minutes: int | None = None
    unread: bool = False  # a time stands there and cannot be read

    @property
    def who(self) -> str:
        """The person as written."""
        return " ".join(part for part in (self.person_no, self.name) if part)


@dataclass(frozen=True)
class Held:
    """A half-day as the file is laid against it: who is expected, and what is known of them."""

    id: int
    day: date
    starts_at: datetime
    ends_at: datetime
    window: Window
    expected: frozenset[int]
    known: Mapping[int, Entry]


@dataclass(frozen=True)
class Planned:
    """What a row, or several of one person at one half-day, come to."""

    verdict: Verdict
    rows: tuple[int, ...]
    who: str
    person_id: int | None = None
    meeting_id: int | None = None
    entry: Entry | None = None
    before: Entry | None = None
    signed_in_at: datetime | None = None
    signed_out_at: datetime | None = None


@dataclass(frozen=True)
class Plan:
    """Everything a file would do."""

    rows: tuple[Planned, ...]

    def of(self, *verdicts: Verdict) -> list[Planned]:
        """The rows of these verdicts, in the order of the file."""
        return [one for one in self.rows if one.verdict in verdicts]

    @property
    def refused(self) -> list[Planned]:
        """Rows that are not taken."""
        taken = {Verdict.NEW, Verdict.SAME, Verdict.CHANGE}
        return [one for one in self.rows if one.verdict not in taken]

    @property
    def seen(self) -> str:
        """Equal for two plans that would do the same."""
        return hashlib.sha256(repr(self.rows).encode()).hexdigest()[:32]


def read_sign(text: str) -> Mark | None:
    """The mark a sign on paper stands for."""
    return SIGNS.get(name_key(text).upper())


def read_clock(text: str) -> time | None:
    """The time of day in a text, seconds cut off; None when there is none."""
    found = _CLOCK.search(text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


def read_day(text: str) -> date | None:
    """The day in a text; None when there is none."""
    found = _DAY.search(text)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def says_out(text: str) -> bool:
    """Whether a door's direction is outwards."""
    return name_key(text).upper() in _OUT_WORDS


def plan_of(rows: Sequence[FileRow], held: Sequence[Held], candidates: Iterable[Candidate]) -> Plan:
    """What the rows come to at these half-days; nobody is guessed, and a mark that is there is never passed over."""
    people = list(candidates)
    planned: list[Planned] = []
    at: dict[tuple[int, int], list[FileRow]] = {}
    for row in rows:
        found = _person(row, people)
        if isinstance(found, Verdict):
            planned.append(Planned(found, (row.number,), row.who))
            continue
        meeting = _meeting(row, found, held)
        if isinstance(meeting, Verdict):
            planned.append(Planned(meeting, (row.number,), row.who, found))
        else:
            at.setdefault((meeting.id, found), []).append(row)
    meetings = {one.id: one for one in held}
    planned += [_settled(group, meetings[meeting], person) for (meeting, person), group in at.items()]
    return Plan(tuple(sorted(planned, key=lambda one: one.rows)))


def _person(row: FileRow, people: list[Candidate]) -> int | Verdict:
    line = match([row.person_no or row.name], people)[0]
    if line.found is Found.NOBODY:
        return Verdict.UNKNOWN
    if line.found is Found.SEVERAL:
        return Verdict.SEVERAL
    one = line.candidates[0]
    if row.person_no and row.name and name_key(row.name) != name_key(one.name):
        return Verdict.OTHER_NAME
    return one.person_id


def _meeting(row: FileRow, person: int, held: Sequence[Held]) -> Held | Verdict:
    """The half-day a row is of: the only one asked for, or the one at whose time it lies."""
    if row.unread:
        return Verdict.NO_TIME
    when = row.came or row.left
    fitting = [one for one in held if person in one.expected and row.day in {None, one.day}]
    if when is None:
        if not row.sign:
            return Verdict.NO_MARK
        return fitting[0] if len(fitting) == 1 else Verdict.NO_MEETING
    if row.day is None and len({one.day for one in held}) > 1:
        return Verdict.NO_TIME
    around = [one for one in fitting if row.sign or one.window.shows_code(_at(one, when))]
    if row.sign and len(around) > 1:
        around = [one for one in around if one.window.shows_code(_at(one, when))]
    return around[0] if around else Verdict.NO_MEETING


def _at(meeting: Held, when: time) -> datetime:
    return datetime.combine(meeting.day, when, _CHINA)


def _settled(group: list[FileRow], meeting: Held, person: int) -> Planned:
    """All rows of one person at one half-day as one mark, laid beside what is known."""
    planned = _by_sign(group, meeting) if any(row.sign for row in group) else _by_times(group, meeting)
    planned = replace(planned, person_id=person, meeting_id=meeting.id)
    if planned.entry is None:
        return planned
    before = meeting.known.get(person)
    if before is None:
        return planned
    return replace(planned, before=before, verdict=Verdict.SAME if before == planned.entry else Verdict.CHANGE)


def _by_sign(group: list[FileRow], meeting: Held) -> Planned:
    numbers, who = tuple(row.number for row in group), group[0].who
    marks = {read_sign(row.sign) for row in group}
    mark = marks.pop() if len(marks) == 1 else None
    if mark is None:
        return Planned(Verdict.TWICE if len(group) > 1 and None not in marks else Verdict.NO_MARK, numbers, who)
    minutes = group[0].minutes if mark is Mark.LEFT_EARLY else None
    longest = int((meeting.ends_at - meeting.starts_at).total_seconds()) // 60
    if mark is Mark.LEFT_EARLY and not (minutes and 1 <= minutes <= longest):
        return Planned(Verdict.NO_MINUTES, numbers, who)
    came = group[0].came
    return Planned(
        Verdict.NEW, numbers, who, entry=Entry(mark, minutes), signed_in_at=_at(meeting, came) if came else None
    )


def _by_times(group: list[FileRow], meeting: Held) -> Planned:
    """The first time is the sign-in. Leaving is early only where the file says that somebody left and did not return.

    A door that does not say in or out proves a last time, not a leaving: it is kept when it lies at the end.
    """
    numbers, who = tuple(row.number for row in group), group[0].who
    ins = sorted(_at(meeting, row.came) for row in group if row.came and not row.is_out)
    outs = sorted(
        [_at(meeting, row.left) for row in group if row.left]
        + [_at(meeting, row.came) for row in group if row.came and row.is_out]
    )
    first = min([*ins, *outs])
    mark = meeting.window.mark(first)
    if mark is None:
        return Planned(Verdict.NO_MEETING, numbers, who)
    left = outs[-1] if outs and outs[-1] > first and not (ins and ins[-1] > outs[-1]) else None
    if left is None:
        last = ins[-1] if ins and ins[-1] > first and ins[-1] >= meeting.window.early_until else None
        return Planned(Verdict.NEW, numbers, who, entry=Entry(mark), signed_in_at=first, signed_out_at=last)
    entry = after_sign_out(Presence(Entry(mark), meeting.starts_at, first), left, meeting.window)
    return Planned(Verdict.NEW, numbers, who, entry=entry, signed_in_at=first, signed_out_at=left)
