"""Members reached otherwise than at a meeting: recorded, corrected, taken back."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Refused
from lms.extensions import db
from lms.people.models import Organisation
from lms.records.rules import centihours_of_minutes
from lms.rounds.actions.rounds import refuse_unless_open
from lms.rounds.models import MemberReach, SeasonalRound
from lms.rounds.queries.branches import faces_of_branch
from lms.rounds.queries.people import reached_that_day
from lms.rounds.queries.rounds import themes_of


@dataclass(frozen=True)
class ReachFields:
    """What was done for members who did not come; `theme_id` None: no theme in particular."""

    kind: str
    how: str
    day: date
    minutes: int
    reached_by: str
    theme_id: int | None = None
    note: str = ""


def record_reaches(
    actor: Actor, round_: SeasonalRound, branch: Organisation, person_ids: frozenset[int], fields: ReachFields
) -> int:
    """Put down that members of a locked branch were reached; gives how many are new.

    Who was reached that way on that day already is left as is: pressed twice it records once.
    """
    _check(round_, fields)
    if not person_ids or not person_ids <= {face.person_id for face in faces_of_branch(round_, branch.id)}:
        raise Refused(_("Tick the members of this branch who were reached."))
    new = sorted(person_ids - reached_that_day(round_.id, set(person_ids), fields.day, fields.kind))
    if new:
        db.session.execute(insert(MemberReach), [_row(actor, round_, branch.id, one, fields) for one in new])
    for one in new:
        audit.record(
            actor, "round.reached", of=round_, person_id=one, organisation_id=branch.id, kind=fields.kind,
            how=fields.how, day=fields.day, minutes=fields.minutes,
        )  # fmt: skip
    return len(new)


def correct_reach(actor: Actor, round_: SeasonalRound, reach: MemberReach, fields: ReachFields) -> None:
    """Say something else of a time somebody was reached; what was said before stays."""
    _check(round_, fields)
    moved = (fields.day, fields.kind) != (reach.day, reach.kind)
    if moved and reached_that_day(round_.id, {reach.person_id}, fields.day, fields.kind):
        raise Refused(_("This member was reached that way on that day already."))
    _supersede(actor, reach)
    db.session.execute(insert(MemberReach), [_row(actor, round_, reach.organisation_id, reach.person_id, fields)])
    audit.record(
        actor, "round.reach_corrected", of=round_, person_id=reach.person_id, organisation_id=reach.organisation_id,
        kind=fields.kind, how=fields.how, day=fields.day, minutes=fields.minutes,
    )  # fmt: skip


def take_back_reach(actor: Actor, round_: SeasonalRound, reach: MemberReach) -> None:
    """It was recorded by mistake: it is not known any more."""
    refuse_unless_open(round_)
    _supersede(actor, reach)
    audit.record(
        actor, "round.reach_taken_back", of=round_, person_id=reach.person_id, organisation_id=reach.organisation_id,
        day=reach.day,
    )  # fmt: skip


def _supersede(actor: Actor, reach: MemberReach) -> None:
    reach.superseded_at, reach.superseded_by = clock.now(), str(actor)
    db.session.flush()


def _check(round_: SeasonalRound, fields: ReachFields) -> None:
    refuse_unless_open(round_)
    if fields.theme_id is not None and fields.theme_id not in {theme.id for theme in themes_of(round_.id)}:
        raise Refused(_("Choose a theme of this round."))
    if not round_.first_day <= fields.day <= min(round_.last_day, clock.today()):
        raise Refused(_("The day does not lie within the days of the round, or lies ahead."))


def _row(actor: Actor, round_: SeasonalRound, branch_id: int, person_id: int, fields: ReachFields) -> dict[str, Any]:
    return {
        "round_id": round_.id, "organisation_id": branch_id, "person_id": person_id, "theme_id": fields.theme_id,
        "kind": fields.kind, "how": fields.how, "day": fields.day, "minutes": fields.minutes,
        "credit_centihours": centihours_of_minutes(fields.minutes), "reached_by": fields.reached_by[:60],
        "note": fields.note[:300], "recorded_at": clock.now(), "recorded_by": str(actor),
    }  # fmt: skip
