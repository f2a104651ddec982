"""The list of classes; a class's days; making, changing and cancelling one."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import pgettext
from wtforms import SelectChoice

from lms import clock
from lms.accounts.guard import current_actor, current_scope, requires, signed_in
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.people.queries import organisation_called
from lms.training.actions import classes as actions
from lms.training.forms.classes import NOBODY, ClassForm, DrawsFromForm, ReasonForm
from lms.training.models import Programme
from lms.training.queries import classes, leave, meetings, programmes
from lms.training.rules.words import Half
from lms.training.views.blueprint import bp, locked_class, page_number
from lms.training.wording import intake
from lms.transaction import transaction
from lms.web.notices import tell

DEFAULT_SEATS = 60


@bp.get("/classes")
@requires(Permission.VIEW_CLASSES)
def list_classes() -> ResponseReturnValue:
    """Today's classes first, then those still open; the closed ones folded away."""
    scope, person, today = current_scope(), signed_in().person_id, clock.today()
    return render_template(
        "training/classes.html",
        today=meetings.classes_today(scope, person, clock.now()),
        coming=classes.next_class(scope, person, today),
        page=classes.open_classes_page(scope, person, page_number()),
        ended=classes.closed_classes_page(scope, person, 1),
        waiting_leave=leave.count_waiting(scope),
    )


@bp.get("/classes/closed")
@requires(Permission.VIEW_CLASSES)
def list_closed_classes() -> ResponseReturnValue:
    """Every class that is closed or cancelled."""
    page = classes.closed_classes_page(current_scope(), signed_in().person_id, page_number())
    return render_template("training/closed_classes.html", page=page)


@bp.get("/classes/<int:class_id>")
@requires(Permission.VIEW_CLASSES)
def show_class(class_id: int) -> ResponseReturnValue:
    """The half-days of a class."""
    card = classes.class_in_scope(class_id, current_scope())
    return render_template("training/class_days.html", card=card, meetings=meetings.meetings_of(class_id), tab="days")


@bp.get("/classes/new")
@requires(Permission.MANAGE_CLASSES)
def new_class() -> ResponseReturnValue:
    """Choose a programme, then fill in the class."""
    programme_id = request.args.get("programme", type=int)
    if programme_id is None:
        found = programmes.programmes_for(current_scope(), since_year=clock.today().year - 1)
        return render_template("training/choose_programme.html", programmes=found)
    programme = programmes.programme_for(programme_id, current_scope())
    form = _form(programme, formdata=None)
    form.halves.data = [Half.MORNING.value, Half.AFTERNOON.value]
    form.declared_year.data, form.capacity.data = programme.year, DEFAULT_SEATS
    form.supervisor_person_id.data = signed_in().person_id
    if form.organiser_id.choices:
        form.organiser_id.data = form.organiser_id.choices[0].value
        form.intake_number.data = programmes.next_intake_number(programme.id, form.organiser_id.data)
    return render_template("training/class_form.html", form=form, programme=programme, card=None)


@bp.post("/classes/new")
@requires(Permission.MANAGE_CLASSES)
def make_class() -> ResponseReturnValue:
    """Make a class with its half-days."""
    programme = programmes.programme_for(request.args.get("programme", 0, type=int), current_scope())
    form = _form(programme)
    try:
        if form.validate_on_submit():
            with transaction():
                programme = programmes.programme_for(programme.id, current_scope())
                made = actions.create_class_in_free_place(current_actor(), programme, form.fields()).id
            tell(_("The class is made."), _("Next: enrol the people who take part."))
            return redirect(url_for(".show_class", class_id=made), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return render_template("training/class_form.html", form=form, programme=programme, card=None), 422


@bp.get("/classes/<int:class_id>/edit")
@requires(Permission.MANAGE_CLASSES)
def edit_class(class_id: int) -> ResponseReturnValue:
    """The class as it is, to be changed."""
    card = classes.class_in_scope(class_id, current_scope())
    form = _form(programmes.programme_of(card.programme_id), card.id, formdata=None)
    form.fill(card)
    return render_template("training/class_form.html", form=form, programme=None, card=card)


@bp.post("/classes/<int:class_id>/edit")
@requires(Permission.MANAGE_CLASSES)
def change_class(class_id: int) -> ResponseReturnValue:
    """Change it; new dates supersede the old ones."""
    card = classes.class_in_scope(class_id, current_scope())
    form = _form(programmes.programme_of(card.programme_id), card.id)
    try:
        if form.validate_on_submit():
            with transaction():
                actions.change_class(current_actor(), locked_class(class_id), form.fields())
            tell(_("The class is changed."))
            return redirect(url_for(".show_class", class_id=class_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return render_template("training/class_form.html", form=form, programme=None, card=card), 422


def _form(programme: Programme, class_id: int | None = None, **more: object) -> ClassForm:
    """The form with what may be chosen here; a class that exists keeps its organiser and half-days."""
    form = ClassForm(**more)
    scope = current_scope()
    organisers = programmes.organisers_for(scope, programme)
    between = pgettext("between clauses", ", ")
    people = {person: f"{name}{between}{where}" for person, name, where in programmes.supervisors_for(scope)}
    if class_id is not None:
        card = classes.class_in_scope(class_id, scope)
        organisers = [(card.organiser_id, card.organiser_name)]
        if card.supervisor_person_id:
            people.setdefault(card.supervisor_person_id, card.supervisor_name or "")
        del form.halves
    form.organiser_id.choices = [SelectChoice(key, name) for key, name in organisers]
    form.supervisor_person_id.choices = [
        SelectChoice(NOBODY, _l("Nobody yet")), *(SelectChoice(key, name) for key, name in people.items())
    ]  # fmt: skip
    return form


@bp.route("/classes/<int:class_id>/draws-from", methods=["GET", "POST"])
@requires(Permission.SET_DRAWS_FROM)
def set_draws_from(class_id: int) -> ResponseReturnValue:
    """The department says which organisation a class draws its people from."""
    card = classes.class_in_scope(class_id, current_scope())
    form = DrawsFromForm()
    if form.validate_on_submit():
        found = organisation_called(form.organisation.data or "", current_scope())
        if len(found) == 1:
            with transaction():
                actions.set_draws_from(current_actor(), locked_class(class_id), found[0].id)
            tell(_("This class now draws its people from %(organisation)s.", organisation=found[0].name))
            return redirect(url_for(".show_class", class_id=class_id), code=303)
        form.organisation.errors = [
            _("Several organisations have this name. Enter the code.")
            if found
            else _("No organisation with this code or name is within what you look after.")
        ]
    return render_template("training/draws_from.html", form=form, card=card), 422 if form.errors else 200


@bp.route("/classes/<int:class_id>/cancel", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLASSES)
def cancel_class(class_id: int) -> ResponseReturnValue:
    """Say that a class is not held, after a page that says what that does."""
    card = classes.class_in_scope(class_id, current_scope())
    form = ReasonForm()
    if form.validate_on_submit():
        with transaction():
            actions.cancel_class(current_actor(), locked_class(class_id), form.reason.data or "")
        tell(_("%(intake)s is cancelled.", intake=intake(card)), _("Everybody's seat ended today."))
        return redirect(url_for(".list_classes"), code=303)
    return render_template("training/cancel.html", form=form, card=card), 422 if form.errors else 200
