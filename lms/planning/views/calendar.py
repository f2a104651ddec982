"""The calendar of a year: its months with classes and free days, and what clashes."""

from collections import Counter
from datetime import date
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.guard import current_scope, requires
from lms.accounts.rules import Permission
from lms.paging import ROWS_A_PAGE, Page
from lms.planning.queries import calendar
from lms.planning.queries.calendar import View
from lms.planning.queries.plan import Conditions, span_of, without_class
from lms.planning.rules.calendar import Month, months_of
from lms.planning.rules.clashes import Clash, Held
from lms.planning.views.asking import asked_clashes, asked_page, asked_view
from lms.planning.views.blueprint import bp
from lms.training.rules.holidays import year_is_announced

FIRST_SHOWN = 5


@bp.get("/plan/calendar")
@requires(Permission.VIEW_CLASSES)
def show_calendar() -> ResponseReturnValue:
    """The twelve months, each with its classes; the first clashes above."""
    view, form = asked_view(current_scope())
    return render_template(
        "planning/calendar.html",
        view=view,
        form=form,
        today=clock.today(),
        open_month=_open_month(view),
        announced=year_is_announced(view.year),
        **_year(view),
    )


def _open_month(view: View) -> int:
    """The month whose classes are unfolded: the one in the address, else this one."""
    today = clock.today()
    return request.args.get("month", today.month if today.year == view.year else 1, type=int)


def _year(view: View) -> dict[str, Any]:
    """Classes, months and clashes of a year, as the page takes them. Five queries."""
    cards = {card.id: card for card in calendar.classes_of(view)}
    half_days = calendar.half_days_of(view)
    clashes = calendar.clashes_of(view, half_days)
    shown = coming_first(clashes)[:FIRST_SHOWN]
    months = months_of(view.year, classes_by_day(half_days), Counter(clash.day for clash in clashes))
    placed = {class_id for month in months for class_id in month.class_ids}
    return {
        "cards": cards,
        "months": months,
        "planned": _planned(view, months),
        "without_days": [card for card in cards.values() if card.id not in placed],
        "clashing": {class_id for clash in clashes for class_id in clash.class_ids},
        "shown": shown,
        "clash_total": len(clashes),
        "named": named_classes(view, shown),
    }


@bp.get("/plan/clashes")
@requires(Permission.VIEW_CLASSES)
def list_clashes() -> ResponseReturnValue:
    """Everything that clashes in a year, what is still to come first."""
    view, kind, form = asked_clashes(current_scope())
    clashes = calendar.clashes_of(view, calendar.half_days_of(view))
    page = page_of(coming_first([one for one in clashes if kind in {None, one.kind}]), asked_page())
    return render_template(
        "planning/clashes.html", view=view, form=form, kind=kind, page=page, named=named_classes(view, page.rows)
    )


def _planned(view: View, months: list[Month]) -> dict[date, list[str]]:
    """What the plan wants in each month and no class is made for: names, by the month's first day."""
    wanted = without_class(view.scope, Conditions(view.year, view.organiser_id))
    spans = [(planned.name, span_of(planned)) for planned in wanted]
    return {month.first: [name for name, span in spans if span and span.touches(month.first)] for month in months}


def classes_by_day(half_days: list[Held]) -> dict[date, list[int]]:
    """The classes within reach that meet on each day, each once."""
    found: dict[date, list[int]] = {}
    for held in half_days:
        if held.here and held.class_id not in found.setdefault(held.day, []):
            found[held.day].append(held.class_id)
    return found


def coming_first(clashes: list[Clash]) -> list[Clash]:
    """Those still to come in order of time, then those that are over."""
    now = clock.now()
    return sorted(clashes, key=lambda clash: (clash.at < now, clash.at))


def named_classes(view: View, clashes: list[Clash]) -> dict[int, calendar.ClassCard]:
    """The classes that some clashes are about, as far as the reader may see them."""
    return calendar.classes_named({one for clash in clashes for one in clash.class_ids}, view.scope)


def page_of(rows: list[Clash], number: int) -> Page:
    """A page of what was found by comparing half-days, which no SELECT can cut."""
    of = max(1, -(-len(rows) // ROWS_A_PAGE))
    number = min(max(number, 1), of)
    return Page(rows[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE], number, of, len(rows))
