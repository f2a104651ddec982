"""The tree, changed: one more organisation, another name, another place."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.people import actions, queries
from lms.people.actions import OrganisationWords
from lms.people.forms import OrganisationForm
from lms.people.models import Organisation
from lms.people.views.blueprint import bp
from lms.people.views.choosing import organisation_of
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/people/organisations/<int:organisation_id>/add")
@requires(Permission.IMPORT_EVERYTHING)  # who imports organisations changes them here too
def add_organisation_page(organisation_id: int) -> ResponseReturnValue:
    """The form for one more organisation below this one."""
    above = queries.organisation_in_scope(organisation_id, current_scope())
    return _page(OrganisationForm(parent=above.code), above)


@bp.post("/people/organisations/<int:organisation_id>/add")
@requires(Permission.IMPORT_EVERYTHING)
def add_organisation(organisation_id: int) -> ResponseReturnValue:
    """One more organisation."""
    form = OrganisationForm()
    above = queries.organisation_in_scope(organisation_id, current_scope())
    try:
        if form.validate_on_submit():
            with transaction():
                if words := _words_of(form, None):
                    made = actions.add_organisation(current_actor(), str(form.code.value), words)
                    tell(_("%(name)s is added.", name=made.name), _("People come to it by their appointments."))
                    return redirect(url_for(".show_organisation", organisation_id=made.id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return _page(form, above), 422


@bp.get("/people/organisations/<int:organisation_id>/change")
@requires(Permission.IMPORT_EVERYTHING)
def change_organisation_page(organisation_id: int) -> ResponseReturnValue:
    """The form with the organisation as it is."""
    scope = current_scope()
    organisation = queries.organisation_in_scope(organisation_id, scope)
    above = queries.path_to(organisation_id, scope)[-2:-1]
    parent = queries.organisation_in_scope(above[0][0], scope).code if above else None
    form = OrganisationForm.for_change(
        has_parent=bool(above), name=organisation.name, kind=organisation.kind, parent=parent
    )  # fmt: skip
    return _page(form, organisation, changes=True)


@bp.post("/people/organisations/<int:organisation_id>/change")
@requires(Permission.IMPORT_EVERYTHING)
def change_organisation(organisation_id: int) -> ResponseReturnValue:
    """Another name, kind or place."""
    scope = current_scope()
    organisation = queries.organisation_in_scope(organisation_id, scope)
    form = OrganisationForm.for_change(has_parent=len(queries.path_to(organisation_id, scope)) > 1)
    try:
        if form.validate_on_submit():
            with transaction():
                organisation = queries.organisation_in_scope(organisation_id, scope)
                if words := _words_of(form, organisation):
                    return _changed(
                        organisation, is_new=actions.change_organisation(current_actor(), organisation, words)
                    )
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return _page(form, queries.organisation_in_scope(organisation_id, scope), changes=True), 422


def _words_of(form: OrganisationForm, organisation: Organisation | None) -> OrganisationWords | None:
    """What the form says; None after putting down at the field which organisation above cannot be meant."""
    parent_id = organisation.parent_id if organisation else None
    if form.parent is not None:
        parent = organisation_of(form.parent, current_scope())
        if parent is None:
            return None
        parent_id = parent.id
    return OrganisationWords(str(form.name.value), form.kind.data, parent_id)


def _changed(organisation: Organisation, *, is_new: bool) -> ResponseReturnValue:
    if is_new:
        tell(_("%(name)s is changed.", name=organisation.name), _("Counts and lists follow at once."))
    else:
        tell(_("Nothing differed, so nothing was changed."), kind="info")
    return redirect(url_for(".show_organisation", organisation_id=organisation.id), code=303)


def _page(form: OrganisationForm, organisation: Organisation, *, changes: bool = False) -> str:
    return render_template("people/organisation_form.html", form=form, organisation=organisation, changes=changes)
