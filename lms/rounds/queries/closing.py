"""What closing a round would decide, and what a closing wrote."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from lms.extensions import db
from lms.rounds.models import RoundResult, SeasonalRound
from lms.rounds.queries.learned import in_classes, learned
from lms.rounds.queries.rounds import themes_of
from lms.rounds.rules import Asked, Done, Verdict, verdict


@dataclass(frozen=True)
class Decision:
    """What closing now decides about one member who was reached; hours in hundredths."""

    person_id: int
    verdict: Verdict
    minutes: int
    centihours: int
    meetings: int
    first_day: date
    last_day: date

    @property
    def completed(self) -> bool:
        """结业."""
        return self.verdict is not Verdict.TOO_LITTLE


@dataclass(frozen=True)
class ClosingPlan:
    """Everything a closing would write, and a mark by which to see that nothing changed since it was shown."""

    decisions: list[Decision]

    @property
    def completed(self) -> int:
        """How many complete the round."""
        return sum(one.completed for one in self.decisions)

    def count(self, wanted: Verdict) -> int:
        """How many are judged so."""
        return sum(one.verdict is wanted for one in self.decisions)

    @property
    def seen(self) -> str:
        """Equal for two plans that decide the same."""
        return hashlib.sha256(repr(self.decisions).encode()).hexdigest()[:32]


def closing_plan(round_: SeasonalRound) -> ClosingPlan:
    """What closing a round now would decide about everybody who was reached. Three queries."""
    asked = Asked(round_.minutes_each, round_.meetings_each, round_.minutes_a_theme)
    themes = [theme.id for theme in themes_of(round_.id)] if asked.minutes_a_theme else []
    in_class = set(db.session.scalars(in_classes(round_.programme_id)))
    rows = learned(round_.id)
    found = db.session.execute(
        select(
            rows.c.person_id, rows.c.theme_id, func.sum(rows.c.minutes), func.sum(rows.c.centihours),
            func.sum(rows.c.meeting), func.sum(rows.c.home), func.min(rows.c.day), func.max(rows.c.day),
        )
        .group_by(rows.c.person_id, rows.c.theme_id)
        .order_by(rows.c.person_id, rows.c.theme_id)
    )  # fmt: skip
    by_person = defaultdict(list)
    for person_id, *rest in found:
        by_person[person_id].append(rest)
    return ClosingPlan(
        [_decide(one, parts, asked, themes, in_class=one in in_class) for one, parts in by_person.items()]
    )


def _decide(person_id: int, parts: list, asked: Asked, themes: list[int], *, in_class: bool) -> Decision:
    """`parts`: a row each theme: theme, minutes, centihours, meetings, visits at home, first day, last day."""
    done = Done(
        minutes_by_theme={part[0]: int(part[1]) for part in parts},
        meetings=sum(int(part[3]) for part in parts),
        visited_at_home=any(part[4] for part in parts),
        completed_a_class=in_class,
    )
    return Decision(
        person_id=person_id,
        verdict=verdict(asked, done, themes),
        minutes=done.minutes,
        centihours=sum(int(part[2]) for part in parts),
        meetings=done.meetings,
        first_day=min(part[5] for part in parts),
        last_day=max(part[6] for part in parts),
    )


def own_records_of(closing_id: int) -> list[int]:
    """The records that a closing wrote itself."""
    wanted = select(RoundResult.record_id).where(RoundResult.closing_id == closing_id, RoundResult.is_own)
    return list(db.session.scalars(wanted.order_by(RoundResult.record_id)))


def result_counts(closing_id: int) -> tuple[int, int]:
    """How many people a closing decided about, and how many of them completed."""
    row = db.session.execute(
        select(func.count(), func.count().filter(RoundResult.completed)).where(RoundResult.closing_id == closing_id)
    ).one()
    return row[0], row[1]
