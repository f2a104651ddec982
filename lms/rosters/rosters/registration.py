"""干部教育培训登记表: one person's training of a year, as the person takes it along (公务员法 第六十八条)."""

import pandas as pd

from lms import clock
from lms.records.rules import TrainingCategory
from lms.rosters.queries.people import people_of, with_ids
from lms.rosters.queries.reach import EVERYTHING
from lms.rosters.queries.records import training_of_year
from lms.rosters.rules import wording
from lms.rosters.sheets import Align, Column, Sheet, Signature
from lms.rosters.sheets.sheet import as_text

COLUMNS = (
    Column("培训起止时间", 9), Column("培训班次名称", 16, Align.START), Column("培训类别", 5),
    Column("主办单位", 8, Align.START), Column("培训地点", 8, Align.START), Column("学时", 3), Column("考核结果", 4),
    Column("证明人/盖章", 7, blank=""),
)  # fmt: skip


def registration_form(person_id: int, year: int) -> Sheet:
    """A person's own form; everything known of them may stand in it."""
    person = people_of(with_ids([person_id]), clock.today(), EVERYTHING).iloc[0]
    rows = training_of_year(person_id, year)
    title = f"{year}年度干部教育培训登记表"
    born = wording.month(person["birth_date"]) if pd.notna(person["birth_date"]) else "—"
    return Sheet(
        title=title,
        columns=COLUMNS,
        table=_table(rows),
        left=f"姓名：{person['name']}　性别：{person['gender'] or '—'}　出生年月：{born}",
        middle=f"单位及职务：{wording.post_at(person['organisation'] or '', person['position'] or '') or '—'}",
        right=f"填报日期：{wording.day(clock.today())}",
        foot=(_sum(rows),),
        signatures=(Signature("本人签字"), Signature("单位审核（盖章）")),
        name="培训登记表",
        file_name=wording.file_stem(f"{title}（{person['name']}）"),
    )


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    days = [wording.short_span(first, last) for first, last in zip(rows["first_day"], rows["last_day"], strict=True)]
    columns = (
        days, rows["name"], rows["category"], rows["organiser"], rows["venue"], rows["credit_centihours"] / 100,
        rows["completed"].map({True: "结业", False: "未结业"}), None,
    )  # fmt: skip
    headings = (column.heading for column in COLUMNS)
    return pd.DataFrame(dict(zip(headings, columns, strict=True)), index=rows.index)


def _sum(rows: pd.DataFrame) -> str:
    """Training that was not completed gives no hours (rotation-rules, "Facts")."""
    earned = rows["credit_centihours"].where(rows["completed"].astype(bool), 0)
    online = rows["category"] == TrainingCategory.ONLINE.value
    hours = [as_text(float(some.sum()) / 100, COLUMNS[5]) for some in (earned[~online], earned[online])]
    return f"年度合计：集中{hours[0]}学时，网络{hours[1]}学时；未结业的不计学时。"
