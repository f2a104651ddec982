"""Rows of one file that contradict each other, found by the database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, func, literal, or_, select
from sqlalchemy.sql.selectable import Subquery

from lms.extensions import db
from lms.spreadsheets.staging import Staged


@dataclass(frozen=True)
class Clash:
    """A row, the field in which another row says something else, and what both say."""

    row: int
    field: str
    value: str
    other_row: int
    other_value: str


def clashes(staged: Staged, by: Sequence[str], about: Sequence[str], *, empty_speaks: bool = False) -> Iterator[Clash]:
    """Rows that agree in all fields of `by` and disagree in one of `about`. Two statements, whatever they find.

    An empty cell contradicts nothing unless `empty_speaks`; rows in which a field of `by` is empty are left alone.
    """
    groups = _groups_in_disagreement(staged, by, about, empty_speaks=empty_speaks)
    columns = staged.table.c
    same = and_(*(columns[name] == groups.c[name] for name in by))
    rows = db.session.execute(
        select(columns.row, *(columns[name] for name in (*by, *about)))
        .join(groups, same)
        .order_by(*(columns[name] for name in by), columns.row)
    ).all()
    for _key, group in groupby(rows, key=lambda row: tuple(row[1 : 1 + len(by)])):
        yield from _within(list(group), about, empty_speaks=empty_speaks)


def _groups_in_disagreement(staged: Staged, by: Sequence[str], about: Sequence[str], *, empty_speaks: bool) -> Subquery:
    columns = staged.table.c
    keys = [columns[name] for name in by]
    return (
        select(*keys)
        .where(*(key.is_not(None) for key in keys))
        .group_by(*keys)
        .having(or_(*(_disagree(columns[name], empty_speaks=empty_speaks) for name in about)))
        .subquery()
    )


def _disagree(column: ColumnElement[Any], *, empty_speaks: bool) -> ColumnElement[bool]:
    """Whether a group holds two values; the least and the greatest tell, where counting apart would be slow."""
    two = func.min(column) != func.max(column)
    if not empty_speaks:
        return two
    empty = func.sum(case((column.is_(None), 1), else_=0))
    return or_(two, and_(empty > literal(0), empty < func.count()))


def _within(rows: list[Row[Any]], about: Sequence[str], *, empty_speaks: bool) -> Iterator[Clash]:
    for name in about:
        said = [(row.row, row._mapping[name]) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name
        if not empty_speaks:
            said = [(number, value) for number, value in said if value is not None]
        first = said[0] if said else (0, None)
        second = next((one for one in said if one[1] != first[1]), None)
        if second is None:
            continue
        for number, value in said:
            other_row, other_value = first if value != first[1] else second
            yield Clash(number, name, _text(value), other_row, _text(other_value))


def _text(value: object) -> str:
    return "" if value is None else str(value)
