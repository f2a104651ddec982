"""签到表: who is expected on a day of a class, with room to sign each half-day by hand."""

from collections.abc import Iterable

import pandas as pd
from flask_babel import gettext as _

from lms.errors import Refused
from lms.rosters.queries.classes import people_enrolled, seats_of
from lms.rosters.queries.people import people_of
from lms.rosters.queries.reach import Reach
from lms.rosters.queries.tree import tree
from lms.rosters.rosters.of_class import HALVES, card_of, head_of
from lms.rosters.rosters.order import in_office_order
from lms.rosters.rules import wording
from lms.rosters.rules.kinds import Wanted
from lms.rosters.sheets import Align, Column, Sheet, Signature
from lms.training.queries import ClassCard
from lms.training.queries.meetings import MeetingRow, meetings_of

WHO = (
    Column("姓名", 4.5), Column("单位", 8, Align.START), Column("职务", 6, Align.START),
    Column("联系电话", 6, blank=""),
)  # fmt: skip
ONE_BLOCK = 30
"""More people than this are printed in two blocks side by side, with what two blocks have room for."""
_TO_COUNT = "实到：＿＿＿人　请假：＿＿＿人　缺席：＿＿＿人　　请本人签名，不得代签。"


def sign_in_sheet(wanted: Wanted, reach: Reach, maker: str) -> Sheet:  # noqa: ARG001 - its supervisor signs it, whoever made it
    """The sheet of one day. Raises NotFound out of reach, Refused where nobody is expected or nothing is held.

    Telephone numbers are written by hand: a sheet that goes through all hands shows nobody's.
    """
    card = card_of(wanted.class_id, reach)
    held = [one for one in meetings_of(card.id) if one.day == wanted.day]
    seats = seats_of(card.id).items() if held else ()
    expected = [key for key, seat in seats if seat.withdrawn_on is None or held[0].day < seat.withdrawn_on]
    if not expected:
        raise Refused(_("This class has no people or no half-days on this day."))
    people = people_of(people_enrolled(card.id), card.last_day, reach)
    return _sheet(card, held, in_office_order(people[people.index.isin(expected)], tree()))


def _sheet(card: ClassCard, held: list[MeetingRow], rows: pd.DataFrame) -> Sheet:
    signed = tuple(Column(f"签名（{HALVES[one.half]}）", 5.5, blank="") for one in held)
    columns = (*WHO, *signed, Column("备注", 4, blank=""))
    known = {"姓名": rows["name"], "单位": rows["organisation"], "职务": rows["position"]}
    title, day = head_of(card, "签到表", "人").title, wording.day(held[0].day)
    rooms = _several(one.room or card.venue for one in held)
    return Sheet(
        title=title,
        columns=columns,
        table=pd.DataFrame({one.heading: known.get(one.heading) for one in columns}, index=rows.index),
        left=f"课程：{_several(one.topic for one in held)}",
        middle=f"时间：{day}　地点：{rooms}",
        right=f"主讲人：{_several(one.teacher for one in held)}",
        foot=(f"应到：{len(rows)}人　{_TO_COUNT}",),
        signatures=(Signature("班主任（签字）"),),
        portrait=True,
        roomy=True,
        blocks=("姓名", "单位", *(one.heading for one in signed)) if len(rows) > ONE_BLOCK else (),
        name="签到表",
        file_name=wording.file_stem(f"{title}（{day}）"),
    )


def _several(words: Iterable[str]) -> str:
    """Each of them once; a line to write on where there are none."""
    return "、".join(dict.fromkeys(word for word in words if word)) or "＿" * 5
