"""The security administrator's list of grants; giving one and taking one back."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts import actions, queries
from lms.accounts.forms import GrantFilters, GrantForm, chosen
from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission, Role
from lms.accounts.views.blueprint import bp
from lms.accounts.wording import ROLE_WORDS
from lms.errors import NotFound, Refused
from lms.people.models import Organisation, Person
from lms.people.queries import organisation_called
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/grants")
@requires(Permission.MANAGE_GRANTS)
def list_grants() -> ResponseReturnValue:
    """Rights in force at the organisations in scope."""
    filters = GrantFilters(request.args)
    page = queries.grants_page(
        current_scope(),
        text=filters.text.data,
        role=chosen(filters.role),
        organisation=filters.organisation.data,
        number=request.args.get("page", 1, type=int),
    )
    return render_template("accounts/grants.html", filters=filters, page=page, words=ROLE_WORDS)


@bp.get("/grants/give")
@requires(Permission.MANAGE_GRANTS)
def give_grant_page() -> ResponseReturnValue:
    """The form: who, as what, where."""
    return render_template("accounts/give.html", form=GrantForm(formdata=None, data=request.args.to_dict()))


@bp.post("/grants/give")
@requires(Permission.MANAGE_GRANTS)
def give_grant() -> ResponseReturnValue:
    """Give a right; whatever speaks against it stands at the form."""
    form = GrantForm()
    try:
        if form.validate_on_submit():
            with transaction():
                person, organisation = _person_of(form), _organisation_of(form)
                if person and organisation:
                    actions.give(current_actor(), person, Role(form.role.data), organisation)
                    told = (person.name, str(ROLE_WORDS[Role(form.role.data)]), organisation.name)
                    return _given(*told)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return render_template("accounts/give.html", form=form), 422


@bp.get("/grants/<int:grant_id>/take-back")
@requires(Permission.MANAGE_GRANTS)
def confirm_take_back(grant_id: int) -> ResponseReturnValue:
    """What taking it back does, before it is done."""
    grant = queries.grant_in_scope(grant_id, current_scope())
    return render_template("accounts/take_back.html", grant=grant, role=ROLE_WORDS[Role(grant.role)])


@bp.post("/grants/<int:grant_id>/take-back")
@requires(Permission.MANAGE_GRANTS)
def take_back(grant_id: int) -> ResponseReturnValue:
    """End a right at once."""
    with transaction():
        grant = queries.grant_in_scope(grant_id, current_scope())
        actions.take_back(current_actor(), grant)
    tell(
        _("%(name)s is no longer %(role)s of %(organisation)s.",
          name=grant.name, role=ROLE_WORDS[Role(grant.role)], organisation=grant.organisation)
    )  # fmt: skip
    return redirect(url_for(".list_grants"), code=303)


def _given(name: str, role: str, organisation: str) -> ResponseReturnValue:
    tell(
        _("%(name)s is now %(role)s of %(organisation)s.", name=name, role=role, organisation=organisation),
        _("It holds at once; it can be taken back in this list."),
    )
    return redirect(url_for(".list_grants"), code=303)


def _person_of(form: GrantForm) -> Person | None:
    try:
        return queries.person_in_scope(form.person_no.data, current_scope())
    except NotFound:
        form.person_no.errors = [_("Nobody with this number is within what you look after.")]
        return None


def _organisation_of(form: GrantForm) -> Organisation | None:
    found = organisation_called(form.organisation.data, current_scope())
    if len(found) == 1:
        return found[0]
    listed = _(", ").join(f"{one.name}({one.code})" for one in found)
    form.organisation.errors = [
        _("Several organisations have this name: %(listed)s. Enter the code.", listed=listed)
        if found
        else _("No organisation with this code or name is within what you look after.")
    ]
    return None
