"""班次档案移交情况表: whose files are handed over, and whose are not yet."""

from collections.abc import Sequence

import pandas as pd

from lms import clock
from lms.archive.queries.handing import Listed, Which
from lms.rosters.rules import wording
from lms.rosters.sheets import Align, Column, Sheet, Signature

COLUMNS = (
    Column("班次", 16, Align.START), Column("主办单位", 9, Align.START), Column("班主任", 4.5),
    Column("办结日期", 5.5), Column("应移交日期", 5.5), Column("移交日期", 5.5), Column("接收单位", 9, Align.START),
    Column("接收人", 4.5), Column("备注", 5),
)  # fmt: skip
TITLES = {"waiting": "班次档案未移交情况表", "handed": "班次档案已移交情况表", "all": "班次档案移交情况表"}


def files_sheet(rows: Sequence[Listed], which: Which, maker: str) -> Sheet:
    """The list; an empty one says so by its sum."""
    today = clock.today()
    table = [
        (
            one.name, one.organiser, one.supervisor, wording.short_day(one.closed_on), wording.short_day(one.due),
            wording.short_day(one.handed_on) if one.handed_on else None, one.receiving_office, one.receiver,
            "已过期限" if one.handed_on is None and today > one.due else "",
        )
        for one in rows
    ]  # fmt: skip
    handed = sum(one.handed_on is not None for one in rows)
    return Sheet(
        title=TITLES[which],
        columns=COLUMNS,
        table=pd.DataFrame(table, columns=[one.heading for one in COLUMNS]),
        left="按办结日期排列",
        right=f"填报日期：{wording.day(today)}　单位：班",
        foot=(f"合计：{len(rows)}个班，已移交{handed}个，未移交{len(rows) - handed}个。办结后1个月内移交。",),
        signatures=(Signature("制表人", maker),),
        name="班次档案移交情况",
        file_name=wording.file_stem(TITLES[which]),
    )
