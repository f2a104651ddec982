"""The organisations file: a row is one organisation; they may stand in any order."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from lms.extensions import db
from lms.people.imports.orgs_taking import take
from lms.people.imports.tree_of_file import tree_of
from lms.people.imports.words import ORGANISATION_KINDS
from lms.people.models import Organisation, OrganisationReach
from lms.people.queries import EVERYWHERE, OrgScope
from lms.spreadsheets.clashes import clashes
from lms.spreadsheets.kinds import Column, ImportKind, Sentence, Values
from lms.spreadsheets.rules.text import code, one_of, organisation_name
from lms.spreadsheets.rules.values import FaultCode, Finding, fault
from lms.spreadsheets.staging import Staged

COLUMNS = (
    Column("单位编码", "code", code, required=True),
    Column("单位名称", "name", organisation_name, required=True),
    Column("上级编码", "parent_code", code),
    Column("单位类别", "kind", one_of(ORGANISATION_KINDS), required=True),
)


def _check_row(_row: int, _values: Values, _faulty: frozenset[str]) -> Iterator[Finding]:
    """Nothing about one organisation can be judged by its row alone."""
    yield from ()


def check(staged: Staged, scope: OrgScope | None, partial: bool) -> Iterator[Finding]:  # noqa: FBT001 - a hook's place
    """Clashes in the file, parents that nobody has, rings, renames; a fixed number of statements."""
    found = [
        Finding(one.row, one.field, fault(FaultCode.CONFLICT, one.field, other=one.other_row), one.value)
        for one in clashes(staged, ["code"], ["name", "kind", "parent_code"])
    ]
    tree = tree_of(staged, scope or EVERYWHERE)
    found += tree.faults()
    if partial:
        found += tree.left_without_parent({one.row for one in found})
    yield from found
    yield from _changes(staged)


def _changes(staged: Staged) -> Iterator[Finding]:
    """Known codes with another name, and known organisations that move: taken, and said."""
    columns = staged.table.c
    above = aliased(Organisation)
    rows = db.session.execute(
        select(
            columns.row, columns.name, columns.parent_code, Organisation.name.label("old"), above.code.label("above")
        )
        .join(Organisation, Organisation.code == columns.code)
        .outerjoin(above, above.id == Organisation.parent_id)
        .where(or_(columns.name != Organisation.name, columns.parent_code.is_distinct_from(above.code)))
        .order_by(columns.row)
    )
    for row in rows:
        if row.name is not None and row.name != row.old:
            yield Finding(row.row, "name", fault("rename", old=row.old, new=row.name), row.name, is_warning=True)
        if row.parent_code is not None and row.parent_code != row.above:
            words = {"old": row.above or "—", "new": row.parent_code}
            yield Finding(row.row, "parent_code", fault("moved", **words), row.parent_code, is_warning=True)


def unchanged(staged: Staged) -> int:
    """Rows that say what the district says already."""
    columns = staged.table.c
    above = aliased(Organisation)
    statement = (
        select(func.count())
        .select_from(staged.table)
        .join(Organisation, Organisation.code == columns.code)
        .outerjoin(above, above.id == Organisation.parent_id)
        .where(
            columns.name == Organisation.name,
            columns.kind == Organisation.kind,
            or_(columns.parent_code.is_(None), columns.parent_code == above.code),
        )
    )
    return db.session.scalar(statement) or 0


def known(staged: Staged) -> int:
    """Rows about organisations that the district has already."""
    codes = select(Organisation.code)
    return db.session.scalar(select(func.count()).select_from(staged.table).where(staged.table.c.code.in_(codes))) or 0


SENTENCES: dict[tuple[str, str], Sentence] = {
    (FaultCode.CONFLICT, "name"): (
        _l("Row %(other)s gives the same code another name."),
        _l("One code belongs to one organisation: mend the code or the name."),
    ),
    (FaultCode.CONFLICT, "kind"): (
        _l("Row %(other)s gives the same organisation another kind."),
        _l("Keep one of the two rows."),
    ),
    (FaultCode.CONFLICT, "parent_code"): (
        _l("Row %(other)s puts the same organisation under another one."),
        _l("Keep one of the two rows."),
    ),
    (FaultCode.CYCLE, ""): (
        _l("Going up from here one comes back to the same organisation."),
        _l("Give the code of the organisation that is really above it; none for the topmost."),
    ),
    (FaultCode.UNKNOWN_ORG, ""): (
        _l("There is no organisation with this code, neither in the file nor in the system."),
        _l("Mend the code, or add a row for that organisation."),
    ),
    (FaultCode.UNKNOWN_ORG, "outside"): (
        _l("There is no organisation with this code within your reach."),
        _l("Only organisations under your own can be imported."),
    ),
    ("rename", ""): (
        _l("The organisation was called “%(old)s” and is now called “%(new)s”."),
        _l("If that is not meant, mend the name and import the file again."),
    ),
    ("moved", ""): (
        _l("The organisation was under %(old)s and is now under %(new)s."),
        _l("If that is not meant, mend the code and import the file again."),
    ),
}

ORGS = ImportKind(
    name="orgs",
    title=_l("Organisations"),
    columns=COLUMNS,
    key="单位编码",
    check_row=_check_row,
    check=check,
    unchanged=unchanged,
    known=known,
    take=take,
    changes=(Organisation.__tablename__, OrganisationReach.__tablename__),
    indexed=(("code",),),
    sentences=SENTENCES,
)
