"""签到表: who signed in to each half-day, when and how, a sheet a day; signed out where somebody did."""

from collections.abc import Iterable
from datetime import date

import pandas as pd
from sqlalchemy import select

from lms import clock
from lms.columns import known
from lms.extensions import db
from lms.rosters.queries.classes import SeatKnown, seats_of
from lms.rosters.rosters.of_class import HALVES, head_of
from lms.rosters.rules import wording
from lms.rosters.sheets import Align, Column, Sheet, Signature
from lms.training.models import Attendance, ClassMeeting
from lms.training.queries import ClassCard
from lms.training.queries.meetings import MeetingRow
from lms.training.rules.words import ATTENDED, Mark, Source

MARKS = {
    Mark.PRESENT: "到", Mark.LATE: "迟到", Mark.LEFT_EARLY: "早退", Mark.LEAVE: "请假", Mark.ABSENT: "缺席",
}  # fmt: skip
SOURCES = {
    Source.ROLL_CALL: "点名", Source.CODE: "扫码", Source.NUMBER: "输入数字", Source.SUPERVISOR: "班主任代登记",
    Source.LEAVE: "批准请假", Source.IMPORT: "导入",
}  # fmt: skip


def signed_sheets(card: ClassCard, meetings: list[MeetingRow], people: pd.DataFrame) -> list[tuple[date, Sheet]]:
    """A sheet for each day on which something was recorded; `people` are those of the class, in order. Two queries."""
    entries: dict[int, dict[int, str]] = {}
    for row in db.session.execute(
        select(Attendance)
        .join(ClassMeeting, ClassMeeting.id == Attendance.class_meeting_id)
        .where(ClassMeeting.training_class_id == card.id, known(Attendance))
    ).scalars():
        entries.setdefault(row.class_meeting_id, {})[row.person_id] = _words(row)
    days: dict[date, list[MeetingRow]] = {}
    for meeting in meetings:
        if meeting.id in entries:
            days.setdefault(meeting.day, []).append(meeting)
    seats = seats_of(card.id)
    return [(day, _sheet(card, day, held, _expected(people, seats, day), entries)) for day, held in days.items()]


def _expected(people: pd.DataFrame, seats: dict[int, SeatKnown], day: date) -> pd.DataFrame:
    """Those who had a seat on a day: who withdrew, up to the day before."""
    left = {person for person, seat in seats.items() if seat.withdrawn_on is not None and seat.withdrawn_on <= day}
    return people[~people.index.isin(left)]


def _sheet(
    card: ClassCard, day: date, held: list[MeetingRow], people: pd.DataFrame, entries: dict[int, dict[int, str]]
) -> Sheet:
    columns = (
        Column("姓名", 4.5), Column("单位", 10, Align.START), Column("职务", 8, Align.START),
        *(Column(HALVES[one.half], 11) for one in held),
    )  # fmt: skip
    table = pd.DataFrame(
        {
            "姓名": people["name"], "单位": people["organisation"], "职务": people["position"],
            **{HALVES[one.half]: [entries[one.id].get(person) for person in people.index] for one in held},
        },
        index=people.index,
    )  # fmt: skip
    head = head_of(card, "签到表", "人")
    counted = "，".join(f"{HALVES[one.half]}实到{one.there}人、请假{one.leave}人、缺席{one.absent}人" for one in held)
    return Sheet(
        title=head.title, columns=columns, table=table, left=f"时间：{wording.day(day)}",
        middle=f"地点：{_several(one.room or card.venue for one in held)}",
        right=f"主讲人：{_several(one.teacher for one in held)}",
        foot=(f"课程：{_several(one.topic for one in held)}。", f"应到：{len(people)}人；{counted}。"),
        signatures=(Signature("班主任", card.supervisor_name or ""),), portrait=True, name="签到表",
        file_name=wording.file_stem(f"{head.title}（{wording.day(day)}）"),
    )  # fmt: skip


def _words(row: Attendance) -> str:
    mark = Mark(row.status)
    parts = [MARKS[mark]] if mark is not Mark.LEFT_EARLY else [f"早退，在场{row.minutes_attended}分钟"]
    if row.signed_in_at is not None and mark in ATTENDED:
        parts.append(f"{clock.local(row.signed_in_at):%-H:%M}")
    if row.signed_out_at is not None:
        parts.append(f"签退{clock.local(row.signed_out_at):%-H:%M}")
    return "，".join([*parts, SOURCES[Source(row.source)]])


def _several(words: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(word for word in words if word)) or "—"
