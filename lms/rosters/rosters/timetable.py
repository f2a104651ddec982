"""课程表: the half-days of a class, for the notice, the wall and the file."""

import pandas as pd
from flask_babel import gettext as _

from lms import clock
from lms.errors import Refused
from lms.rosters.queries.reach import Reach
from lms.rosters.rosters.of_class import HALVES, card_of, head_of
from lms.rosters.rules import wording
from lms.rosters.rules.kinds import Wanted
from lms.rosters.sheets import Align, Column, Sheet, Signature
from lms.training.queries import ClassCard
from lms.training.queries.meetings import MeetingRow, meetings_of
from lms.training.rules.meetings import minutes_of_credit
from lms.training.rules.words import MeetingKind

COLUMNS = (
    Column("课次", 6.5), Column("星期", 3), Column("时间", 6), Column("课题", 16, Align.START),
    Column("授课人", 7, Align.START), Column("形式", 4.5), Column("地点", 10, Align.START), Column("分钟", 3),
    Column("学时", 3),
)  # fmt: skip
KINDS = {
    MeetingKind.LECTURE: "授课", MeetingKind.DISCUSSION: "研讨", MeetingKind.SITE_VISIT: "现场教学",
    MeetingKind.ONLINE: "线上教学",
}  # fmt: skip
_WEEKDAYS = "一二三四五六日"


def timetable_sheet(wanted: Wanted, reach: Reach, maker: str) -> Sheet:
    """The timetable of a class. Raises NotFound out of reach, Refused while it has no half-days."""
    card = card_of(wanted.class_id, reach)
    meetings = meetings_of(card.id)
    if not meetings:
        raise Refused(_("This class has no half-days yet."))
    return timetable_of(card, meetings, maker)


def timetable_of(card: ClassCard, meetings: list[MeetingRow], maker: str = "") -> Sheet:
    """The sheet of these half-days, in their order: for what has the class already."""
    head = head_of(card, "课程表", "分钟、学时")
    minutes = sum(minutes_of_credit(one.credit_centihours) for one in meetings)
    hours = sum(one.credit_centihours for one in meetings) / 100
    return Sheet(
        title=head.title,
        columns=COLUMNS,
        table=_table(card, meetings),
        left=head.left,
        middle=head.middle,
        right=head.right,
        foot=(f"合计：{len(meetings)}个课次，{minutes}分钟，{hours:g}学时。",),
        signatures=(
            Signature("班主任", card.supervisor_name or ""), Signature("制表人", maker),
            Signature("日期", wording.day(clock.today())),
        ),
        name="课程表",
        file_name=wording.file_stem(head.title),
    )  # fmt: skip


def _table(card: ClassCard, meetings: list[MeetingRow]) -> pd.DataFrame:
    rows = [
        (
            f"{one.day.month}月{one.day.day}日{HALVES[one.half]}",
            _WEEKDAYS[one.day.weekday()],
            f"{clock.local(one.starts_at):%-H:%M}—{clock.local(one.ends_at):%-H:%M}",
            one.topic,
            one.teacher,
            KINDS[MeetingKind(one.kind)],
            one.room or card.venue,
            minutes_of_credit(one.credit_centihours),
            one.credit_centihours / 100,
        )
        for one in meetings
    ]
    return pd.DataFrame(rows, columns=[column.heading for column in COLUMNS])
