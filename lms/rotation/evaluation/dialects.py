"""The few expressions that SQLite and PostgreSQL write differently."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

NO_END = date(9999, 12, 31)
"""Stands for a last day that is not there, so that days compare."""


class day_number(FunctionElement[int]):  # noqa: N801 - reads as the SQL function it becomes
    """A date as a count of days; the difference of two is the days between them."""

    name = "day_number"
    type = Integer()
    inherit_cache = True


@compiles(day_number)
def _day_number(element: day_number, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return f"CAST(julianday({compiler.process(element.clauses, **options)}) - 2400000.5 AS INTEGER)"


@compiles(day_number, "postgresql")
def _postgresql_day_number(element: day_number, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return f"(({compiler.process(element.clauses, **options)}) - DATE '1858-11-17')"


class _in_id_list(FunctionElement[Any]):  # noqa: N801 - as above
    """Has no type: SQLAlchemy would write `= 1` behind a boolean for SQLite, which then uses no index."""

    name = "in_id_list"
    inherit_cache = True


def in_id_list(column: Any, ids_as_json: Any) -> ColumnElement[bool]:  # noqa: ANN401 - any column, a text parameter
    """Whether `column` is one of the ids in a JSON array: one parameter for any number of them."""
    return _in_id_list(column, ids_as_json)


@compiles(_in_id_list)
def _one_of_json(element: _in_id_list, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    column, ids = (compiler.process(one, **options) for one in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({ids}))"  # noqa: S608 - both are compiled expressions


@compiles(_in_id_list, "postgresql")
def _one_of_array(element: _in_id_list, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    column, ids = (compiler.process(one, **options) for one in element.clauses)
    return f"{column} = ANY (CAST(translate({ids}, '[]', '{{}}') AS INTEGER[]))"  # finds rows by index, without a join


class unindexed(FunctionElement[Any]):  # noqa: N801 - as above
    """A column that SQLite must not look up by its own index.

    It takes the index of three categories, with everybody in them, for narrower than that of one person;
    PostgreSQL knows better.
    """

    name = "unindexed"
    inherit_cache = True


@compiles(unindexed)
def _with_a_sign(element: unindexed, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return f"+{compiler.process(element.clauses, **options)}"


@compiles(unindexed, "postgresql")
def _as_it_is(element: unindexed, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return compiler.process(element.clauses, **options)


_ID_SPACE: ColumnElement[int] = literal(10_000_000_000, BigInteger)


def dated_id(day: Any, row_id: Any) -> ColumnElement[int]:  # noqa: ANN401 - two columns
    """A number that orders rows by day, then id; `id_of` gives the id back. Lets MIN and MAX choose a row."""
    return day_number(day) * _ID_SPACE + row_id


def id_of(chosen: Any) -> ColumnElement[int]:  # noqa: ANN401 - an expression made of `dated_id`
    """The id in a dated id."""
    return chosen % _ID_SPACE
