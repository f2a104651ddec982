"""What is kept of a report with its job and shown on the page: all counts, the first faults, each kind of fault."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lms.spreadsheets.kinds import ImportKind, kind_named
from lms.spreadsheets.report import LeftOut, Report
from lms.spreadsheets.rules.leftovers import EQUAL_ROW
from lms.spreadsheets.rules.values import Finding, fault
from lms.spreadsheets.sentences import accepted, problem

MOST_SHOWN = 200
_COUNTS = ("rows", "taken", "unchanged", "new", "refused", "good")


@dataclass(frozen=True)
class Line:
    """A fault or a warning in the reader's language; `times`: how often this kind of fault occurs, where counted."""

    row: int
    column: str
    value: str
    problem: str
    accepted: str
    times: int = 0


def kept(report: Report) -> dict[str, Any]:
    """The report as plain JSON, as far as the page shows it."""
    kinds = Counter(_kind_of(one) for one in report.faults)
    examples = {_kind_of(one): one for one in reversed(report.faults)}
    return {
        **{name: getattr(report, name) for name in _COUNTS},
        "kind": report.kind.name,
        "file_name": report.file_name,
        "stopped": report.stopped,
        "place": _place(report),
        "unknown_columns": report.unknown_columns[:MOST_SHOWN],
        "left_out": [[one.row, one.begins] for one in report.left_out[:MOST_SHOWN]],
        "left_out_count": len(report.left_out),
        "faults": [_plain(one) for one in report.faults[:MOST_SHOWN]],
        "fault_count": len(report.faults),
        "fault_kinds": [[_plain(examples[kind]), times] for kind, times in kinds.most_common()],
        "warnings": [_plain(one) for one in report.warnings[:MOST_SHOWN]],
        "warning_count": len(report.warnings),
    }


def _kind_of(one: Finding) -> tuple[str, str, str]:
    return one.field, str(one.fault.code), one.fault.detail


def _place(report: Report) -> dict[str, Any] | None:
    if report.place is None:
        return None
    return {
        "sheet": report.place.sheet_name,
        "number": report.place.sheet_index + 1,
        "heading_row": report.place.heading.last_row,
    }


def _plain(one: Finding) -> dict[str, Any]:
    words = {name: value if isinstance(value, int) else str(value) for name, value in dict(one.fault.words).items()}
    told = {"code": str(one.fault.code), "detail": one.fault.detail, "words": words}
    return {"row": one.row, "field": one.field, "value": one.value, "fault": told}


class Outcome:
    """What was kept, for a page in the reader's language. Counts stand as attributes."""

    rows: int
    taken: int
    unchanged: int
    new: int
    refused: int
    good: int

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self._stored = stored
        self.kind: ImportKind = kind_named(stored["kind"])
        for name in _COUNTS:
            setattr(self, name, stored[name])
        self.file_name: str = stored["file_name"]
        self.stopped: str = stored["stopped"]
        self.place: Mapping[str, Any] | None = stored["place"]
        self.unknown_columns: list[str] = stored["unknown_columns"]
        self.fault_count: int = stored["fault_count"]
        self.warning_count: int = stored["warning_count"]
        self.left_out_count: int = stored["left_out_count"]
        self.files: Mapping[str, int] = stored.get("files", {})

    @property
    def changed(self) -> int:
        """Rows about something known that say something else of it."""
        return self.taken - self.new - self.unchanged

    @property
    def equal_rows(self) -> list[int]:
        """The rows that were left out because they equal one above."""
        return [one.row for one in self.left_out if one.begins == EQUAL_ROW]

    @property
    def no_data(self) -> list[LeftOut]:
        """The rows that were left out because they are no data."""
        return [one for one in self.left_out if one.begins != EQUAL_ROW]

    @property
    def left_out(self) -> list[LeftOut]:
        """The first rows that were left out."""
        return [LeftOut(row, begins) for row, begins in self._stored["left_out"]]

    @property
    def faults(self) -> list[Line]:
        """The first faults, in the order of the file."""
        return [self._line(one) for one in self._stored["faults"]]

    @property
    def fault_kinds(self) -> list[Line]:
        """Each kind of fault by its first example, the most frequent first."""
        return [self._line(one, times) for one, times in self._stored["fault_kinds"]]

    @property
    def warnings(self) -> list[Line]:
        """What one should know, and what keeps no row from being taken."""
        return [self._line(one) for one in self._stored["warnings"]]

    def _line(self, one: Mapping[str, Any], times: int = 0) -> Line:
        told = fault(one["fault"]["code"], one["fault"]["detail"], **one["fault"]["words"])
        finding = Finding(one["row"], one["field"], told, one["value"])
        column = self.kind.heading_of.get(finding.field, "")
        return Line(
            finding.row, column, finding.value, problem(self.kind, finding), accepted(self.kind, finding), times
        )
