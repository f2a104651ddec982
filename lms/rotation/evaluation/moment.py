"""What an evaluation is about: the two days of the question, and whom it is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Self

from sqlalchemy import ColumnElement, Integer, Text, bindparam, true

from lms.rotation.evaluation.dialects import in_id_list


@dataclass(frozen=True)
class Moment:
    """The day a question is about, and the instant whose knowledge answers it (None: what is known now)."""

    as_of: date
    known_on: datetime | None = None


@dataclass(frozen=True)
class People:
    """Whom to evaluate. The ids themselves are parameters of the statement, one for any number of people.

    Two of one sort are equal, and so are the statements for them: those are built and compiled once. Execute
    a statement with `parameters`.
    """

    sort: str
    parameters: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @classmethod
    def some(cls, ids: Iterable[int]) -> Self:
        """The people with these ids."""
        return cls("some", {"person_ids": json.dumps(sorted(ids))})

    @classmethod
    def between(cls, first_id: int, last_id: int) -> Self:
        """The people with ids from `first_id` to `last_id`."""
        return cls("between", {"first_person_id": first_id, "last_person_id": last_id})

    def include(self, person_id: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column of any table
        """The condition that `person_id` is among them."""
        if self.sort == "some":
            return in_id_list(person_id, bindparam("person_ids", type_=Text))
        if self.sort == "between":
            return person_id.between(
                bindparam("first_person_id", type_=Integer), bindparam("last_person_id", type_=Integer)
            )
        return true()


EVERYBODY = People("everybody")
