"""教学材料目录: the files that a class worked with; the list, not the files."""

import pandas as pd

from lms import clock
from lms.materials.queries.materials import MaterialRow
from lms.rosters.rosters.of_class import HALVES, head_of
from lms.rosters.rules import wording
from lms.rosters.sheets import Align, Column, Sheet, Signature
from lms.training.queries import ClassCard
from lms.training.rules.words import Half

COLUMNS = (
    Column("材料名称", 18, Align.START), Column("文件", 16, Align.START), Column("课次", 8), Column("大小（KB）", 4.5),
    Column("放入日期", 7), Column("备注", 7),
)  # fmt: skip


def materials_sheet(card: ClassCard, materials: list[MaterialRow]) -> Sheet | None:
    """The sheet; None for a class without material."""
    if not materials:
        return None
    head = head_of(card, "教学材料目录", "份")
    rows = [
        (
            one.title, one.file_name, _when(one), -(-one.size // 1024),
            wording.short_day(clock.local(one.created_at).date()),
            f"{wording.short_day(one.read_before)}前读" if one.read_before else "",
        )
        for one in materials
    ]  # fmt: skip
    return Sheet(
        title=head.title, columns=COLUMNS, table=pd.DataFrame(rows, columns=[one.heading for one in COLUMNS]),
        left=head.left, middle=head.middle, right=head.right, foot=(f"合计：{len(rows)}份。",),
        signatures=(Signature("班主任", card.supervisor_name or ""),), name="教学材料目录",
        file_name=wording.file_stem(head.title),
    )  # fmt: skip


def _when(row: MaterialRow) -> str:
    return f"{row.day.month}月{row.day.day}日{HALVES[Half(row.half)]}" if row.day and row.half else "全班"
