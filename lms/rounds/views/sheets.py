"""What the lists of a round say on paper; in Chinese, as offices file them."""

from typing import Any

import pandas as pd
from flask_babel import force_locale

from lms import clock
from lms.people.models import Organisation
from lms.people.queries import OrgScope
from lms.rosters.rules import wording
from lms.rosters.sheets import Align, Column, Sheet, Signature
from lms.rounds.models import SeasonalRound
from lms.rounds.queries import coverage, people, rounds
from lms.rounds.queries.coverage import Conditions
from lms.rounds.rules import Absence, Standing
from lms.rounds.wording import ABSENCE_WORDS, STANDING_WORDS

CHINESE = "zh_Hans"
_THEME_WIDTH = 5.0
_MEETINGS, _COVERED = "各主题学习次数", "覆盖人数"


def coverage_sheet(round_: SeasonalRound, scope: OrgScope, conditions: Conditions, maker: str) -> Sheet:
    """Branches by theme: meetings held, members reached, hours."""
    themes, lines = rounds.themes_of(round_.id), coverage.all_lines(round_, scope, conditions)
    columns = (
        Column("单位", 14, Align.START), Column("党员数", 4),
        *(Column(f"{_MEETINGS}{theme.name}", _THEME_WIDTH, group=_MEETINGS) for theme in themes),
        Column(f"{_COVERED}到会", 3, group=_COVERED), Column(f"{_COVERED}送学等", 4, group=_COVERED),
        Column(f"{_COVERED}参加班次", 4, group=_COVERED), Column("未覆盖", 4), Column("学时合计", 5),
    )  # fmt: skip
    rows = [
        [line.name, line.members, *(cell.meetings if (cell := line.cells.get(theme.id)) else 0 for theme in themes),
         line.attended, line.reached, line.in_class, line.not_reached, line.centihours / 100]
        for line in lines
    ]  # fmt: skip
    people_counted, open_ = sum(line.members for line in lines), sum(line.not_reached for line in lines)
    foot = f"合计：{len(lines)}个党组织，党员{people_counted}人次，未覆盖{open_}人次。"
    return _sheet(round_, "各单位学习情况表", columns, rows, (foot, "在两个单位都有党员身份的，两处都计数。"), maker)


def not_reached_sheet(round_: SeasonalRound, scope: OrgScope, maker: str) -> Sheet:
    """Members still to be reached."""
    lines = people.not_reached(round_, scope)
    columns = (
        Column("单位", 16, Align.START), Column("姓名", 6), Column("人员编号", 8), Column("最近一次未到会原因", 10),
        Column("拟送学时间", 8, blank=""), Column("备注", 8, blank=""),
    )  # fmt: skip
    rows = [[line.branch, line.name, line.person_no, _absence(line.absence), None, None] for line in lines]
    return _sheet(round_, "未覆盖党员名单", columns, rows, (f"合计：{len(lines)}人。",), maker, portrait=True)


def register_sheet(round_: SeasonalRound, branch: Organisation, maker: str) -> Sheet:
    """A branch's members: how they stand, meetings, minutes and hours."""
    lines = people.members_of_branch(round_, branch.id)
    columns = (
        Column("姓名", 6), Column("人员编号", 8), Column("学习情况", 6), Column("到会次数", 4), Column("送学等次数", 5),
        Column("学习分钟", 5), Column("学时", 4), Column("未到会原因", 9), Column("备注", 6, blank=""),
    )  # fmt: skip
    rows = [
        [line.name, line.person_no, _in_chinese(STANDING_WORDS[line.standing]), line.meetings, line.reaches,
         line.minutes, line.centihours / 100,
         _absence(line.absence) if line.standing is Standing.NOT_REACHED else None, None]
        for line in lines
    ]  # fmt: skip
    foot = f"合计：党员{len(lines)}人，学时合计{sum(line.centihours for line in lines) / 100:g}。"
    return _sheet(round_, f"{branch.name}学习登记表", columns, rows, (foot,), maker)


def _sheet(
    round_: SeasonalRound, kind: str, columns: tuple[Column, ...], rows: list[list[Any]], foot: tuple[str, ...],
    maker: str, *, portrait: bool = False,
) -> Sheet:  # fmt: skip
    title = f"{round_.name}{kind}"
    return Sheet(
        title=title,
        columns=columns,
        table=pd.DataFrame(rows, columns=[column.heading for column in columns], dtype=object),
        left=f"主办单位：{round_.organiser.name}",
        middle=f"学习时间：{wording.day_span(round_.first_day, round_.last_day)}",
        right=f"填报日期：{wording.day(clock.today())}",
        foot=foot,
        signatures=(Signature("审核人"), Signature("制表人", maker)),
        portrait=portrait,
        name=kind[:31],
        file_name=wording.file_stem(title),
    )


def _absence(reason: str | None) -> str | None:
    return _in_chinese(ABSENCE_WORDS[Absence(reason)]) if reason else None


def _in_chinese(words: Any) -> str:  # noqa: ANN401 - a lazy text
    with force_locale(CHINESE):
        return str(words)
