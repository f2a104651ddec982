"""考勤表: the people of a class by its half-days, a sign each, and what they add up to."""

from dataclasses import dataclass

import pandas as pd
from flask_babel import gettext as _

from lms import clock
from lms.errors import Refused
from lms.rosters.queries.classes import SeatKnown, leave_kinds, people_enrolled, seats_of
from lms.rosters.queries.people import people_of
from lms.rosters.queries.reach import Reach
from lms.rosters.queries.tree import tree
from lms.rosters.rosters.of_class import HALVES, card_of, head_of
from lms.rosters.rosters.order import in_office_order
from lms.rosters.rules import marks, wording
from lms.rosters.rules.kinds import Wanted
from lms.rosters.sheets import Align, Column, Sheet, Signature
from lms.training.queries import Grid, attendance_grid
from lms.training.queries.meetings import MeetingRow
from lms.training.rules.attendance import Entry, credit

WHO = (Column("姓名", 4.5), Column("单位", 9, Align.START))
SUMS = (
    Column("应到", 2), Column("实到", 2), Column("迟到", 2), Column("早退", 2), Column("事假", 2), Column("病假", 2),
    Column("公假", 2), Column("旷课", 2), Column("缺勤学时", 3), Column("出勤率", 4, percent=True),
    Column("备注", 6),
)  # fmt: skip
_COUNTED = {
    "迟到": marks.LATE, "早退": marks.LEFT_EARLY, "事假": marks.PERSONAL, "病假": marks.SICK, "公假": marks.OFFICIAL,
    "旷课": marks.ABSENT,
}  # fmt: skip


@dataclass(frozen=True)
class _Marks:
    """People by half-days, a column a meeting: the signs, and the hours missed in hundredths."""

    signs: pd.DataFrame
    missed: pd.DataFrame

    @property
    def is_recorded(self) -> pd.Series:
        """Of each half-day, whether anything was recorded at it."""
        return (~self.signs.isin([marks.NOTHING_KNOWN, marks.NOT_EXPECTED])).any()


def attendance_sheet(wanted: Wanted, reach: Reach, maker: str) -> Sheet:
    """The attendance sheet of a class. Raises NotFound out of reach, Refused without people or half-days."""
    card = card_of(wanted.class_id, reach)
    grid = attendance_grid(card.id)
    if not grid.rows or not grid.meetings:
        raise Refused(_("This class has no people or no half-days yet."))
    seats = seats_of(card.id)
    known = _marks(grid, card.id, seats)
    people = people_of(people_enrolled(card.id), card.last_day, reach)
    rows = in_office_order(people[people.index.isin(known.signs.index)], tree())
    counts = known.signs.ne(marks.NOT_EXPECTED) & (known.is_recorded | (card.closed_at is not None))
    sums = _sums(known, counts, seats).loc[rows.index]
    half_days = _columns(grid.meetings)
    signs = known.signs.loc[rows.index].set_axis([one.heading for one in half_days], axis=1)
    head = head_of(card, "学员考勤表", "次、学时")
    return Sheet(
        title=head.title,
        columns=(*WHO, *half_days, *SUMS),
        table=pd.concat([pd.DataFrame({"姓名": rows["name"], "单位": rows["organisation"]}), signs, sums], axis=1),
        left=head.left,
        middle=head.middle,
        right=head.right,
        foot=(_whole_sum(sums), *_sums_by_day(half_days, known), marks.LEGEND),
        signatures=(
            Signature("班主任（签字）"), Signature("制表人", maker), Signature("日期", wording.day(clock.today())),
        ),
        name="考勤表",
        file_name=wording.file_stem(head.title),
    )  # fmt: skip


def _columns(meetings: list[MeetingRow]) -> list[Column]:
    """A column a half-day, grouped by days; with the year where the class goes on into another."""
    years = {one.day.year for one in meetings}
    days = [wording.day(one.day) if len(years) > 1 else f"{one.day.month}月{one.day.day}日" for one in meetings]
    return [
        Column(f"{day}{HALVES[one.half]}", 2, group=day, blank=marks.NOTHING_KNOWN)
        for one, day in zip(meetings, days, strict=True)
    ]


def _marks(grid: Grid, class_id: int, seats: dict[int, SeatKnown]) -> _Marks:
    """Everything about each half-day, a column at a time."""
    kinds = leave_kinds(class_id)
    people = [row.face.person_id for row in grid.rows]
    signs, missed = {}, {}
    for place, meeting in enumerate(grid.meetings):
        entries = [row.marks[place] for row in grid.rows]
        column = [
            marks.sign_of(
                entry.mark if entry else None,
                kinds.get((person, meeting.id)),
                expected=_is_expected(seats[person], meeting),
            )
            for person, entry in zip(people, entries, strict=True)
        ]
        signs[meeting.id] = column
        missed[meeting.id] = [meeting.credit_centihours - _credit(meeting, entry) for entry in entries]
    return _Marks(*(pd.DataFrame(values, index=people) for values in (signs, missed)))


def _is_expected(seat: SeatKnown, meeting: MeetingRow) -> bool:
    return seat.withdrawn_on is None or meeting.day < seat.withdrawn_on


def _credit(meeting: MeetingRow, entry: Entry | None) -> int:
    return credit(entry.mark, meeting.credit_centihours, entry.minutes) if entry else 0


def _sums(known: _Marks, counts: pd.DataFrame, seats: dict[int, SeatKnown]) -> pd.DataFrame:
    """应到 are the half-days at which anything was recorded, of a closed class all: only those that `counts`.

    应到 = 实到 + leave + 旷课 + what is not recorded of this person, which 备注 says.
    """
    expected = counts.sum(axis=1)
    there = known.signs.isin(marks.THERE).sum(axis=1)
    unknown = (counts & (known.signs == marks.NOTHING_KNOWN)).sum(axis=1)
    sums = pd.DataFrame({"应到": expected, "实到": there})
    for heading, sign in _COUNTED.items():
        found = (known.signs == sign).sum(axis=1)
        sums[heading] = found.astype("Int64").where(found > 0)
    missed = known.missed.where(counts, 0).sum(axis=1) / 100
    sums["缺勤学时"] = missed.where(missed > 0)
    sums["出勤率"] = there / expected.where(expected > 0)
    sums["备注"] = [
        wording.together(
            wording.make_up_note(seats[person].make_up_year),
            _left(seats[person]),
            f"{count}次没有记录" if count else "",
        )
        for person, count in unknown.items()
    ]
    return sums


def _left(seat: SeatKnown) -> str:
    if seat.withdrawn_on is None:
        return ""
    return f"{seat.withdrawn_on.month}月{seat.withdrawn_on.day}日起{seat.withdrawal_reason or '退班'}"


def _whole_sum(sums: pd.DataFrame) -> str:
    whole = sums[["应到", "实到", *_COUNTED]].sum()
    share = f"，出勤率{whole['实到'] / whole['应到']:.1%}" if whole["应到"] else ""
    parts = "，".join(f"{name}{whole[name]}" for name in ("事假", "病假", "公假", "旷课"))
    return (
        f"合计：{len(sums)}人；应到{whole['应到']}人次，实到{whole['实到']}人次"
        f"（迟到{whole['迟到']}，早退{whole['早退']}），{parts}{share}。"
    )


def _sums_by_day(half_days: list[Column], known: _Marks) -> tuple[str, ...]:
    """How many came to each half-day that was recorded."""
    there = known.signs.isin(marks.THERE).sum()
    counted = zip(half_days, there, known.is_recorded, strict=True)
    each = [f"{one.heading}{count}人" for one, count, is_recorded in counted if is_recorded]
    return (f"各次实到：{'，'.join(each)}。",) if each else ()
