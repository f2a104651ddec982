"""The blueprint that this room's pages share, and the words they speak."""

from typing import Any

from flask import Blueprint, request

from lms.accounts.guard import current_scope, signed_in
from lms.accounts.rules import Permission
from lms.errors import NotFound
from lms.nomination.queries.calls import CallCard, call_of_class
from lms.nomination.wording import TEMPLATE_WORDS
from lms.training.queries.classes import ClassCard, class_in_scope

bp = Blueprint("nomination", __name__, template_folder="../templates")


@bp.context_processor
def _words() -> dict[str, Any]:
    return TEMPLATE_WORDS | {"may": lambda name: signed_in().may(Permission(name))}


def page_number() -> int:
    """Which page of a list is asked for."""
    return request.args.get("page", 1, type=int)


def class_of_address(class_id: int) -> ClassCard:
    """The class, if the right that opened the view reaches its organiser. Raises NotFound."""
    return class_in_scope(class_id, current_scope())


def call_of_address(class_id: int) -> CallCard:
    """The call-up of such a class. Raises NotFound, also while there is none."""
    call = call_of_class(class_id, current_scope())
    if call is None:
        raise NotFound("There is no such call-up here.")
    return call
