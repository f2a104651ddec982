"""What the lower rooms announce: a training duty may have changed. Ids only, in the same transaction."""

from blinker import Signal

person_facts_changed = Signal("facts that a training duty depends on changed for these people")
"""Sent with `person_ids: frozenset[int]`, or with `person_ids=None, how_many=N` after an import of many."""
