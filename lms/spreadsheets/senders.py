"""How far the right of who sends a file reaches, asked anew whenever a file is checked or taken.

This room knows no rights; the one that does answers (`answer_with`).
"""

from collections.abc import Callable

from flask_babel import gettext as _

from lms.errors import Refused
from lms.spreadsheets.kinds import Scope

Answer = Callable[[int, str], Scope | None]
"""The scope in which a person (by id) may import files of a kind (by name) now; None: nowhere."""

_answers: list[Answer] = []


def answer_with(answer: Answer) -> None:
    """Have `answer` tell from now on."""
    _answers[:] = [answer]


def scope_of(person_id: int, kind: str) -> Scope:
    """How far this person's right to import files of this kind reaches now. Raises Refused: there is none."""
    scope = _answers[0](person_id, kind)
    if scope is None:
        raise Refused(_("Nothing was imported: you may not import files of this kind, or no longer."))
    return scope
