"""应训未训名单: whose duty is overdue or at risk on a day, why, and who is responsible."""

from collections.abc import Iterable

import pandas as pd

from lms import clock
from lms.people.rules import OrganisationKind
from lms.rosters.queries.duties import asked_of, flagged_in, head_of, organisation_wanted, seats_ahead
from lms.rosters.queries.reach import Reach
from lms.rosters.queries.tree import tree
from lms.rosters.rosters.order import in_office_order
from lms.rosters.rules import wording
from lms.rosters.rules.kinds import PREVIEWED_ROWS, Wanted
from lms.rosters.sheets import Align, Column, Sheet, Signature
from lms.rotation.queries import Asked, Filters, Line, Totals, all_lines, lines_page, totals
from lms.rotation.rules import Status
from lms.rotation.rules.reasons.chinese import what_is_missing

COLUMNS = (
    Column("所属街镇", 4), Column("单位", 8.5, Align.START), Column("姓名", 4), Column("职务", 6.5, Align.START),
    Column("职务类别", 8, Align.START), Column("任职时间", 5), Column("应训项目", 4), Column("应完成时限", 5.2),
    Column("未训原因", 12, Align.START), Column("状态", 2), Column("拟参训班次", 8), Column("责任单位", 7),
    Column("备注", 3),
)  # fmt: skip
_STATUS_WORDS = {Status.OVERDUE: "逾期", Status.AT_RISK: "临期"}
_COMMITTEES = {OrganisationKind.SUBDISTRICT: "党工委", OrganisationKind.TOWN: "党委"}
_NO_STREET = "区直"


def not_trained_sheet(wanted: Wanted, reach: Reach, maker: str) -> Sheet:
    """Everybody flagged within reach. Raises NotFound for an organisation or requirement that is not there."""
    organisation = organisation_wanted(wanted.organisation, reach.duties)
    asked = asked_of(wanted)
    lines = [] if asked is None else list(all_lines(asked, flagged_in(reach.duties, organisation)))
    where = organisation.name if organisation else head_of(reach.duties)
    return _sheet(wanted, where, asked, lines, maker)


def first_of_not_trained(wanted: Wanted, reach: Reach, maker: str) -> Sheet:
    """The same of the first people alone, for a long list's preview; their sums are not those of the list."""
    organisation = organisation_wanted(wanted.organisation, reach.duties)
    asked = asked_of(wanted)
    filters = flagged_in(reach.duties, organisation)
    lines = [] if asked is None else lines_page(asked, filters, rows_a_page=PREVIEWED_ROWS).rows
    where = organisation.name if organisation else head_of(reach.duties)
    return _sheet(wanted, where, asked, lines, maker)


def totals_of(wanted: Wanted, reach: Reach) -> Totals:
    """Everybody in the audience within reach by status, however many are flagged."""
    organisation = organisation_wanted(wanted.organisation, reach.duties)
    asked = asked_of(wanted)
    everybody = Filters(scope=reach.duties, organisation_id=organisation.id if organisation else None)
    return Totals() if asked is None else totals(asked, everybody)


def _sheet(wanted: Wanted, where: str, asked: Asked | None, lines: list[Line], maker: str) -> Sheet:
    places = tree()
    rows = in_office_order(_people(lines), places)
    in_order = [lines[place] for place in rows.index]
    streets = rows["organisation_id"].map(places["street"])
    seats = seats_ahead(asked.requirement, wanted) if asked else {}
    name = asked.requirement.rules.name if asked else wanted.requirement
    title = f"{where}{wanted.year}年度{name}应训未训人员名单"
    until = f"截至{wording.day(wanted.as_of)}"
    return Sheet(
        title=title,
        columns=COLUMNS,
        table=_table(in_order, streets, places, seats),
        left=f"填报单位（盖章）：{where}",
        middle=until,
        right=f"填报日期：{wording.day(clock.today())}　单位：人",
        foot=tuple(_sums(rows["status"], streets.map(places["name"]))),
        signatures=(Signature("审核人（签字）"), Signature("填表人", maker), Signature("联系电话")),
        name="应训未训名单",
        file_name=wording.file_stem(f"{title}（{until}）"),
    )


def _people(lines: list[Line]) -> pd.DataFrame:
    """What puts people in order and is summed."""
    return pd.DataFrame(
        {
            "organisation_id": pd.Series([line.organisation_id for line in lines], dtype="Int64"),
            "category": pd.Series([line.finding.post.category for line in lines], dtype=object),
            "position": pd.Series([line.finding.post.position for line in lines], dtype=object),
            "name": pd.Series([line.name for line in lines], dtype=object),
            "status": pd.Series([_STATUS_WORDS[line.finding.status] for line in lines], dtype=object),
        }
    )


def _table(lines: list[Line], streets: pd.Series, places: pd.DataFrame, seats: dict[int, str]) -> pd.DataFrame:
    findings = [line.finding for line in lines]
    own = pd.Series([line.org_name for line in lines], index=streets.index, dtype=object)
    columns = (
        streets.map(places["name"]).fillna(_NO_STREET).tolist(),
        own.tolist(),
        [line.name for line in lines],
        [one.post.position for one in findings],
        [one.post.category for one in findings],
        [wording.short_day(one.post.first_day) if one.post.first_day else None for one in findings],
        [one.requirement.name for one in findings],
        [wording.short_day(one.due) for one in findings],
        [what_is_missing(one) for one in findings],
        [_STATUS_WORDS[one.status] for one in findings],
        [seats.get(line.person_id) for line in lines],
        _responsible(streets, places).fillna(own).tolist(),
        None,
    )
    headings = (column.heading for column in COLUMNS)
    return pd.DataFrame(dict(zip(headings, columns, strict=True)), index=range(len(lines)), dtype=object)


def _responsible(streets: pd.Series, places: pd.DataFrame) -> pd.Series:
    """「青禾镇党委」, 「长桥街道党工委」: the street's committee, whose secretary answers for it (「意见」五)."""
    committees = streets.map(places["kind"]).map({kind.value: word for kind, word in _COMMITTEES.items()})
    return streets.map(places["name"]) + committees


def _sums(statuses: pd.Series, streets: pd.Series) -> Iterable[str]:
    """合计 and 分街镇小计; streets in the order of the list, which is that of the tree."""
    yield f"合计：{_in_words(statuses)}。"
    by_street = statuses.groupby(streets.fillna(_NO_STREET), sort=False)
    if by_street.ngroups > 1:
        yield "分街镇小计："
        for street, some in by_street:
            yield f"　{street}：{_in_words(some)}。"


def _in_words(statuses: pd.Series) -> str:
    counts = statuses.value_counts()
    parts = "，".join(f"{word}{counts.get(word, 0)}人" for word in _STATUS_WORDS.values())
    return f"{len(statuses)}人（{parts}）"
