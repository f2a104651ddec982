"""Who takes part: listed, picked, pasted, read from a file; seats ended and made up for."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.training import lists
from lms.training.actions import enrolment as actions
from lms.training.actions.enrolment import Enrolled
from lms.training.forms.enrolment import (
    ListForm,
    MakeUpForm,
    PeopleFilters,
    PickForm,
    TraineeFilters,
    WithdrawForm,
)
from lms.training.queries import classes, enrolment, people
from lms.training.rules import rosters
from lms.training.rules.rosters import Found, Line
from lms.training.views.blueprint import bp, locked_class, page_number
from lms.training.wording import seatless_words
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/trainees")
@requires(Permission.VIEW_CLASSES)
def list_trainees() -> ResponseReturnValue:
    """Everybody with a seat in a class within reach."""
    filters = TraineeFilters(request.args)
    page = enrolment.trainees_page(
        current_scope(), filters.called.data or "", filters.class_called.data or "", page_number()
    )
    return render_template("training/trainees.html", filters=filters, page=page)


@bp.get("/classes/<int:class_id>/trainees")
@requires(Permission.VIEW_CLASSES)
def show_trainees(class_id: int) -> ResponseReturnValue:
    """The people of a class."""
    card = classes.class_in_scope(class_id, current_scope())
    page = enrolment.seats_page(class_id, page_number())
    return render_template("training/class_trainees.html", card=card, page=page, tab="trainees")


@bp.get("/classes/<int:class_id>/enrol")
@requires(Permission.MANAGE_CLASSES)
def pick_people(class_id: int) -> ResponseReturnValue:
    """People the class may draw, to be chosen."""
    return _pick_page(class_id, PickForm(formdata=None))


@bp.post("/classes/<int:class_id>/enrol")
@requires(Permission.MANAGE_CLASSES)
def enrol_picked(class_id: int) -> ResponseReturnValue:
    """Give those chosen a seat."""
    form = PickForm()
    chosen = request.form.getlist("person", type=int)
    if not chosen:
        form.form_errors.append(_("Choose at least one person."))
    if not form.validate_on_submit() or not chosen:
        return _pick_page(class_id, form), 422
    with transaction():
        done = actions.enrol(current_actor(), locked_class(class_id), chosen, form.make_up_year.data)
    _tell(done)
    return redirect(url_for(".show_trainees", class_id=class_id), code=303)


def _pick_page(class_id: int, form: PickForm) -> str:
    card = classes.class_in_scope(class_id, current_scope())
    filters = PeopleFilters(request.args)
    page, faces = people.pickable_page(
        card, filters.called.data or "", filters.organisation.data or "", page_number()
    )  # fmt: skip
    return render_template("training/enrol_pick.html", card=card, form=form, filters=filters, page=page, faces=faces)


@bp.get("/classes/<int:class_id>/enrol/list")
@requires(Permission.MANAGE_CLASSES)
def enrol_list_page(class_id: int) -> ResponseReturnValue:
    """A field to paste names into, and one for a file."""
    card = classes.class_in_scope(class_id, current_scope())
    return render_template("training/enrol_list.html", card=card, form=ListForm(formdata=None), lines=[], chosen={})


@bp.post("/classes/<int:class_id>/enrol/list")
@requires(Permission.MANAGE_CLASSES)
def enrol_list(class_id: int) -> ResponseReturnValue:
    """Enrol everybody whom the list means beyond doubt; with doubts nothing is done, and they are shown."""
    form = ListForm()
    card = classes.class_in_scope(class_id, current_scope())
    try:
        if form.file.data:
            form.text.data = lists.names_in_upload(form.file.data)
    except Refused as refusal:
        form.file.errors = [str(refusal)]
        return render_template("training/enrol_list.html", card=card, form=form, lines=[], chosen={}), 422
    wanted = rosters.entries(form.text.data or "")
    lines = rosters.match(wanted, people.candidates_for(card, wanted))
    chosen = rosters.choose(lines, request.form)
    if not wanted:
        form.text.errors = [_("Paste at least one name or number, or choose a file.")]
    doubtful = rosters.doubts(lines, chosen, leave_unknown=bool(form.leave_unknown.data))
    if not form.validate_on_submit() or doubtful or not wanted:
        return _doubts_page(class_id, form, lines, chosen), 422
    with transaction():
        done = actions.enrol(
            current_actor(), locked_class(class_id), rosters.people_chosen(chosen), form.make_up_year.data
        )
    _tell(done)
    return redirect(url_for(".show_trainees", class_id=class_id), code=303)


def _doubts_page(class_id: int, form: ListForm, lines: list[Line], chosen: dict[int, int]) -> str:
    card = classes.class_in_scope(class_id, current_scope())
    unknown = sum(line.found is Found.NOBODY for line in lines)
    if lines and not form.errors:
        form.form_errors.append(
            _("Nobody is enrolled yet: some entries are in doubt. Say who is meant, then send the list again.")
        )
    return render_template(
        "training/enrol_list.html", card=card, form=form, lines=lines, chosen=chosen, unknown=unknown
    )


def _tell(done: Enrolled) -> None:
    """What became of everybody, in numbers that add up."""
    rest = []
    if done.already:
        rest.append(ngettext("%(num)s had a seat already.", "%(num)s had a seat already.", len(done.already)))
    rest += seatless_words(done)
    tell(
        ngettext("%(num)s person is enrolled.", "%(num)s people are enrolled.", len(done.enrolled)),
        " ".join(rest) or _("They can be withdrawn from this list."),
        kind="done" if done.enrolled and not (done.without_seat or done.not_drawn or done.elsewhere) else "warning",
    )


@bp.route("/classes/<int:class_id>/trainees/<int:person_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLASSES)
def withdraw(class_id: int, person_id: int) -> ResponseReturnValue:
    """End a seat, after a page that says what that does."""
    card = classes.class_in_scope(class_id, current_scope())
    enrolment.open_enrolment(class_id, person_id)
    face = people.faces_of([person_id])[person_id]
    form = WithdrawForm()
    if form.validate_on_submit():
        with transaction():
            actions.withdraw(current_actor(), locked_class(class_id), person_id, form.reason.data)
        tell(_("%(name)s is withdrawn from the class.", name=face.name))
        return redirect(url_for(".show_trainees", class_id=class_id), code=303)
    return render_template("training/withdraw.html", card=card, face=face, form=form), 422 if form.errors else 200


@bp.route("/classes/<int:class_id>/trainees/<int:person_id>/make-up", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLASSES)
def set_make_up(class_id: int, person_id: int) -> ResponseReturnValue:
    """Say which year a seat makes up for."""
    card = classes.class_in_scope(class_id, current_scope())
    seat = enrolment.open_enrolment(class_id, person_id)
    face = people.faces_of([person_id])[person_id]
    form = MakeUpForm(data={"make_up_year": seat.make_up_year})
    try:
        if form.validate_on_submit():
            with transaction():
                year = form.make_up_year.data
                actions.set_make_up_year(current_actor(), locked_class(class_id), person_id, year)
            tell(_("The make-up year of %(name)s is changed.", name=face.name))
            return redirect(url_for(".show_trainees", class_id=class_id), code=303)
    except Refused as refusal:
        form.make_up_year.errors = [str(refusal)]
    return render_template("training/make_up.html", card=card, face=face, form=form), 422 if form.errors else 200
