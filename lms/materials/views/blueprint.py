"""The blueprint that this room's pages share, and the words they speak."""

from typing import Any

from flask import Blueprint, request

from lms.accounts.guard import current_scope, signed_in
from lms.accounts.rules import Permission
from lms.materials.wording import TEMPLATE_WORDS
from lms.training.models import TrainingClass
from lms.training.queries.classes import class_for_update
from lms.training.wording import TEMPLATE_WORDS as TRAINING_WORDS

bp = Blueprint("materials", __name__, template_folder="../templates")


@bp.context_processor
def _words() -> dict[str, Any]:
    return TRAINING_WORDS | TEMPLATE_WORDS | {"may": lambda name: signed_in().may(Permission(name))}


def page_number() -> int:
    """Which page of a list is asked for."""
    return request.args.get("page", 1, type=int)


def locked_class(class_id: int) -> TrainingClass:
    """The class of this address, locked, if the right that opened the view reaches it. Raises NotFound."""
    return class_for_update(class_id, current_scope())
