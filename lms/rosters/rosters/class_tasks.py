"""How a class stands with reading and tasks, as a sheet that an office files."""

import pandas as pd
from flask_babel import force_locale

from lms import clock
from lms.materials.queries.overview import ClassStanding, PersonStanding
from lms.materials.queries.tasks import TaskRow
from lms.materials.rules.reflections import State
from lms.rosters.sheets import Align, Column, Sheet, Signature
from lms.training.queries.classes import ClassCard
from lms.web.wording import day

_STATES = {
    State.MISSING: "未交", State.HANDED_IN: "已交", State.COMMENTED: "已评阅", State.RETURNED: "退回修改",
}  # fmt: skip


def sheet_of(card: ClassCard, standing: ClassStanding, maker: str) -> Sheet:
    """A row a person with a seat: what was read, and how each task stands. In Chinese, as offices file it."""
    titles = _titles(standing.tasks)
    columns = (
        Column("姓名", 5), Column("单位", 12, Align.START), Column("职务", 8, Align.START), Column("课前阅读", 6),
        Column("还没读的", 14, Align.START), *(Column(title, 9) for title in titles),
    )  # fmt: skip
    rows = [_row(one, standing, titles) for one in standing.people]
    table = pd.DataFrame(rows, columns=[column.heading for column in columns])
    name = f"{card.name}学习任务完成情况"
    with force_locale("zh_Hans"):
        today = day(clock.today(), year=True)
    return Sheet(
        name, columns, table, left=f"共{len(rows)}人", right=f"填报日期：{today}",
        signatures=(Signature("制表人", maker),), name="学习任务", file_name=name,
    )  # fmt: skip


def _titles(tasks: list[TaskRow]) -> list[str]:
    """A heading a task; equal ones are numbered, since each column needs its own."""
    plain = [task.own_title if task.is_reflection else f"测验：{task.curriculum_title}" for task in tasks]
    taken = {"姓名", "单位", "职务", "课前阅读", "还没读的"}
    titles: list[str] = []
    for title in plain:
        number, unique = 1, title
        while unique in taken:
            number += 1
            unique = f"{title}（{number}）"
        taken.add(unique)
        titles.append(unique)
    return titles


def _row(one: PersonStanding, standing: ClassStanding, titles: list[str]) -> dict[str, object]:
    unread = "、".join(row.title for row in standing.readings if row.id not in one.read)
    states: dict[str, object] = {title: _state(one, task) for title, task in zip(titles, standing.tasks, strict=True)}
    return {
        "姓名": one.face.name, "单位": one.face.organisation, "职务": one.face.post,
        "课前阅读": f"{len(one.read)}/{len(standing.readings)}", "还没读的": unread,
    } | states  # fmt: skip


def _state(one: PersonStanding, task: TaskRow) -> str:
    if not task.is_reflection:
        return "通过" if task.id in one.passed else "未通过"
    handed = one.handed.get(task.id)
    if handed is None:
        return _STATES[State.MISSING]
    return _STATES[handed.state] + ("（迟交）" if handed.late else "")
