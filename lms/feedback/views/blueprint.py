"""The blueprint that this room's pages share, and the words they speak."""

from typing import Any

from flask import Blueprint

from lms.accounts.guard import signed_in
from lms.accounts.rules import Permission
from lms.feedback.rules import LEAST_ANSWERS
from lms.feedback.wording import TEMPLATE_WORDS
from lms.training import wording as training

bp = Blueprint("feedback", __name__, template_folder="../templates")


@bp.context_processor
def _words() -> dict[str, Any]:
    return (
        training.TEMPLATE_WORDS
        | TEMPLATE_WORDS
        | {"LEAST_ANSWERS": LEAST_ANSWERS, "may": lambda name: signed_in().may(Permission(name))}
    )
