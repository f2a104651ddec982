"""教学评估表: what is shown of how a class, a teacher or a topic was evaluated; nobody's own answer is in it."""

from collections.abc import Iterable, Sequence

import pandas as pd
from flask_babel import gettext as _

from lms import clock
from lms.errors import Refused
from lms.feedback.queries.results import Line, Opinion, result_of_class
from lms.feedback.rules import LEAST_ANSWERS, Question
from lms.rosters.queries.reach import Reach
from lms.rosters.rosters.of_class import HALVES, card_of, head_of
from lms.rosters.rules import wording
from lms.rosters.sheets import Align, Column, Sheet, Signature
from lms.training.rules.words import Half

QUESTIONS = {
    Question.USE: "对工作有用", Question.TEACHING: "讲授清楚", Question.ARRANGEMENT: "课程和时间安排",
    Question.SERVICE: "组织和服务", Question.GAIN: "学习收获",
}  # fmt: skip
_SCORES = ("很好", "好", "一般", "较差", "差")
COLUMNS = (
    Column("课次", 7), Column("课程", 12, Align.START), Column("主讲人", 6), Column("评估项目", 8),
    Column("份数", 3), *(Column(word, 3) for word in _SCORES), Column("平均分", 4),
)  # fmt: skip
_NOTE = f"不记名评估，满5份才计入；平均分满分5分，每项至少{LEAST_ANSWERS}份。"


def evaluation_sheet(class_id: int, reach: Reach, maker: str) -> Sheet:
    """The sheet of one class. Raises NotFound out of reach, Refused while fewer than five people have answered."""
    card = card_of(class_id, reach)
    result = result_of_class(card.id)
    if not result.has_any:
        raise Refused(_("Fewer than five answers so far: nothing is shown yet."))
    rows = [_row("全班", "班次总体", "", one) for one in result.whole]
    for topic in result.topics:
        when = f"{topic.day.month}月{topic.day.day}日{HALVES[Half(topic.half)]}"
        rows += [_row(when, topic.topic, topic.teacher, one) for one in topic.opinions]
    head = head_of(card, "教学评估表", "份、分")
    remarks = [f"意见建议：{'；'.join(' '.join(one.split()) for one in result.remarks)}"] if result.remarks else []
    return Sheet(
        title=head.title, columns=COLUMNS, table=_table(rows, COLUMNS), left=head.left, middle=head.middle,
        right=head.right, foot=(_NOTE, *remarks), signatures=(Signature("制表人", maker),), name="教学评估表",
        file_name=wording.file_stem(head.title),
    )  # fmt: skip


def _row(when: str, topic: str, teacher: str, opinion: Opinion) -> tuple[object, ...]:
    average = opinion.average
    return (when, topic, teacher, QUESTIONS[opinion.question], opinion.answers, *opinion.numbers,
            average / 100 if average is not None else None)  # fmt: skip


def _table(rows: Iterable[tuple[object, ...]], columns: Sequence[Column]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=[one.heading for one in columns])


def lines_sheet(lines: Sequence[Line], by: str, name: str, year: int | None, maker: str) -> Sheet:
    """Teachers or topics by name; or one of them over time. Raises Refused when there is none."""
    if not lines:
        raise Refused(_("Fewer than five answers so far: nothing is shown yet."))
    first = Column("月份", 6) if name else Column({"teacher": "主讲人", "topic": "课程"}[by], 14, Align.START)
    asked = list(lines[0].averages)
    columns = (first, Column("课次数", 4), Column("份数", 4), *(Column(QUESTIONS[one], 6) for one in asked))
    rows = [
        (
            f"{line.when.year}年{line.when.month}月" if line.when else line.name, line.half_days, line.answers,
            *(line.averages[one] / 100 for one in asked),
        )
        for line in lines
    ]  # fmt: skip
    title = f"{f'{year}年' if year else ''}{'历次' if name else ''}教学评估结果{f'（{name}）' if name else ''}"
    return Sheet(
        title=title, columns=columns, table=_table(rows, columns), left=f"按{'月份' if name else '名称'}排列",
        right=f"填报日期：{wording.day(clock.today())}　单位：次、份、分", foot=(_NOTE,),
        signatures=(Signature("制表人", maker),), portrait=True, name="教学评估结果",
        file_name=wording.file_stem(title),
    )  # fmt: skip
