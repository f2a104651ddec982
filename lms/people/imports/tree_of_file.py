"""The tree that an organisations file and the district make together, and what is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from lms.extensions import db
from lms.people.imports.tree import below, in_rings
from lms.people.models import Organisation
from lms.people.queries import OrgScope
from lms.spreadsheets.rules.values import FaultCode, Finding, fault
from lms.spreadsheets.staging import Staged


@dataclass(frozen=True)
class Line:
    """A row of the file; `faulty` when one of its cells is refused."""

    row: int
    code: str
    parent: str | None
    faulty: bool = False


@dataclass(frozen=True)
class Tree:
    """`known`: the district's codes, each with its parent's; `within`: those inside the sender's scope."""

    lines: list[Line]
    known: Mapping[str, str | None]
    within: frozenset[str]

    def faults(self) -> Iterator[Finding]:
        """Rows in a ring, rows whose parent is nowhere, rows outside the scope."""
        parents = self._parents()
        rings = in_rings(parents)
        reached = self.within | below(self.within, parents)
        is_open = len(self.within) == len(self.known)  # the whole district is in reach: a new root is too
        for line in self.lines:
            if line.code in rings:
                yield Finding(line.row, "parent_code", fault(FaultCode.CYCLE), line.parent or "")
            elif line.parent and line.parent not in parents:
                yield _without_parent(line)
            elif not is_open and line.code not in reached:
                yield Finding(line.row, "code", fault(FaultCode.UNKNOWN_ORG, "outside"), line.code)
            elif not is_open and line.parent and line.parent not in reached:
                yield Finding(line.row, "parent_code", fault(FaultCode.UNKNOWN_ORG, "outside"), line.parent)

    def left_without_parent(self, refused: set[int]) -> Iterator[Finding]:
        """What hangs, at any depth, under a new organisation of which every row is refused."""
        refused = refused | {line.row for line in self.lines if line.faulty}
        rows_left: dict[str, int] = {line.code: 0 for line in self.lines}
        children: dict[str, list[Line]] = {}
        for line in self.lines:
            if line.row not in refused:
                rows_left[line.code] += 1
                children.setdefault(line.parent or "", []).append(line)
        lost = [code for code, left in rows_left.items() if not left and code not in self.known]
        while lost:
            for line in children.pop(lost.pop(), ()):
                yield _without_parent(line)
                rows_left[line.code] -= 1
                if not rows_left[line.code] and line.code not in self.known:
                    lost.append(line.code)

    def _parents(self) -> dict[str, str | None]:
        parents = dict(self.known)
        for line in self.lines:
            parents[line.code] = line.parent or parents.get(line.code)
        return parents


def tree_of(staged: Staged, scope: OrgScope) -> Tree:
    """Two statements, whatever the size."""
    columns = staged.table.c
    lines = db.session.execute(
        select(columns.row, columns.code, columns.parent_code, columns.faulty)
        .where(columns.code.is_not(None))
        .order_by(columns.row)
    )
    above = aliased(Organisation)
    known = db.session.execute(
        select(Organisation.code, above.code, scope.reaches(Organisation.id)).outerjoin(
            above, above.id == Organisation.parent_id
        )
    ).all()
    return Tree(
        [Line(row, code, parent, bool(faulty)) for row, code, parent, faulty in lines],
        {code: parent for code, parent, _inside in known},
        frozenset(code for code, _parent, inside in known if inside),
    )


def _without_parent(line: Line) -> Finding:
    return Finding(line.row, "parent_code", fault(FaultCode.UNKNOWN_ORG), line.parent or "")
