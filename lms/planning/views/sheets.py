"""The plan, the calendar and the clashes of a year as sheets that an office files."""

from collections.abc import Sequence

import pandas as pd
from flask_babel import force_locale

from lms import clock
from lms.planning.queries.calendar import View
from lms.planning.queries.plan import PlanRow
from lms.planning.rules.clashes import Clash
from lms.planning.wording import CLASH_WORDS, audience_words, clash_words, span_words
from lms.rosters.rules.wording import day, day_span
from lms.rosters.sheets import Align, Column, Sheet, Signature
from lms.training.queries.classes import ClassCard

PLAN_COLUMNS = (
    Column("培训项目", 11, Align.START), Column("培训类别", 4), Column("培训主题", 8, Align.START),
    Column("培训对象", 9, Align.START), Column("主办单位", 6), Column("计划时间", 6), Column("期数", 2),
    Column("计划人数", 3), Column("天数", 2), Column("学时", 2.5), Column("已建班名额", 3), Column("已结业人数", 3),
    Column("备注", 5, Align.START, blank=""),
)  # fmt: skip
CALENDAR_COLUMNS = (
    Column("班次", 18, Align.START), Column("培训类别", 5), Column("主办单位", 8), Column("培训时间", 10),
    Column("地点", 10), Column("名额", 3), Column("已编入", 3), Column("班主任", 5),
)  # fmt: skip
CLASH_COLUMNS = (
    Column("日期", 6), Column("冲突类型", 5), Column("冲突内容", 10), Column("班次", 18, Align.START),
    Column("另一班次", 18, Align.START), Column("次数或人数", 3),
)  # fmt: skip
OUTSIDE = "（管理范围以外的班次）"
CHINESE = "zh_Hans"


def plan_sheet(year: int, rows: list[PlanRow], whose: str, maker: str) -> Sheet:
    """年度培训计划表."""
    with force_locale(CHINESE):
        table = [_plan_row(row) for row in rows]
    seats, trained = (sum(row.planned.seats for row in rows), sum(row.trained for row in rows))
    made = sum(row.seats_made for row in rows)
    return Sheet(
        title=f"{year}年度培训计划表",
        columns=PLAN_COLUMNS,
        table=_frame(PLAN_COLUMNS, table),
        left=f"编制单位：{whose}",
        right=f"填报日期：{day(clock.today())}",
        foot=(f"合计：{len(rows)}项，计划{seats}人次，已建班名额{made}个，已结业{trained}人次。",),
        signatures=(Signature("审核人"), Signature("制表人", maker)),
        name="年度培训计划表",
        file_name=f"{year}年度培训计划表",
    )


def calendar_sheet(view: View, cards: list[ClassCard], whose: str, maker: str) -> Sheet:
    """年度办班日历: every class of the year in order of its days."""
    table = [
        (
            card.name, card.category, card.organiser_name, day_span(card.first_day, card.last_day), card.venue,
            card.capacity, card.seats_taken, card.supervisor_name or "",
        )
        for card in cards
    ]  # fmt: skip
    return Sheet(
        title=f"{view.year}年度办班日历",
        columns=CALENDAR_COLUMNS,
        table=_frame(CALENDAR_COLUMNS, table),
        left=f"编制单位：{whose}",
        right=f"填报日期：{day(clock.today())}",
        foot=(f"合计：{len(cards)}个班。",),
        signatures=(Signature("制表人", maker),),
        name="年度办班日历",
        file_name=f"{view.year}年度办班日历",
    )


def clash_sheet(view: View, clashes: list[Clash], named: dict[int, ClassCard], whose: str, maker: str) -> Sheet:
    """年度办班冲突清单."""
    with force_locale(CHINESE):
        table = [
            (
                day(clash.day), str(CLASH_WORDS[clash.kind]), clash_words(clash), _name(clash.class_id, named),
                _name(clash.other_id, named), clash.count,
            )
            for clash in clashes
        ]  # fmt: skip
    return Sheet(
        title=f"{view.year}年度办班冲突清单",
        columns=CLASH_COLUMNS,
        table=_frame(CLASH_COLUMNS, table),
        left=f"编制单位：{whose}",
        right=f"填报日期：{day(clock.today())}",
        foot=(f"合计：{len(clashes)}处。",),
        signatures=(Signature("制表人", maker),),
        name="办班冲突清单",
        file_name=f"{view.year}年度办班冲突清单",
    )


def _plan_row(row: PlanRow) -> tuple[object, ...]:
    planned = row.planned
    return (
        planned.name, planned.category, planned.theme, audience_words(planned.audience), row.organiser_name,
        span_words(row.wanted), planned.intakes, planned.seats, planned.days_hundredths / 100,
        planned.credit_centihours / 100, row.seats_made, row.trained, planned.note,
    )  # fmt: skip


def _name(class_id: int | None, named: dict[int, ClassCard]) -> str:
    if class_id is None:
        return ""
    return named[class_id].name if class_id in named else OUTSIDE


def _frame(columns: tuple[Column, ...], rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[column.heading for column in columns])
