"""How a Chinese office writes days, spans and names of classes on paper, whatever the language of the screen."""

from datetime import date


def day(value: date) -> str:
    """「2026年4月20日」: Arabic digits, the year in full, no leading zeros."""
    return f"{value.year}年{value.month}月{value.day}日"


def day_span(first: date, last: date) -> str:
    """「2026年4月20日至4月22日」; the year again when it is another."""
    if first == last:
        return day(first)
    return f"{day(first)}至{day(last) if last.year != first.year else f'{last.month}月{last.day}日'}"


def class_title(programme: str, intake_number: int, year: int, *, organiser: str = "") -> str:
    """「2026年社区主职干部集中轮训班（第4期）」; in a round with the organiser, who counts its own intakes."""
    named = programme if str(year) in programme else f"{year}年{programme}"
    return f"{named}{f'（{organiser}）' if organiser else ''}（第{intake_number}期）"
