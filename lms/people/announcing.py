"""Telling higher rooms whose facts changed: a few by name, of many only how many."""

from sqlalchemy import Select, func, select

from lms.extensions import db
from lms.people.signals import person_facts_changed

MOST_NAMED = 1_000


def announce_people(room: str, people: Select[int]) -> int:
    """Announce the people that `people` selects, as ids, each once; gives how many. Of nobody nothing is said."""
    how_many = db.session.scalar(select(func.count()).select_from(people.subquery())) or 0
    if how_many > MOST_NAMED:
        person_facts_changed.send(room, person_ids=None, how_many=how_many)
    elif how_many:
        person_facts_changed.send(room, person_ids=frozenset(db.session.scalars(people)))
    return how_many
