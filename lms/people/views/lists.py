"""The list of people, and the tree walked one level a page."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from lms import clock
from lms.accounts.guard import current_scope, requires, scope_for
from lms.accounts.rules import Permission
from lms.people import queries
from lms.people.forms import PeopleFilters
from lms.people.models import Organisation
from lms.people.queries import Branch, Conditions
from lms.people.rules import OrganisationKind
from lms.people.views.blueprint import bp
from lms.people.views.history import days_words
from lms.people.wording import KIND_WORDS, category_words, people_words
from lms.web.wording import count

WORDS = {"category": category_words, "days": days_words}


def conditions_of(sent: MultiDict[str, str]) -> Conditions:
    """The conditions in an address; a category that there is not is none."""
    filters = PeopleFilters(sent)
    category = filters.category.data if filters.category.validate(filters) else ""
    return Conditions(filters.text.data, filters.organisation.data, category)


@bp.get("/people")
@requires(Permission.VIEW_PEOPLE)
def list_people() -> ResponseReturnValue:
    """People in scope, by name or number, organisation and category."""
    filters = PeopleFilters(request.args)
    conditions = conditions_of(request.args)
    page = queries.people_page(current_scope(), clock.today(), conditions, request.args.get("page", 1, type=int))
    return render_template(
        "people/people.html",
        filters=filters,
        is_narrowed=conditions != Conditions(),
        page=page,
        total=queries.count_people_in(current_scope()),
        words=WORDS,
        may_export=bool(scope_for(Permission.EXPORT_ROSTERS).roots),
        sent=request.args.to_dict(),
        may_edit=bool(scope_for(Permission.EDIT_PEOPLE).roots),
        may_import=bool(scope_for(Permission.IMPORT_PEOPLE).roots),
    )


@bp.get("/people/organisations")
@requires(Permission.VIEW_PEOPLE)
def show_top() -> ResponseReturnValue:
    """Where one's right begins; who begins at one place goes straight there."""
    tops = queries.tops(current_scope())
    if len(tops) == 1:
        return redirect(url_for(".show_organisation", organisation_id=tops[0].id), code=303)
    return render_template("people/tops.html", rows=branch_rows(tops))


@bp.get("/people/organisations/<int:organisation_id>")
@requires(Permission.VIEW_PEOPLE)
def show_organisation(organisation_id: int) -> ResponseReturnValue:
    """One organisation: the level below it with its counts; at the lowest level the people."""
    organisation = queries.organisation_in_scope(organisation_id, current_scope())
    branches = queries.branches_page(organisation_id, current_scope(), request.args.get("page", 1, type=int))
    if not branches.total:
        return _people_page(organisation, is_lowest=True)
    own = queries.count_people_at(organisation_id)
    return render_template(
        "people/organisation.html",
        **_about(organisation),
        people=queries.count_people(organisation_id),
        page=branches,
        rows=_own_row(organisation, own) * (branches.number == 1 and own > 0) + branch_rows(branches.rows),
    )


@bp.get("/people/organisations/<int:organisation_id>/people")
@requires(Permission.VIEW_PEOPLE)
def show_members(organisation_id: int) -> ResponseReturnValue:
    """Who belongs to an organisation itself, not to what lies below it."""
    return _people_page(queries.organisation_in_scope(organisation_id, current_scope()), is_lowest=False)


def branch_rows(branches: list[Branch]) -> list[dict[str, str]]:
    """Rows of the tree component: name, kind and level below, people."""
    return [
        {
            "name": one.name,
            "note": _branch_note(one),
            "figure": people_words(one.people),
            "href": _address(one.id),
        }
        for one in branches
    ]


def _own_row(organisation: Organisation, people: int) -> list[dict[str, str]]:
    """The row for who belongs to the organisation itself."""
    return [
        {
            "name": _("%(organisation)s itself", organisation=organisation.name),
            "note": "",
            "figure": people_words(people),
            "href": url_for(".show_members", organisation_id=organisation.id),
        }
    ]


def _people_page(organisation: Organisation, *, is_lowest: bool) -> str:
    number = request.args.get("page", 1, type=int)
    page = queries.people_at_page(organisation.id, current_scope(), clock.today(), number)
    about = _about(organisation)
    return render_template("people/members.html", **about, page=page, words=WORDS, is_lowest=is_lowest)


def _about(organisation: Organisation) -> dict[str, Any]:
    return {
        "organisation": organisation,
        "above": [(name, _address(one)) for one, name in queries.path_to(organisation.id, current_scope())],
        "kind": KIND_WORDS[OrganisationKind(organisation.kind)],
        "may_change": _may_change(organisation.id),
    }


def _branch_note(one: Branch) -> str:
    kind = str(KIND_WORDS[OrganisationKind(one.kind)])
    if not one.branches:
        return _("%(kind)s, code %(code)s", kind=kind, code=one.code)
    return _("%(kind)s, code %(code)s, with %(count)s below", kind=kind, code=one.code, count=count(one.branches))


def _address(organisation_id: int) -> str:
    return url_for(".show_organisation", organisation_id=organisation_id)


def _may_change(organisation_id: int) -> bool:
    """Whether this person may add organisations here and change them: who imports them may."""
    own = scope_for(Permission.IMPORT_EVERYTHING).roots
    return any(queries.lies_below(organisation_id, root) for root in own)
