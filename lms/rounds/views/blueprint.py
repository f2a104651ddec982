"""The blueprint that this room's pages share, the words they speak, and what most of them begin with."""

from typing import Any

from flask import Blueprint, request

from lms.accounts.guard import current_scope, signed_in
from lms.accounts.rules import Permission
from lms.people.models import Organisation
from lms.rounds.models import SeasonalRound
from lms.rounds.queries.branches import branch_in_reach, is_within
from lms.rounds.queries.rounds import round_for
from lms.rounds.wording import TEMPLATE_WORDS

bp = Blueprint("rounds", __name__, template_folder="../templates")


@bp.context_processor
def _words() -> dict[str, Any]:
    return TEMPLATE_WORDS | {"may": lambda name: signed_in().may(Permission(name))}


def page_number() -> int:
    """Which page of a list is asked for."""
    return request.args.get("page", 1, type=int)


def this_round(round_id: int) -> SeasonalRound:
    """The round of this address, if it concerns what the right that opened the view reaches. Raises NotFound."""
    return round_for(round_id, current_scope())


def this_branch(round_id: int, organisation_id: int) -> tuple[SeasonalRound, Organisation]:
    """The round and the branch of this address, within reach. Raises NotFound."""
    round_ = this_round(round_id)
    return round_, branch_in_reach(round_, organisation_id, current_scope())


def runs(round_: SeasonalRound) -> bool:
    """Whether who is signed in may change and close this round."""
    scope = signed_in().scope(Permission.RUN_ROUNDS)
    return is_within(round_.organiser_id, scope)
