"""Row by row: what each cell means, which rows are data, what is wrong; good values go into the staging table."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import select

from lms.audit.models import AuditHead
from lms.extensions import db
from lms.spreadsheets.kinds import Column, ImportKind, Scope, Values
from lms.spreadsheets.reading import Book, Unreadable, open_book
from lms.spreadsheets.reading.books import numbered_rows
from lms.spreadsheets.report import LeftOut, Report
from lms.spreadsheets.rules.headings import NumberedRow
from lms.spreadsheets.rules.leftovers import EQUAL_ROW, is_blank_row, left_out
from lms.spreadsheets.rules.values import Cell, Fault, Finding, Row, Value, fault, shown
from lms.spreadsheets.staging import BATCH, Staged, staging
from lms.spreadsheets.table import Place, locate

MOST_ROWS = 500_000


class Phase(StrEnum):
    """How far an import is."""

    READING = "reading"
    CHECKING = "checking"
    TAKING = "taking"


Progress = Callable[[Phase, int, float], None]
"""Told the phase, the rows read so far, and the share of the phase that is done (0 to 1)."""


def quiet(_phase: Phase, _rows: int, _share: float) -> None:
    """Tell nobody."""


@dataclass
class Examined:
    """A file that was read and checked: its report, and its rows where the district's tables can see them."""

    report: Report
    staged: Staged
    scope: Scope
    partial: bool
    checked_at: int = -1

    def check(self) -> list[Finding]:
        """Check the staged rows against each other and the district, and put what is found into the report."""
        self.checked_at = change_count()
        kind, report = self.report.kind, self.report
        found = list(kind.check(self.staged, self.scope, self.partial))
        report.faults += [one for one in found if not one.is_warning]
        report.warnings += [one for one in found if one.is_warning]
        report.sort()
        return [one for one in found if not one.is_warning]

    def keep_good_rows(self) -> None:
        """Leave the faulty rows behind, where that was asked for, and count what remains."""
        report = self.report
        report.taken = report.unchanged = report.new = 0
        if report.faults and not self.partial:
            return
        self.staged.drop_rows(report.refused_rows)
        report.taken = self.staged.count()
        if report.taken:
            self.count_kinds_of_rows()

    def count_good_rows(self) -> None:
        """How many rows would be taken if the others were left behind; some rest on others."""
        report = self.report
        found = report.kind.check(self.staged, self.scope, True)
        refused = report.refused_rows | {one.row for one in found if not one.is_warning}
        report.good = report.rows - len(refused)

    def count_kinds_of_rows(self) -> None:
        """Of the rows that remain: how many say nothing new, and how many are about something new."""
        report = self.report
        report.unchanged = report.kind.unchanged(self.staged)
        report.new = report.taken - (report.kind.known(self.staged) if report.kind.known else report.unchanged)


def change_count() -> int:
    """A number that grows with every change of the district: the length of the audit trail."""
    return db.session.scalar(select(AuditHead.last_id)) or 0


@contextmanager
def examined(
    path: Path, kind: ImportKind, scope: Scope, *, partial: bool, progress: Progress = quiet, file_name: str = ""
) -> Iterator[Examined]:
    """Read, check and stage a file; nothing is written but temporary rows. Raises Unreadable."""
    with open_book(path, kind.wanted.known).opened() as book:
        place = locate(book, kind.wanted)
        report = Report(kind, file_name or path.name, place=place)
        report.unknown_columns = list(dict.fromkeys(name for _column, name in place.heading.unknown))
        report.warnings += [
            Finding(0, "", fault("other-sheet", sheet=name), name, is_warning=True) for name in place.other_sheets
        ]
        with staging(kind.name, kind.staged_types, kind.indexed) as staged:
            _stage(book, place, _RowReader(kind, place, report), staged, progress)
            progress(Phase.CHECKING, report.rows, 0.0)
            examination = Examined(report, staged, scope, partial)
            examination.check()
            db.session.commit()  # what checks put into the staged rows stays there
            progress(Phase.CHECKING, report.rows, 1.0)
            yield examination


def _stage(book: Book, place: Place, reader: "_RowReader", staged: Staged, progress: Progress) -> None:
    sheet = book.sheets[place.sheet_index]
    batch: list[list[Value]] = []
    for row in numbered_rows(sheet):
        if row.number > place.heading.last_row and (values := reader.read(row)) is not None:
            batch.append(values)
            if len(batch) == BATCH:
                staged.add(batch)
                batch.clear()
                progress(Phase.READING, reader.report.rows, sheet.share_read)
    if batch:
        staged.add(batch)
    staged.settle()
    if not reader.report.rows:
        raise Unreadable(_("There is no row of data below the headings in row %(row)s.", row=place.heading.last_row))
    progress(Phase.READING, reader.report.rows, 1.0)


@dataclass
class _Plan:
    """One column of the file: where it is, and how its cells are cleaned; repeated cells are cleaned once."""

    column: Column
    index: int | None
    clean: Callable[[Cell], Value | Fault] = field(init=False)

    def __post_init__(self) -> None:
        self.clean = lru_cache(maxsize=4096, typed=True)(self.column.clean)


class _RowReader:
    def __init__(self, kind: ImportKind, place: Place, report: Report) -> None:
        self.report = report
        self._kind = kind
        self._heading = place.heading
        self._plans = [_Plan(column, place.heading.columns.get(column.heading)) for column in kind.columns]
        self._places = {plan.column.field: plan.index for plan in self._plans if plan.index is not None}
        self._key = place.heading.columns[kind.key]
        self._seen: set[bytes] = set()

    def read(self, row: NumberedRow) -> list[Value] | None:
        """A row as the staging table wants it, its faults put down; None for a row that is no data."""
        if is_blank_row(row.own):
            return None
        begins = left_out(row.own, self._key, self._heading)
        if begins is not None:
            self.report.left_out.append(LeftOut(row.number, begins))
            return None
        values, faults = self._clean(row.number, row.filled)
        if self._is_equal_to_one_above(values, faults):
            self.report.left_out.append(LeftOut(row.number, EQUAL_ROW))
            return None
        self._count()
        for one in self._kind.check_row(row.number, values, frozenset(one.field for one in faults)):
            faults.append(replace(one, value=shown(row.filled.get(self._places.get(one.field, -1)))))
        self._kind.derive(values)
        return [row.number, self._note(faults), *values.values()]

    def _clean(self, number: int, row: Row) -> tuple[Values, list[Finding]]:
        values: Values = {}
        faults: list[Finding] = []
        for plan in self._plans:
            cell = None if plan.index is None else row.get(plan.index)
            value = plan.clean(cell)
            if isinstance(value, Fault):
                faults.append(Finding(number, plan.column.field, value, shown(cell)))
                value = None
            values[plan.column.field] = value
        return values, faults

    def _is_equal_to_one_above(self, values: Values, faults: list[Finding]) -> bool:
        """Faulty cells are compared as they stand. Sixteen bytes a row are kept, not the row."""
        content = repr((list(values.values()), [(one.field, one.value) for one in faults]))
        digest = blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        if digest in self._seen:
            return True
        self._seen.add(digest)
        return False

    def _count(self) -> None:
        self.report.rows += 1
        if self.report.rows > MOST_ROWS:
            raise Unreadable(
                _("The file has more than %(most)s rows. Divide it into several files.", most=f"{MOST_ROWS:,}")
            )

    def _note(self, findings: Iterable[Finding]) -> int:
        """Put them down; 1 if there is a fault among them."""
        faulty = 0
        for one in findings:
            if one.is_warning:
                self.report.warnings.append(one)
            else:
                self.report.faults.append(one)
                faulty = 1
        return faulty
