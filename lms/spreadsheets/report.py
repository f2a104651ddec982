"""The row-by-row report of an import: for the page, for the console, and as JSON (contract, "Import files")."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import Any, TextIO

from lms.spreadsheets.kinds import ImportKind
from lms.spreadsheets.rules.values import Finding, column_letters
from lms.spreadsheets.sentences import accepted, problem
from lms.spreadsheets.table import Place

_MORE_THAN_COLUMNS = 100_000


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no data, by how it begins (`rules.leftovers.EQUAL_ROW` for one that equals another)."""

    row: int
    begins: str


@dataclass
class Report:
    """What became, or would become, of a file.

    `rows` counts rows of data; `taken` those that were (in a dry run: would be) taken, unchanged ones included;
    `new` those of them about something the system did not know yet. `good` are the rows that `partial` would take
    where others are refused.
    `stopped` is the sentence about a file refused whole; then nothing else is set.
    """

    kind: ImportKind
    file_name: str
    rows: int = 0
    taken: int = 0
    unchanged: int = 0
    new: int = 0
    good: int = 0
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
        """Sorted and each once, without a second copy of what may be hundreds of thousands."""
        columns = self.place.heading.columns if self.place else {}
        places = {field: columns.get(heading, 0) for field, heading in self.kind.heading_of.items()}
        findings.sort(key=lambda one: one.row * _MORE_THAN_COLUMNS + places.get(one.field, 0))
        return [first for _cell, group in groupby(findings, key=_cell_of) for first in _each_code_once(group)]

    def to_json(self) -> dict[str, Any]:
        """The contract's object. `fault` is one word besides, for programs."""
        return self._head() | {
            "warnings": [self._entry(one) for one in self.warnings],
            "faults": [*self._whole_file(), *(self._entry(one) for one in self.faults)],
        }

    def _head(self) -> dict[str, Any]:
        return {
            "taken": self.taken,
            "unchanged": self.unchanged,
            "refused": self.refused,
            "left_out": [{"row": one.row, "begins": one.begins} for one in self.left_out],
            "unknown_columns": self.unknown_columns,
        }

    def write_json(self, file: TextIO) -> None:
        """Write the same object, entry by entry: a report may be longer than its file."""
        lists = ("warnings", self.warnings, ()), ("faults", self.faults, self._whole_file())
        head = self._head()
        file.write("{\n" + "".join(f" {json.dumps(key)}: {_json(value)},\n" for key, value in head.items()))
        for name, findings, before in lists:
            entries = chain(before, map(self._entry, findings))
            file.write(f" {json.dumps(name)}: [")
            file.writelines(f"{',' if index else ''}\n  {_json(entry)}" for index, entry in enumerate(entries))
            file.write("]" + (",\n" if name == "warnings" else "\n}\n"))

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


def _cell_of(finding: Finding) -> tuple[int, str]:
    return finding.row, finding.field


def _each_code_once(findings: Iterable[Finding]) -> Iterable[Finding]:
    return {one.fault.code: one for one in reversed(list(findings))}.values()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
