"""One page of a long list, counted and cut in SQL."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from lms.extensions import db

ROWS_A_PAGE = 20


@dataclass(frozen=True)
class Page:
    """`rows` of page `number` of `of`; `total` counts the whole list."""

    rows: list[Any]
    number: int
    of: int
    total: int


def paged(statement: Select[*tuple[Any, ...]], number: int, rows_a_page: int = ROWS_A_PAGE) -> Page:
    """Page `number` (from 1; beyond the end: the last) of an ordered statement. Two queries."""
    total = db.session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    of = max(1, -(-total // rows_a_page))
    number = min(max(number, 1), of)
    rows = db.session.execute(statement.limit(rows_a_page).offset((number - 1) * rows_a_page)).all()
    return Page(list(rows), number, of, total)
