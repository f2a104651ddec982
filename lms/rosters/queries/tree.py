"""The tree of organisations, as far as rosters need it: where each stands, and under which street."""

import pandas as pd
from sqlalchemy import select

from lms.extensions import db
from lms.people.models import Organisation
from lms.people.rules import STREET_KINDS


def tree() -> pd.DataFrame:
    """Every organisation, indexed by id, in tree order by code: name, place (its number in that order), street.

    `street` is the id of the street or town that an organisation is or lies under, missing where there is none.
    One query; people are put in order by it, so that no path has to be spelled in SQL.
    """
    rows = db.session.execute(
        select(Organisation.id, Organisation.parent_id, Organisation.name, Organisation.kind).order_by(
            Organisation.code.desc()
        )
    )
    below: dict[int | None, list[tuple[int, str, str]]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append((row.id, row.name, row.kind))
    walked: list[tuple[int, str, str, int | None]] = []
    waiting: list[tuple[int, str, str, int | None]] = [(*one, None) for one in below.get(None, [])]
    while waiting:
        organisation, name, kind, street = waiting.pop()
        street = organisation if kind in STREET_KINDS else street
        walked.append((organisation, name, kind, street))
        waiting += [(*one, street) for one in below.get(organisation, [])]
    table = pd.DataFrame(walked, columns=["id", "name", "kind", "street"]).set_index("id")
    return table.assign(place=range(len(table)), street=table["street"].astype("Int64"))
