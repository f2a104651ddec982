"""Which answers are kept."""

from datetime import date


def stored_years(today: date) -> tuple[int, int, int]:
    """Last year, this year and next: the years whose answers are stored."""
    return (today.year - 1, today.year, today.year + 1)
