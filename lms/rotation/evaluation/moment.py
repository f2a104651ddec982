"""What an evaluation is about: the two days of the question, and whom it is asked for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, true

from lms.rotation.evaluation.dialects import in_id_list


@dataclass(frozen=True)
class Moment:
    """The day a question is about, and the instant whose knowledge answers it (None: what is known now)."""

    as_of: date
    known_on: datetime | None = None


@dataclass(frozen=True)
class People:
    """Whom to evaluate: everybody, some ids, or a range of ids. Sent as one parameter, however many."""

    ids: frozenset[int] | None = None
    first_id: int | None = None
    last_id: int | None = None

    def include(self, person_id: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column of any table
        """The condition that `person_id` is among them."""
        if self.ids is not None:
            return in_id_list(person_id, literal(json.dumps(sorted(self.ids))))
        if self.first_id is not None:
            return person_id.between(self.first_id, self.last_id)
        return true()


EVERYBODY = People()


@dataclass(frozen=True)
class PeopleOf:
    """Whom to evaluate, as the ids that a query of one column gives."""

    query: Select[Any]

    def include(self, person_id: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column of any table
        """The condition that `person_id` is among them."""
        return person_id.in_(self.query)


Selection = People | PeopleOf
