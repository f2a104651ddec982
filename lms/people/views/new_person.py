"""One new person, put down by hand; many come by file."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.guard import current_actor, requires
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.people import actions
from lms.people.forms import NewPersonForm
from lms.people.models import Person
from lms.people.views.appointments import post_of
from lms.people.views.blueprint import bp
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/people/new")
@requires(Permission.EDIT_PEOPLE)
def new_person_page() -> ResponseReturnValue:
    """The empty form."""
    return render_template("people/new_person.html", form=NewPersonForm())


@bp.post("/people/new")
@requires(Permission.EDIT_PEOPLE)
def add_person() -> ResponseReturnValue:
    """Put the person down with their first post."""
    form = NewPersonForm()
    try:
        if form.validate_on_submit():
            with transaction():
                if person := _added(form):
                    tell(_("%(name)s is added.", name=person.name), _("An account can be given to them now."))
                    return redirect(url_for(".show_person", person_id=person.id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return render_template("people/new_person.html", form=form), 422


def _added(form: NewPersonForm) -> Person | None:
    """The person as stored; None after putting down at the field which organisation cannot be meant."""
    post = post_of(form)
    if post is None:
        return None
    actor = current_actor()
    person = actions.add_person(actor, str(form.person_no.value), form.said(whole_numbers=True), post)
    status, joined = form.political_status.data or None, form.joined_party_on.data
    if status or joined:
        actions.set_standing(actor, person, status, joined)
    return person
