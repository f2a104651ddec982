"""结业花名册: what closing a class decided about each of its people."""

import pandas as pd
from flask_babel import gettext as _

from lms import clock
from lms.errors import Refused
from lms.rosters.queries.classes import people_decided, results_of
from lms.rosters.queries.people import people_of
from lms.rosters.queries.reach import Reach
from lms.rosters.queries.tree import tree
from lms.rosters.rosters.of_class import card_of, head_of
from lms.rosters.rosters.order import in_office_order
from lms.rosters.rules import wording
from lms.rosters.rules.kinds import Wanted
from lms.rosters.sheets import Align, Column, Sheet, Signature
from lms.training.queries import ClassCard
from lms.training.rules.words import ResultReason

COLUMNS = (
    Column("姓名", 4.5), Column("性别", 2), Column("单位", 10, Align.START), Column("职务", 7, Align.START),
    Column("培训起止时间", 8), Column("应修学时", 3), Column("实修学时", 3), Column("出勤率", 4, percent=True),
    Column("考核成绩", 3), Column("考核等次", 3.5), Column("结业结果", 3.5), Column("证书编号", 8),
    Column("备注", 8),
)  # fmt: skip
_WHY_NOT = {
    ResultReason.COMPLETED: "",
    ResultReason.TOO_FEW_HOURS: "出勤学时不足",
    ResultReason.QUIZ_NOT_PASSED: "考核不合格",
    ResultReason.WITHDRAWN_FOR_LEAVE: "请假超过总学时七分之一，退学",
}


def completion_sheet(wanted: Wanted, reach: Reach, maker: str) -> Sheet:
    """The roster of a closed class. Raises NotFound out of reach, Refused while the class is open."""
    card = card_of(wanted.class_id, reach)
    results = results_of(card.id)
    if results.empty:
        raise Refused(_("This class is not closed yet: nobody has completed it so far."))
    people = people_of(people_decided(card.id), card.last_day, reach)
    rows = in_office_order(people.join(results), tree())
    return completion_roster(card, rows, maker)


def completion_roster(card: ClassCard, rows: pd.DataFrame, maker: str) -> Sheet:
    """The sheet from its rows, in their order: a person each, with what was decided; hours and score in hundredths."""
    head = head_of(card, "结业学员花名册", "人、学时")
    return Sheet(
        title=head.title,
        columns=COLUMNS,
        table=_table(card, rows),
        left=head.left,
        middle=head.middle,
        right=head.right,
        foot=(_sum(rows),),
        signatures=(
            Signature("主办单位（盖章）"),
            Signature("审核人（签字）"),
            Signature("制表人", maker),
            Signature("日期", wording.day(clock.today())),
        ),
        name="结业花名册",
        file_name=wording.file_stem(head.title),
    )


def _table(card: ClassCard, rows: pd.DataFrame) -> pd.DataFrame:
    planned = rows["planned_centihours"]
    share = (rows["attended_centihours"] / planned.where(planned > 0)).clip(upper=1)
    make_up = rows["make_up_year"].map(lambda year: wording.make_up_note(int(year)) if pd.notna(year) else "")
    excellent = rows["is_excellent"].map(lambda named: "优秀学员" if named else "")
    notes = zip(excellent, make_up, _why(rows), strict=True)
    columns = (
        rows["name"], rows["gender"], rows["organisation"], rows["position"],
        wording.short_span(card.first_day, card.last_day), planned / 100,
        rows["attended_centihours"] / 100, share, pd.to_numeric(rows["score_cents"]) / 100, _grades(rows),
        rows["completed"].map({True: "结业", False: "未结业"}), rows["number"],
        [wording.together(*each) for each in notes],
    )  # fmt: skip
    headings = (column.heading for column in COLUMNS)
    return pd.DataFrame(dict(zip(headings, columns, strict=True)), index=rows.index)


def _why(rows: pd.DataFrame) -> list[str]:
    """Why somebody did not complete; where a supervisor decided against the rule, that and the reason."""
    return [
        f"班主任认定{'结业' if completed else '未结业'}：{overruled}" if overruled else _WHY_NOT[reason]
        for completed, reason, overruled in zip(
            rows["completed"], rows["reason"], rows["overruling_reason"], strict=True
        )
    ]


def _grades(rows: pd.DataFrame) -> pd.Series:
    """合格 or 不合格 where the class's quiz decided; whether somebody is 优秀 or 良好 the office says itself."""
    passed = rows["completed"].astype(bool) & rows["score_cents"].notna()
    grades = pd.Series(None, index=rows.index, dtype=object).mask(passed, "合格")
    return grades.mask(rows["reason"] == ResultReason.QUIZ_NOT_PASSED, "不合格")


def _sum(rows: pd.DataFrame) -> str:
    completed = int(rows["completed"].sum())
    women = int((rows["gender"] == "女").sum())
    known = f"，其中女{women}人" if rows["gender"].notna().all() else ""
    return f"合计：{len(rows)}人{known}；结业{completed}人，未结业{len(rows) - completed}人。"
