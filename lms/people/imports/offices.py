"""Two offices of one category, held in one organisation since one day, are one appointment with both in its title."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import and_, bindparam, func, select, update

from lms.extensions import db
from lms.spreadsheets.rules.values import FaultCode, Finding, fault
from lms.spreadsheets.staging import Staged

POST = ("person_no", "org_code", "position_category", "first_day")
"""What makes two rows one appointment."""
LONGEST = 100
BETWEEN = "、"


def join_offices(staged: Staged) -> Iterator[Finding]:
    """Give rows of one appointment that name different offices all of them: 党委书记、居委会主任.

    Three statements. A warning says so; a title that grows too long is a conflict.
    """
    joined: list[dict[str, Any]] = []
    for _post, lines in groupby(_rows(staged), key=lambda row: row[1:-1]):
        rows = list(lines)
        title = BETWEEN.join(dict.fromkeys(row.position for row in rows))
        if len(title) > LONGEST:
            yield from (
                Finding(row.row, "position", fault(FaultCode.CONFLICT, "position"), row.position) for row in rows
            )
            continue
        joined += [{"of": row.row, "title": title} for row in rows]
        for row in rows:
            words = fault("offices-joined", value=title)
            yield Finding(row.row, "position", words, row.position, is_warning=True)
    if joined:
        table = staged.table
        statement = update(table).where(table.c.row == bindparam("of")).values(position=bindparam("title"))
        db.session.connection().execute(statement, joined)


def _rows(staged: Staged) -> list[Any]:
    """Rows whose appointment has several offices, those of one appointment together and in the file's order."""
    columns = staged.table.c
    several = (
        select(*(columns[field] for field in POST))
        .where(columns.position.is_not(None))
        .group_by(*(columns[field] for field in POST))
        .having(func.count(columns.position.distinct()) > 1)
        .subquery()
    )
    return list(
        db.session.execute(
            select(columns.row, *(columns[field] for field in POST), columns.position)
            .join(several, and_(*(several.c[field] == columns[field] for field in POST)))
            .where(columns.position.is_not(None))
            .order_by(*(columns[field] for field in POST), columns.row)
        )
    )
