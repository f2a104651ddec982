"""What an import is: its columns, and what the room that owns it does with the rows. Rooms register theirs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask_babel.speaklater import LazyString
from sqlalchemy import Date, Integer, String
from sqlalchemy.types import TypeEngine

from lms.audit.actor import Actor
from lms.spreadsheets.rules.headings import Wanted
from lms.spreadsheets.rules.text import broken, is_empty
from lms.spreadsheets.rules.values import Cell, Fault, FaultCode, Finding, Value, fault
from lms.spreadsheets.staging import Staged

Values = dict[str, Value]
"""The cleaned cells of a row by field; None where a cell is empty or faulty."""

Scope = Any
"""How far the sender's right reaches, in the terms of the room that checks it; None: everywhere."""

Sentence = tuple[LazyString, LazyString]
"""What is wrong, and what is accepted; the fault's words fill both."""

TEXT, DAY, WHOLE = String(), Date(), Integer()


@dataclass(frozen=True)
class Column:
    """A column of an import file. `read` sees only cells that hold something and are not broken."""

    heading: str
    field: str
    read: Callable[[Cell], Value | Fault]
    type: TypeEngine[Any] = TEXT
    required: bool = False

    def clean(self, cell: Cell) -> Value | Fault:
        """What a cell means, or what is wrong with it."""
        if cell is None or is_empty(cell):
            return fault(FaultCode.EMPTY) if self.required else None
        if problem := broken(cell):
            return problem
        value = self.read(cell)
        return fault(FaultCode.EMPTY) if self.required and (value is None or value == "") else value


def _nothing_derived(_values: Values) -> None:
    """Leave a row as it was read."""


@dataclass(frozen=True)
class ImportKind:
    """One kind of import file, and the room's part in it.

    `check_row` looks at one row alone and is pure; it is told which fields are faulty already. `derive` fills
    the fields of `derived` in. `check` looks at all staged rows, against each other and against the district, by a
    fixed number of statements, ending no transaction; `partial` tells it that faulty rows will be left behind.
    `unchanged` counts staged rows that would change nothing, `known` those about something that is in the system
    already (None: only unchanged rows are).
    `take` writes all staged rows in the caller's transaction and announces it. `changes` names the tables whose
    writers must wait meanwhile.
    """

    name: str
    title: LazyString
    columns: tuple[Column, ...]
    key: str
    check_row: Callable[[int, Values, frozenset[str]], Iterable[Finding]]
    check: Callable[[Staged, Scope, bool], Iterable[Finding]]
    unchanged: Callable[[Staged], int]
    take: Callable[[Staged, Actor], None]
    changes: tuple[str, ...]
    known: Callable[[Staged], int] | None = None
    derive: Callable[[Values], None] = _nothing_derived
    derived: Mapping[str, TypeEngine[Any]] = field(default_factory=dict)
    indexed: tuple[tuple[str, ...], ...] = ()
    sentences: Mapping[tuple[str, str], Sentence] = field(default_factory=dict)

    @cached_property
    def wanted(self) -> Wanted:
        """The headings to look for."""
        required = tuple(column.heading for column in self.columns if column.required)
        return Wanted(frozenset(column.heading for column in self.columns), required)

    @cached_property
    def heading_of(self) -> Mapping[str, str]:
        """Field → heading."""
        return {column.field: column.heading for column in self.columns}

    @cached_property
    def staged_types(self) -> Mapping[str, TypeEngine[Any]]:
        """Field → type, of every column that is staged."""
        return {column.field: column.type for column in self.columns} | dict(self.derived)


_kinds: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> ImportKind:
    """Make a kind known by its name."""
    _kinds[kind.name] = kind
    return kind


def kind_named(name: str) -> ImportKind:
    """The kind of that name. Raises KeyError."""
    return _kinds[name]


def all_kinds() -> tuple[ImportKind, ...]:
    """Every kind that a room has registered, lower rooms first: the order in which a new district needs them."""
    return tuple(_kinds.values())
