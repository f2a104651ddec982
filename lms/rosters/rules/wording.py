"""How a Chinese office writes days, spans and names of files. A roster is a Chinese document on every screen."""

from datetime import date

_NOT_IN_FILE_NAMES = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_") | {chr(code): None for code in range(32)})
_LONGEST_NAME = 90  # characters; file systems take 255 bytes


def day(value: date) -> str:
    """「2026年4月20日」: Arabic digits, the year in full, no leading zeros."""
    return f"{value.year}年{value.month}月{value.day}日"


def day_span(first: date, last: date) -> str:
    """「2026年4月20日至4月22日」; the year again when it is another."""
    if first == last:
        return day(first)
    return f"{day(first)}至{day(last) if last.year != first.year else f'{last.month}月{last.day}日'}"


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


def class_title(programme: str, intake_number: int, year: int, *, organiser: str = "") -> str:
    """「2026年社区主职干部集中轮训班（第4期）」; in a round with the organiser, who counts its own intakes."""
    named = programme if str(year) in programme else f"{year}年{programme}"
    return f"{named}{f'（{organiser}）' if organiser else ''}（第{intake_number}期）"


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
