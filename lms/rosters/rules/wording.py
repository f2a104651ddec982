"""How a Chinese office writes days, spans and names of files. A roster is a Chinese document on every screen."""

from datetime import date

from lms.documents.wording import class_title, day, day_span

__all__ = [
    "class_title", "day", "day_span", "file_stem", "make_up_note", "month", "post_at", "short_day", "short_span",
    "together",
]  # fmt: skip
_NOT_IN_FILE_NAMES = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_") | {chr(code): None for code in range(32)})
_LONGEST_NAME = 90  # characters; file systems take 255 bytes


def short_day(value: date) -> str:
    """「2026.4.2」, for a column of days."""
    return f"{value.year}.{value.month}.{value.day}"


def short_span(first: date, last: date) -> str:
    """「2026.4.20—4.22」, for a column."""
    if first == last:
        return short_day(first)
    return f"{short_day(first)}—{short_day(last) if last.year != first.year else f'{last.month}.{last.day}'}"


def month(value: date) -> str:
    """「1985.03」, as birth dates stand in rosters."""
    return f"{value.year}.{value.month:02}"


def post_at(organisation: str, position: str) -> str:
    """单位及职务 in one cell; a position that names its organisation already is left as it is."""
    return position if organisation and position.startswith(organisation) else f"{organisation}{position}"


def file_stem(title: str) -> str:
    """A title as the name of a file, without what file systems refuse."""
    return title.translate(_NOT_IN_FILE_NAMES).strip(" .")[:_LONGEST_NAME] or "名册"


def make_up_note(year: int | None) -> str:
    """「补2025年度」 for who makes up for an earlier year."""
    return f"补{year}年度" if year else ""


def together(*notes: str) -> str:
    """Several notes in one cell."""
    return "；".join(note for note in notes if note)
