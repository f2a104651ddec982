"""Reminding branches that are behind: by hand, and by the system once before the deadline and once after it."""

from collections.abc import Iterable

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import insert

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.extensions import db
from lms.messages import actions as messages
from lms.people.queries import EVERYWHERE, OrgScope
from lms.rounds.actions.rounds import refuse_unless_open
from lms.rounds.models import RoundReminder, SeasonalRound
from lms.rounds.queries.late import branches_behind, last_reminders, reminded_at_stage, reporters_of
from lms.rounds.queries.rounds import round_for_update
from lms.rounds.rules import Stage, reminder_due
from lms.web.wording import day

LANGUAGE = "zh_Hans"  # a message is kept as it was sent; the sender's language is not the reader's
SYSTEM = Actor.system("rounds")


def remind(actor: Actor, round_: SeasonalRound, branch_ids: Iterable[int], stage: Stage = Stage.BY_HAND) -> int:
    """Remind who reports for these branches of a locked round; gives how many branches anybody could be told of.

    Who answers for several gets one message.
    """
    reporters = reporters_of(branch_ids)
    told = sorted({one.branch_id for one in reporters})
    if not told:
        return 0
    with force_locale(LANGUAGE):
        title = _("Please report: %(round)s", round=round_.name)
        body = _(
            "Meetings of some themes are not reported yet. Report them by %(day)s, with who came and a photo or "
            "the minutes. Members who cannot come are recorded as visited at home or reached on return.",
            day=day(round_.report_by, year=True),
        )
    messages.send(actor, {one.person_id for one in reporters}, title, body, f"/rounds/{round_.id}")
    alike = {"round_id": round_.id, "stage": stage.value, "sent_at": clock.now(), "sent_by": str(actor)}
    db.session.execute(insert(RoundReminder), [alike | {"organisation_id": one} for one in told])
    audit.record(
        actor, "round.reminded", of=round_, organisation_id=round_.organiser_id, stage=stage, branches=len(told)
    )
    return len(told)


def remind_by_hand(actor: Actor, round_: SeasonalRound, scope: OrgScope, chosen: frozenset[int] | None) -> int:
    """Remind branches in `scope` that are behind, those `chosen` or (None) all; gives how many.

    A branch that was reminded today is left alone. Raises Refused when the round is closed.
    """
    refuse_unless_open(round_)
    today = clock.today()
    behind = {line.id for line in branches_behind(round_, scope)}
    reminded = last_reminders(round_.id, behind)
    wanted = {
        one for one in (behind if chosen is None else behind & chosen)
        if one not in reminded or clock.local(reminded[one]).date() < today
    }  # fmt: skip
    return remind(actor, round_, wanted) if wanted else 0


def remind_by_itself(round_id: int) -> int:
    """What the system does on a day: remind branches that are behind, each once a stage; gives how many."""
    round_ = round_for_update(round_id, EVERYWHERE)
    stage = reminder_due(round_.report_by, clock.today())
    if stage is None or round_.closed_at is not None:
        return 0
    before = reminded_at_stage(round_.id, stage)
    behind = [line.id for line in branches_behind(round_) if line.id not in before]
    return remind(SYSTEM, round_, behind, stage) if behind else 0
