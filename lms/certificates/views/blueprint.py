"""The blueprint that this room's pages share, and the words they speak."""

from typing import Any

from flask import Blueprint, request

from lms.accounts.guard import signed_in
from lms.accounts.rules import Permission
from lms.certificates.rules.paper import masked
from lms.training.wording import TEMPLATE_WORDS

bp = Blueprint("certificates", __name__, template_folder="../templates")


@bp.context_processor
def _words() -> dict[str, Any]:
    return TEMPLATE_WORDS | {"may": lambda name: signed_in().may(Permission(name)), "masked": masked}


def page_number() -> int:
    """Which page of a list is asked for."""
    return request.args.get("page", 1, type=int)
