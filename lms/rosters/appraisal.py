"""学员考核鉴定表: each person's appraisal form with what closing the class decided; opinions are written by hand."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from flask_babel import gettext as _

from lms.documents.pdf import typeset
from lms.errors import NotFound, Refused
from lms.rosters.queries.classes import people_decided, results_of
from lms.rosters.queries.people import people_of
from lms.rosters.queries.reach import Reach
from lms.rosters.queries.tree import tree
from lms.rosters.rosters.completion import completion_roster
from lms.rosters.rosters.of_class import card_of, head_of
from lms.rosters.rosters.order import in_office_order
from lms.rosters.rules import wording
from lms.rosters.sheets.sheet import EMPTY
from lms.training.queries import ClassCard

_TEMPLATE = Path(__file__).parent / "print" / "appraisal.typ"
_TAGGED_UP_TO = 60
KIND = "学员考核鉴定表"


@dataclass(frozen=True)
class Forms:
    """The document, how many sheets it has, and the name of its file."""

    content: bytes
    sheets: int
    file_name: str


def appraisal_forms(class_id: int, reach: Reach, people: Collection[int] = (), title_font: str = "") -> Forms:
    """A sheet for each person whom closing a class decided about, in office order; for `people` alone where named.

    Raises NotFound out of reach or for somebody else, Refused while the class is open or when the font lacks a
    character.
    """
    card = card_of(class_id, reach)
    rows = _decided(card, reach, people)
    head = head_of(card, KIND, "学时")
    data = {
        "title": KIND, "organiser": card.organiser_name, "days": wording.day_span(card.first_day, card.last_day),
        "class_name": head.title.removesuffix(KIND),
        "people": _people(rows, completion_roster(card, rows, "").texts()),
    }  # fmt: skip
    content = typeset(_TEMPLATE, data, title_font=title_font, tagged=len(rows) <= _TAGGED_UP_TO)
    whose = f"（{rows.iloc[0]['name']}）" if people and len(rows) == 1 else ""
    return Forms(content, len(rows), wording.file_stem(f"{head.title}{whose}"))


def _decided(card: ClassCard, reach: Reach, people: Collection[int]) -> pd.DataFrame:
    results = results_of(card.id)
    if results.empty:
        raise Refused(_("This class is not closed yet: nobody has completed it so far."))
    rows = in_office_order(people_of(people_decided(card.id), card.last_day, reach).join(results), tree())
    if people:
        rows = rows.loc[rows.index.isin(list(people))]
    if rows.empty:
        raise NotFound("There is no such person in this class.")
    return rows


def _people(rows: pd.DataFrame, decided: list[tuple[str, ...]]) -> list[dict[str, str]]:
    """Each person's cells; what was decided reads as in the completion roster."""
    return [_person(row, said) for row, said in zip(rows.to_dict("records"), decided, strict=True)]


def _person(row: dict[Any, Any], said: tuple[str, ...]) -> dict[str, str]:
    planned, attended, share, score, grade, result, number, note = said[6:14]
    return {
        "name": row["name"], "gender": _or_dash(row["gender"]), "ethnicity": _or_dash(row["ethnicity"]),
        "born": wording.month(row["birth_date"]) if pd.notna(row["birth_date"]) else EMPTY,
        "standing": _or_dash(row["political_status"]),
        "post": wording.post_at(_text(row["organisation"]), _text(row["position"])) or EMPTY,
        "planned": planned, "attended": attended, "share": share, "score": score, "grade": grade, "result": result,
        "number": number, "note": note,
    }  # fmt: skip


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _or_dash(value: object) -> str:
    return _text(value) or EMPTY
