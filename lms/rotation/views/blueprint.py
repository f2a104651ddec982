"""The blueprint that this room's pages share, and the words they speak."""

from typing import Any

from flask import Blueprint, request

from lms.accounts.guard import signed_in
from lms.accounts.rules import Permission
from lms.rotation.wording import TEMPLATE_WORDS
from lms.training.wording import day_span, intake, whole_name

bp = Blueprint("rotation", __name__, template_folder="../templates")


@bp.context_processor
def _words() -> dict[str, Any]:
    training = {"day_span": day_span, "intake": intake, "whole_name": whole_name}
    return TEMPLATE_WORDS | training | {"may": lambda name: signed_in().may(Permission(name))}


def page_number() -> int:
    """Which page of a list is asked for."""
    return request.args.get("page", 1, type=int)
