"""The changing half of a meeting's secret: made once every ten minutes, whichever server process needs it first."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from lms.accounts.actions.inserting import insert_or_leave
from lms.extensions import db
from lms.training.models import SignInSecret
from lms.training.queries import sign_in
from lms.training.queries.sign_in import MeetingFacts
from lms.training.rules.sign_in import new_secret, rotation_begins

KEPT_FOR = timedelta(days=2)
"""Longer than a scan kept without network is taken."""


def secret_in_force(meeting: MeetingFacts, now: datetime) -> str:
    """The whole secret of a meeting at `now`. Several processes that make it at once agree on the row that was first.

    Nobody does this, the clock does: it stands in no audit trail.
    """
    begins = rotation_begins(now)
    db.session.execute(
        insert_or_leave(SignInSecret),
        [{"class_meeting_id": meeting.id, "valid_from": begins, "secret": new_secret()}],
    )
    db.session.execute(delete(SignInSecret).where(SignInSecret.valid_from < begins - KEPT_FOR))
    return sign_in.secrets_at([meeting], [begins])[meeting.id][begins]
