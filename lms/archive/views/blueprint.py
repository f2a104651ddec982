"""The blueprint that this room's pages share, and the words they speak."""

from typing import Any

from flask import Blueprint

from lms import clock
from lms.accounts.guard import signed_in
from lms.accounts.rules import Permission
from lms.training.wording import TEMPLATE_WORDS

bp = Blueprint("archive", __name__, template_folder="../templates")


@bp.context_processor
def _words() -> dict[str, Any]:
    return TEMPLATE_WORDS | {"today": clock.today(), "may": lambda name: signed_in().may(Permission(name))}
