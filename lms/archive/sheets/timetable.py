"""课程表: the half-days of a class."""

import pandas as pd

from lms import clock
from lms.rosters.rosters.of_class import HALVES, head_of
from lms.rosters.rules import wording
from lms.rosters.sheets import Align, Column, Sheet, Signature
from lms.training.queries import ClassCard
from lms.training.queries.meetings import MeetingRow
from lms.training.rules.words import MeetingKind

KINDS = {
    MeetingKind.LECTURE: "讲授", MeetingKind.DISCUSSION: "研讨", MeetingKind.SITE_VISIT: "现场教学",
    MeetingKind.ONLINE: "线上教学",
}  # fmt: skip
COLUMNS = (
    Column("日期", 7), Column("时段", 3.5), Column("时间", 6), Column("内容", 18, Align.START), Column("授课人", 6),
    Column("形式", 4.5), Column("地点", 10, Align.START), Column("学时", 3),
)  # fmt: skip


def timetable_sheet(card: ClassCard, meetings: list[MeetingRow]) -> Sheet | None:
    """The sheet; None for a class without half-days."""
    if not meetings:
        return None
    head = head_of(card, "课程表", "学时")
    rows = [
        (
            wording.day(one.day), HALVES[one.half], _span(one), one.topic, one.teacher, KINDS[MeetingKind(one.kind)],
            one.room or card.venue, one.credit_centihours / 100,
        )
        for one in meetings
    ]  # fmt: skip
    total = sum(one.credit_centihours for one in meetings) / 100
    return Sheet(
        title=head.title, columns=COLUMNS, table=pd.DataFrame(rows, columns=[one.heading for one in COLUMNS]),
        left=head.left, middle=head.middle, right=head.right,
        foot=(f"合计：{len(meetings)}次，{total:.2f}".rstrip("0").rstrip(".") + "学时。",),
        signatures=(Signature("班主任", card.supervisor_name or ""),), name="课程表",
        file_name=wording.file_stem(head.title),
    )  # fmt: skip


def _span(meeting: MeetingRow) -> str:
    starts, ends = clock.local(meeting.starts_at), clock.local(meeting.ends_at)
    return f"{starts:%-H:%M}—{ends:%-H:%M}"
