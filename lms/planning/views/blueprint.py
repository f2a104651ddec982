"""The blueprint that this room's pages share, and the words they speak."""

from typing import Any

from flask import Blueprint

from lms.accounts.guard import signed_in
from lms.accounts.rules import Permission
from lms.planning.wording import TEMPLATE_WORDS

bp = Blueprint("planning", __name__, template_folder="../templates")


@bp.context_processor
def _words() -> dict[str, Any]:
    return TEMPLATE_WORDS | {"may": lambda name: signed_in().may(Permission(name))}
