"""How a requirement stands in a part of the tree, in words and figures; the overview and the drill-down share it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.rotation.queries import Asked, BranchTotals, StoredState, Totals
from lms.rotation.rules import Status
from lms.rotation.rules.reasons.shortfall import is_once
from lms.rotation.views.asked import address, day_of
from lms.rotation.wording import DONE, requirement_name, sentences
from lms.web.wording import count, day

SHOWN_BRANCHES = 30
"""More units than this stand behind 「看其余」, so that the list of people is not out of sight."""


def heading(asked: Asked, found: Totals) -> str:
    """The answer: how many are overdue, and what of."""
    name = _("%(requirement)s %(year)s", requirement=requirement_name(asked.requirement.rules), year=asked.year)
    overdue, at_risk = found[Status.OVERDUE], found[Status.AT_RISK]
    if not found.audience:
        return _("%(training)s: asked of nobody here", training=name)
    if overdue and is_once(asked.requirement.rules):
        return ngettext(
            "%(training)s: %(count)s person still overdue and untrained",
            "%(training)s: %(count)s people still overdue and untrained",
            overdue, training=name, count=count(overdue),
        )  # fmt: skip
    if overdue:
        return ngettext(
            "%(training)s: %(count)s person overdue and short of what is asked",
            "%(training)s: %(count)s people overdue and short of what is asked",
            overdue, training=name, count=count(overdue),
        )  # fmt: skip
    if at_risk:
        return _("%(training)s: nobody is overdue, %(count)s at risk", training=name, count=count(at_risk))
    return _("%(training)s: nobody is overdue", training=name)


def place_heading(place: str, found: Totals) -> str:
    """The same for one organisation of the tree."""
    overdue, at_risk = found[Status.OVERDUE], found[Status.AT_RISK]
    if not found.audience:
        return _("%(place)s: nobody owes this training", place=place)
    if not found.flagged:
        return _("%(place)s: nobody is overdue", place=place)
    if not overdue:
        return _("%(place)s: nobody is overdue, %(at_risk)s at risk", place=place, at_risk=count(at_risk))
    return _("%(place)s: %(overdue)s overdue, %(at_risk)s at risk", place=place, overdue=count(overdue),
             at_risk=count(at_risk))  # fmt: skip


def as_of_words(asked: Asked) -> str:
    """The day the figures stand for, and by when the training is due or can still be made up."""
    as_of, rules = day_of(asked), asked.requirement.rules
    return sentences(_("As of %(day)s.", day=day(as_of, year=True)), _deadline(as_of, rules.due_day(asked.year), asked))


def _deadline(as_of: date, due: date, asked: Asked) -> str:
    until = asked.requirement.rules.make_up_day(asked.year)
    left = (due - as_of).days
    if not left:
        return _("Due by %(day)s, the last day.", day=_in_year(due, as_of))
    if left > 0:
        return ngettext("Due by %(day)s, %(num)s day left.", "Due by %(day)s, %(num)s days left.", left,
                              day=_in_year(due, as_of))  # fmt: skip
    if until and until >= as_of:
        left = (until - as_of).days
        return ngettext(
            "It can be made up until %(day)s, %(num)s day left.", "It can be made up until %(day)s, %(num)s days left.",
            left, day=_in_year(until, as_of),
        )  # fmt: skip
    return _("It was due by %(day)s.", day=_in_year(due, as_of))


def _in_year(one: date, as_of: date) -> str:
    return day(one, year=one.year != as_of.year)


@dataclass(frozen=True)
class Tile:
    """A figure that leads to its list."""

    name: str
    figure: str
    note: str
    kind: str
    href: str


def tiles(asked: Asked, found: Totals, endpoint: str, **values: Any) -> list[Tile]:  # noqa: ANN401 - values of an address
    """逾期 · 临期 · 已完成 · 其他: they add up to everybody."""
    made_up = found[Status.MADE_UP]
    rows = (
        (_("Overdue"), found[Status.OVERDUE], _("reasons and remedies below"), "overdue", Status.OVERDUE.value),
        (_("At risk"), found[Status.AT_RISK], _at_risk_note(asked), "at_risk", Status.AT_RISK.value),
        (_("Completed"), found.done, _("%(count)s of them made up", count=count(made_up)) if made_up else "",
         "completed", "done"),
        (_("Other"), found.others, _("in detail at the end"), "", "others"),
    )  # fmt: skip
    return [
        Tile(name, count(number), note if number else "", kind,
             url_for(endpoint, **values, **address(asked), status=status, _anchor="people"))
        for name, number, note, kind, status in rows
    ]  # fmt: skip


def _at_risk_note(asked: Asked) -> str:
    rules = asked.requirement.rules
    if day_of(asked) > rules.due_day(asked.year):
        return _("all with an approved deferral")
    return ngettext("due within %(num)s day", "due within %(num)s days", rules.warn_days)


def bar_rows(asked: Asked, branches: Sequence[BranchTotals]) -> list[dict[str, Any]]:
    """Rows of the bars, in order of codes; units of which nobody owes this training are left out."""
    return [
        {
            "name": _("%(place)s itself", place=one.name) if one.is_itself else one.name,
            "href": None if one.is_itself else url_for("rotation.show_organisation", code=one.code, **address(asked)),
            "overdue": one.totals[Status.OVERDUE],
            "at_risk": one.totals[Status.AT_RISK],
            "other": one.totals.others,
            "completed": one.totals.done,
            "total": one.totals.audience,
        }
        for one in branches
        if one.totals.audience
    ]


def counted_twice(found: Totals, branches: Sequence[BranchTotals]) -> int:
    """How many more the bars count than there are people: who holds posts in two of the units."""
    return sum(one.totals.audience for one in branches) - found.audience


def stale_words(asked: Asked, state: StoredState) -> str:
    """Said while the stored answers are not today's; empty when they are, or when they are not what is shown."""
    if asked.moment is not None or state.is_current:
        return ""
    if state.evaluated_at is None:
        return _("The first evaluation has not ended yet. Look again in a few minutes.")
    return _("Until it ends the figures are those of %(day)s.", day=day(state.evaluated_on or clock.today(), year=True))


def status_counts(found: Totals) -> dict[str, int]:
    """Every status with its count, done together: for a sentence that adds up."""
    return {"done": sum(found[one] for one in DONE), **{one.value: found[one] for one in Status}}
