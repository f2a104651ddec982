"""The overview and the drill-down: how a requirement stands, who is flagged, why, and what to do."""

from typing import Any
from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.guard import current_scope, requires
from lms.accounts.rules import Permission
from lms.paging import Page
from lms.people.models import Organisation
from lms.people.queries import Branch, OrgScope, count_people_in, tops
from lms.rotation import queries
from lms.rotation.forms.lists import ListFilters
from lms.rotation.queries import Asked, BranchTotals, Filters, Totals
from lms.rotation.queries.counts import subtree_totals
from lms.rotation.queries.places import organisation_coded, path_with_codes
from lms.rotation.rules import FLAGGED
from lms.rotation.views import situation
from lms.rotation.views.asked import address, asked_by_address, day_of, is_about_today
from lms.rotation.views.blueprint import bp, page_number
from lms.rotation.views.conditions import caption_of, filters_of, wanted_of
from lms.rotation.views.rows import rows_of
from lms.rotation.wording import requirement_name

LIST_CONDITIONS = ("called", "status", "organisation", "category")


@bp.get("/rotation")
@requires(Permission.VIEW_ROTATION)
def overview() -> ResponseReturnValue:
    """How a requirement stands in all that one looks after."""
    scope = current_scope()
    if not queries.requirements():
        return render_template("rotation/nothing_asked.html")
    asked = asked_by_address()
    found = queries.totals(asked, Filters(scope))
    if not found.audience and not count_people_in(scope):
        return render_template("rotation/first_use.html")
    roots = tops(scope)
    branches = _branches_of(asked, roots)
    filters = filters_of(asked, branches)
    return render_template(
        "rotation/overview.html",
        heading=situation.heading(asked, found),
        tiles=situation.tiles(asked, found, "rotation.overview"),
        years=_years(asked),
        last_year=_flagged_last_year(asked, scope),
        unlisted=queries.count_unlisted(asked, scope),
        recounted=queries.audience_size(asked, scope) if "recount" in request.args else None,
        **_situation(asked, found, branches, roots[0].kind if len(roots) == 1 else ""),
        **_people(asked, found, filters, scope),
    )


@bp.get("/rotation/organisations/<path:code>")
@requires(Permission.VIEW_ROTATION)
def show_organisation(code: str) -> ResponseReturnValue:
    """The same for one organisation and what lies below it."""
    scope = current_scope()
    organisation = organisation_coded(code, scope)
    asked = asked_by_address()
    inside = Filters(scope, organisation.id)
    found = queries.totals(asked, inside)
    branches = queries.branch_totals(asked, organisation.id)
    return render_template(
        "rotation/organisation.html",
        heading=situation.place_heading(organisation.name, found),
        organisation=organisation,
        above=_path(organisation, scope, asked),
        **_situation(asked, found, branches, organisation.kind),
        **_people(asked, found, filters_of(asked, None), scope, organisation.id),
    )


@bp.get("/rotation/unlisted")
@requires(Permission.VIEW_ROTATION)
def list_unlisted() -> ResponseReturnValue:
    """Appointments that nobody can judge, and what they lack."""
    asked = asked_by_address()
    page = queries.unlisted_page(asked, current_scope(), page_number())
    return render_template("rotation/unlisted.html", asked=asked, address=address(asked), page=page)


def _situation(asked: Asked, found: Totals, branches: list[BranchTotals], kind: str) -> dict[str, Any]:
    rows = situation.bar_rows(asked, branches)
    return {
        "asked": asked,
        "address": address(asked),
        "totals": found,
        "lead": situation.as_of_words(asked),
        "stale": situation.stale_words(asked, queries.evaluation_state()),
        "is_about_today": is_about_today(asked),
        "may_enrol": is_about_today(asked) and asked.requirement.rules.asks_for_records,
        "is_forecast": day_of(asked) > clock.today(),
        "bars_first": rows[: situation.SHOWN_BRANCHES],
        "bars_rest": rows[situation.SHOWN_BRANCHES :],
        "twice": situation.counted_twice(found, branches) if rows else 0,
        "kind": kind,
        "trainings": _trainings(asked),
    }


def _people(
    asked: Asked, found: Totals, filters: ListFilters, scope: OrgScope, organisation_id: int | None = None
) -> dict[str, Any]:
    """The list with its conditions; without any and with nobody flagged it gives way to the units."""
    wanted = wanted_of(filters, scope, organisation_id)
    narrowed = any(request.args.get(name) for name in LIST_CONDITIONS)
    page = Page([], 1, 1, 0)
    if found.flagged or narrowed:
        page = queries.lines_page(asked, wanted, page_number())
    return {
        "filters": filters,
        "page": page,
        "rows": rows_of(asked, page.rows, scope),
        "caption": caption_of(asked, filters, page.total),
        "shows_people": bool(found.flagged or narrowed),
    }


def _branches_of(asked: Asked, roots: list[Branch]) -> list[BranchTotals]:
    """What lies below the one organisation looked after; several of those themselves."""
    if len(roots) == 1:
        return queries.branch_totals(asked, roots[0].id)
    return subtree_totals(asked, [one.id for one in roots])


def _years(asked: Asked) -> list[tuple[str, str, bool]]:
    """Last year, this and next; and the one asked about, where it is another."""
    this = clock.today().year
    values = address(asked)
    return [
        (_("Year %(year)s", year=year), url_for(".overview", **(values | {"year": year})), year == asked.year)
        for year in sorted({this - 1, this, this + 1, asked.year})
    ]


def _trainings(asked: Asked) -> list[tuple[str, str]]:
    """The other requirements in force, each with the same page of it."""
    return [
        (requirement_name(one.rules), f"{request.path}?{urlencode(address(asked) | {'requirement': one.code})}")
        for one in queries.requirements()
        if one.code != asked.requirement.code
    ]


def _flagged_last_year(asked: Asked, scope: OrgScope) -> tuple[int, str] | None:
    """How many still owe last year's while something can be done about it: nobody is forgotten at New Year."""
    today, rules = clock.today(), asked.requirement.rules
    before = Asked(asked.requirement, today.year - 1)
    until = rules.make_up_day(before.year) or rules.due_day(before.year)
    if asked.moment is not None or asked.year != today.year or today > until:
        return None
    flagged = queries.totals(before, Filters(scope, statuses=FLAGGED)).audience
    return (flagged, url_for(".overview", **address(before))) if flagged else None


def _path(organisation: Organisation, scope: OrgScope, asked: Asked) -> list[tuple[str, str]]:
    """The organisations from where one's right begins down to this one; the first leads to the overview."""
    values = address(asked)
    first, *rest = path_with_codes(organisation.id, scope)
    links = [(name, url_for(".show_organisation", code=code, **values)) for code, name in rest]
    return [(first[1], url_for(".overview", **values)), *links]
