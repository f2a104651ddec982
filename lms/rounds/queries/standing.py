"""How every member of a round stands: members and what they learned, brought together by one sort.

A join of two sums has no index on SQLite and takes a minute where this takes a part of a second: members and what was
learned are put one under the other, and a window over each person adds up.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import CTE, ColumnElement, Integer, and_, cast, func, literal, null, select, union_all

from lms.rounds.models import SeasonalRound
from lms.rounds.queries.branches import members
from lms.rounds.queries.learned import in_classes, learned

STANDS = ("attended", "reached", "in_class")
_SUMMED = ("meetings", "reaches", "minutes", "centihours", "classes")
Within = Callable[[Any], ColumnElement[bool]]
"""Gives the condition on a branch."""


def stands(round_: SeasonalRound, within: Within, *, few: bool = False) -> CTE:
    """Every member with how they stand, once for each branch they are of.

    person_id, branch_id, meetings, reaches, minutes, centihours, and attended, reached, in_class of which at most one
    is 1. `few`: the members are those of one branch, and nobody else's meetings need be looked at.
    """
    member = members(round_.organiser_id, within)
    among = select(member.c.person_id) if few else None
    done = learned(round_.id, among)
    nothing = [literal(0, Integer).label(name) for name in _SUMMED]
    rows = union_all(
        select(member.c.person_id, member.c.branch_id, *nothing),
        select(
            done.c.person_id, cast(null(), Integer), func.sum(done.c.meeting), func.sum(done.c.reach),
            func.sum(done.c.minutes), func.sum(done.c.centihours), literal(0, Integer),
        ).group_by(done.c.person_id),
        select(
            in_classes(round_.programme_id).subquery().c.person_id, cast(null(), Integer),
            *(literal(1 if name == "classes" else 0, Integer) for name in _SUMMED),
        ),
    ).subquery()  # fmt: skip
    of_person = {
        name: cast(func.sum(rows.c[name]).over(partition_by=rows.c.person_id), Integer).label(name) for name in _SUMMED
    }
    whole = select(rows.c.person_id, rows.c.branch_id, *of_person.values()).subquery()
    meetings, reaches = whole.c.meetings, whole.c.reaches
    return (
        select(
            whole.c.person_id, whole.c.branch_id, meetings, reaches, whole.c.minutes, whole.c.centihours,
            cast(meetings > 0, Integer).label("attended"),
            cast(and_(meetings == 0, reaches > 0), Integer).label("reached"),
            cast(and_(meetings == 0, reaches == 0, whole.c.classes > 0), Integer).label("in_class"),
        )
        .where(whole.c.branch_id.is_not(None))
        .cte("stands")
    )  # fmt: skip
