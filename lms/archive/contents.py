"""What a class's file says, as data: documents that are sheets, and documents that were files already."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

import pandas as pd

from lms.rosters.sheets import Align, Column, Sheet, Signature


@dataclass(frozen=True)
class Document:
    """A document of the file: a sheet, or files that are kept already as (stored file's id, ending of its name)."""

    number: str  # 01, 02, … in the order of the list of documents
    name: str
    sheet: Sheet | None = None
    files: tuple[tuple[int, str], ...] = ()

    @property
    def stem(self) -> str:
        """How its files are called."""
        return f"{self.number}-{self.name}"


@dataclass(frozen=True)
class Contents:
    """Everything a file says. `left_out`: documents that the class has none of, and why.

    `supplemented_at`: when an evaluation was added that came after the closing.
    """

    class_name: str
    organiser: str
    days: str
    closed_at: datetime
    closed_by: str
    known_at: datetime
    documents: tuple[Document, ...] = field(default=())
    left_out: tuple[tuple[str, str], ...] = field(default=())
    supplemented_at: datetime | None = None


def kept(contents: Contents) -> str:
    """The contents as they are stored."""
    plain = {name: getattr(contents, name) for name in ("class_name", "organiser", "days", "closed_by", "left_out")}
    plain |= {name: getattr(contents, name).isoformat() for name in ("closed_at", "known_at")}
    plain["supplemented_at"] = contents.supplemented_at.isoformat() if contents.supplemented_at else None
    plain["documents"] = [
        {
            "number": one.number,
            "name": one.name,
            "sheet": _plain(one.sheet) if one.sheet is not None else None,
            "files": one.files,
        }
        for one in contents.documents
    ]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def fetched(text: str) -> Contents:
    """What `kept` stored; its sheets say that they were made when the class was closed."""
    plain = json.loads(text)
    closed_at = datetime.fromisoformat(plain["closed_at"])
    return Contents(
        class_name=plain["class_name"],
        organiser=plain["organiser"],
        days=plain["days"],
        closed_at=closed_at,
        closed_by=plain["closed_by"],
        known_at=datetime.fromisoformat(plain["known_at"]),
        documents=tuple(
            Document(
                one["number"],
                one["name"],
                _sheet(one["sheet"], closed_at) if one["sheet"] else None,
                tuple((file_id, ending) for file_id, ending in one["files"]),
            )
            for one in plain["documents"]
        ),
        left_out=tuple((name, why) for name, why in plain["left_out"]),
        supplemented_at=datetime.fromisoformat(plain["supplemented_at"]) if plain["supplemented_at"] else None,
    )


_TEXTS = ("title", "left", "middle", "right", "portrait", "roomy", "name", "file_name")


def _plain(sheet: Sheet) -> dict[str, Any]:
    return {
        **{name: getattr(sheet, name) for name in _TEXTS},
        "foot": sheet.foot,
        "columns": [asdict(one) for one in sheet.columns],
        "signatures": [asdict(one) for one in sheet.signatures],
        "rows": [list(row) for row in zip(*(_values(sheet.table[one.heading]) for one in sheet.columns), strict=True)],
    }


def _values(column: pd.Series) -> list[Any]:
    """Texts and numbers as Python has them; nothing where there is none."""
    values = column.astype(object)
    return [value.item() if hasattr(value, "item") else value for value in values.where(values.notna(), None)]


def _sheet(plain: dict[str, Any], made_at: datetime) -> Sheet:
    columns = tuple(Column(**(one | {"align": Align(one["align"])})) for one in plain["columns"])
    table = pd.DataFrame(
        {
            one.heading: pd.Series([row[place] for row in plain["rows"]], dtype=object)
            for place, one in enumerate(columns)
        }
    )
    return Sheet(
        columns=columns,
        table=table,
        foot=tuple(plain["foot"]),
        signatures=tuple(Signature(**one) for one in plain["signatures"]),
        made_at=made_at,
        **{name: plain[name] for name in _TEXTS},
    )
