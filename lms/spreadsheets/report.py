"""The row-by-row report of an import: for the page, for the console, and as JSON (contract, "Import files")."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lms.spreadsheets.kinds import ImportKind
from lms.spreadsheets.rules.values import Finding, column_letters
from lms.spreadsheets.sentences import accepted, problem
from lms.spreadsheets.table import Place


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no data, by how it begins (`rules.leftovers.EQUAL_ROW` for one that equals another)."""

    row: int
    begins: str


@dataclass
class Report:
    """What became, or would become, of a file.

    `rows` counts rows of data; `taken` those that were (in a dry run: would be) taken, unchanged ones included.
    `stopped` is the sentence about a file refused whole; then nothing else is set.
    """

    kind: ImportKind
    file_name: str
    rows: int = 0
    taken: int = 0
    unchanged: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)
    place: Place | None = None
    stopped: str = ""

    @property
    def refused_rows(self) -> frozenset[int]:
        """The numbers of the rows with a fault."""
        return frozenset(one.row for one in self.faults)

    @property
    def refused(self) -> int:
        """How many rows have a fault."""
        return len(self.refused_rows)

    @property
    def is_taken(self) -> bool:
        """Whether anything was taken; exit status 0."""
        return self.taken > 0

    def cell(self, finding: Finding) -> str:
        """The name of the cell a finding is about, such as N21; empty when the file has no such column."""
        heading = self.kind.heading_of.get(finding.field, "")
        column = self.place.heading.columns.get(heading) if self.place else None
        return "" if column is None else f"{column_letters(column)}{finding.row}"

    def sort(self) -> None:
        """Put everything in the order of the file; a cell is told once that it has a certain fault."""
        self.faults = self._in_order(self.faults)
        self.warnings = self._in_order(self.warnings)
        self.left_out.sort(key=lambda one: one.row)

    def _in_order(self, findings: list[Finding]) -> list[Finding]:
        columns = self.place.heading.columns if self.place else {}
        once = {(one.row, one.field, one.fault.code): one for one in reversed(findings)}

        def where(one: Finding) -> tuple[int, int, str]:
            return one.row, columns.get(self.kind.heading_of.get(one.field, ""), -1), one.fault.code

        return sorted(once.values(), key=where)

    def to_json(self) -> dict[str, Any]:
        """The contract's object. `fault` is one word besides, for programs."""
        return {
            "taken": self.taken,
            "unchanged": self.unchanged,
            "refused": self.refused,
            "left_out": [{"row": one.row, "begins": one.begins} for one in self.left_out],
            "unknown_columns": self.unknown_columns,
            "warnings": [self._entry(one) for one in self.warnings],
            "faults": [*self._whole_file(), *(self._entry(one) for one in self.faults)],
        }

    def _whole_file(self) -> Iterator[dict[str, Any]]:
        if self.stopped:
            yield {
                "row": None, "column": "", "cell": "", "value": self.file_name,
                "problem": self.stopped, "accepted": "", "fault": "file",
            }  # fmt: skip

    def _entry(self, finding: Finding) -> dict[str, Any]:
        return {
            "row": finding.row or None,
            "column": self.kind.heading_of.get(finding.field, ""),
            "cell": self.cell(finding),
            "value": finding.value,
            "problem": problem(self.kind, finding),
            "accepted": accepted(self.kind, finding),
            "fault": str(finding.fault.code),
        }
