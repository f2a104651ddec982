"""What was done, told on the page that follows the redirect; there are no toasts."""

from typing import Literal, cast, get_args

from flask import flash, get_flashed_messages

Kind = Literal["done", "info", "warning", "error"]


def tell(title: str, text: str = "", kind: Kind = "done") -> None:
    """Say on the next page what was done, to how many (`title`), and how to undo it (`text`)."""
    flash([str(title), str(text)], kind)  # type: ignore[arg-type]  # the session keeps lists as they are


def told_notices() -> list[tuple[str, tuple[str, str]]]:
    """What is to be told now: kind and (title, text). Asking again gives the same within one request."""
    told = cast("list[tuple[str, str | list[str]]]", get_flashed_messages(with_categories=True))
    kinds = get_args(Kind)
    return [(kind if kind in kinds else "info", _title_and_text(message)) for kind, message in told]


def _title_and_text(message: str | list[str]) -> tuple[str, str]:
    return (message, "") if isinstance(message, str) else (message[0], message[1])


TEMPLATE_GLOBALS = {"told_notices": told_notices}
