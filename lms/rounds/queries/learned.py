"""What members learned in a round, as rows to add up: at meetings, or reached otherwise, as it is known now."""

from datetime import date

from sqlalchemy import CTE, Integer, Select, cast, func, literal, select, union_all

from lms.columns import known
from lms.extensions import db
from lms.records.models import TrainingRecord
from lms.rounds.models import BranchMeeting, BranchPresence, BranchReport, MemberReach
from lms.rounds.rules import ReachKind
from lms.training.models import TrainingClass


def learned(round_id: int, among: Select[int] | None = None) -> CTE:
    """A row for each member (of those `among`) at each meeting and each time they were reached otherwise.

    person_id, theme_id, day, minutes, centihours, meeting (1 or 0), reach (1 or 0), home (1: visited there), report_id.
    """
    attended = (
        select(
            BranchPresence.person_id, BranchReport.theme_id, BranchReport.day, BranchReport.minutes,
            BranchReport.credit_centihours.label("centihours"), literal(1, Integer).label("meeting"),
            literal(0, Integer).label("reach"), literal(0, Integer).label("home"),
        )
        .join(BranchReport, BranchReport.id == BranchPresence.report_id)
        .join(BranchMeeting, BranchMeeting.id == BranchReport.branch_meeting_id)
        .where(BranchMeeting.round_id == round_id, known(BranchReport), BranchPresence.attended.is_(True))
    )  # fmt: skip
    is_home = cast(MemberReach.kind == ReachKind.HOME.value, Integer)
    reached = select(
        MemberReach.person_id, MemberReach.theme_id, MemberReach.day, MemberReach.minutes,
        MemberReach.credit_centihours.label("centihours"), literal(0, Integer), literal(1, Integer), is_home,
    ).where(MemberReach.round_id == round_id, known(MemberReach))  # fmt: skip
    if among is not None:
        attended = attended.where(BranchPresence.person_id.in_(among))
        reached = reached.where(MemberReach.person_id.in_(among))
    return union_all(attended, reached).cte("learned")


def in_classes(programme_id: int) -> Select[int]:
    """Who completed a class of a programme: the other way to take part in a round."""
    return (
        select(TrainingRecord.person_id)
        .join(TrainingClass, TrainingClass.id == TrainingRecord.training_class_id)
        .where(TrainingClass.programme_id == programme_id, known(TrainingRecord), TrainingRecord.completed.is_(True))
    )


def first_and_last_day(round_id: int) -> tuple[date, date] | None:
    """The first and the last day of everything reported of a round, as known now."""
    rows = learned(round_id)
    first, last = db.session.execute(select(func.min(rows.c.day), func.max(rows.c.day))).one()
    return None if first is None else (first, last)
