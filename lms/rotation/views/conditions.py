"""The conditions of a list: read from the address, shown in the form, said in the caption."""

from flask import request
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import SelectChoice, SelectField

from lms import clock
from lms.accounts.forms import chosen
from lms.people.queries import OrgScope
from lms.people.rules import PositionCategory
from lms.rotation.forms.lists import ListFilters
from lms.rotation.queries import Asked, BranchTotals, Filters
from lms.rotation.views.asked import day_shown
from lms.rotation.wording import listed
from lms.web.wording import count, day


def wanted_of(filters: ListFilters, scope: OrgScope, organisation_id: int | None) -> Filters:
    """The same as the question to the database."""
    category = chosen(filters.category) if "category" in filters else ""
    below = chosen(filters.organisation) if "organisation" in filters else ""
    return Filters(
        scope,
        organisation_id=int(below) if below else organisation_id,
        statuses=filters.statuses,
        categories=frozenset({PositionCategory(category)} if category else ()),
        called=filters.called.data or "",
    )


def filters_of(asked: Asked, branches: list[BranchTotals] | None) -> ListFilters:
    """The conditions as the address says them; `branches`: units to choose from, None: position categories instead."""
    filters = ListFilters(request.args)
    filters.year.data = str(asked.year)
    filters.requirement.data = asked.requirement.code
    filters.as_of.data = filters.as_of.data or day_shown(asked)
    if branches is None:
        del filters.organisation
    else:
        del filters.category
        units = [SelectChoice(str(one.organisation_id), one.name) for one in branches if one.totals.audience]
        filters.organisation.choices = [SelectChoice("", _("Everywhere")), *units]
    filters.as_of.validate(filters)  # a day that makes no sense says so; other conditions fall back
    return filters


def caption_of(asked: Asked, filters: ListFilters, total: int) -> str:
    """How many, under which conditions, in which order."""
    names = [name for name in ("status", "organisation", "category") if name in filters]
    words = [_chosen_words(filters[name]) for name in names]
    if day_shown(asked) != clock.today():
        words.append(_("as of %(day)s", day=day(day_shown(asked), year=True)))
    if filters.called.data:
        words.append(_("“%(text)s”", text=filters.called.data))
    return ngettext(
        "%(conditions)s: %(count)s person, in order of organisation and post",
        "%(conditions)s: %(count)s people, in order of organisation and post",
        total, conditions=listed(words), count=count(total),
    )  # fmt: skip


def _chosen_words(field: SelectField) -> str:
    """The words of the choice; none for the one that leaves the list as it is."""
    wanted = chosen(field) or field.default
    return next((str(label) for value, label, *_rest in field.iter_choices() if value and value == wanted), "")
