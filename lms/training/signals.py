"""What this room announces to higher rooms, in the same transaction: ids, and who did it."""

from blinker import Signal

class_closed = Signal("a class was closed: results, records and credit are written")
"""Sent with `closing_id: int` and `actor: Actor`."""

class_reopened = Signal("a closing was taken back")
"""Sent with `closing_id: int` (no longer in force), `actor: Actor` and `reason: str`."""
