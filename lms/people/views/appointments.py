"""A person's appointments: one more, its end, its correction, taking it back."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.guard import current_actor, current_scope, requires, scope_for
from lms.accounts.rules import Permission
from lms.errors import Conflict, Refused
from lms.people import actions, queries
from lms.people.actions import Post
from lms.people.forms import AppointmentForm, EndForm
from lms.people.models import Appointment, Organisation, Person
from lms.people.views.blueprint import bp
from lms.people.views.choosing import organisation_of
from lms.people.views.history import days_words
from lms.people.wording import category_words
from lms.transaction import transaction
from lms.web.notices import tell

KNOWN_FIELDS = ("position_category", "position", "first_day", "last_day")


@bp.get("/people/<int:person_id>/appointments/add")
@requires(Permission.EDIT_PEOPLE)
def add_page(person_id: int) -> ResponseReturnValue:
    """The form for one more post."""
    return _form_page(AppointmentForm(), queries.person_in_scope(person_id, current_scope()))


@bp.post("/people/<int:person_id>/appointments/add")
@requires(Permission.EDIT_PEOPLE)
def add(person_id: int) -> ResponseReturnValue:
    """Put down one more post."""
    form = AppointmentForm()
    try:
        if form.validate_on_submit():
            with transaction():
                person = queries.person_for_update(person_id, current_scope())
                if post := post_of(form):
                    actions.add_appointment(current_actor(), person, post)
                    return _done(person, _("The appointment is added."))
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return _form_page(form, queries.person_in_scope(person_id, current_scope())), 422


@bp.get("/people/<int:person_id>/appointments/<int:appointment_id>/correct")
@requires(Permission.EDIT_PEOPLE)
def correct_appointment_page(person_id: int, appointment_id: int) -> ResponseReturnValue:
    """The form with the post as it is known."""
    person, appointment, organisation = _known(person_id, appointment_id)
    known = {field: getattr(appointment, field) for field in KNOWN_FIELDS}
    return _form_page(AppointmentForm(data=known | {"organisation": organisation.code}), person, appointment)


@bp.post("/people/<int:person_id>/appointments/<int:appointment_id>/correct")
@requires(Permission.EDIT_PEOPLE)
def correct_appointment(person_id: int, appointment_id: int) -> ResponseReturnValue:
    """Put down what is right; what stood there stays, marked as corrected."""
    form = AppointmentForm()
    try:
        if form.validate_on_submit():
            with transaction():
                person, appointment, _organisation = _for_update(person_id, appointment_id)
                if post := post_of(form):
                    actions.correct_appointment(current_actor(), person, appointment, post)
                    return _done(person, _("The appointment is corrected."))
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    person, appointment, _organisation = _known(person_id, appointment_id)
    return _form_page(form, person, appointment), 422


@bp.get("/people/<int:person_id>/appointments/<int:appointment_id>/end")
@requires(Permission.EDIT_PEOPLE)
def end_page(person_id: int, appointment_id: int) -> ResponseReturnValue:
    """The form for the last day in a post."""
    person, appointment, organisation = _known(person_id, appointment_id)
    return _end_page(EndForm(appointment.first_day), person, appointment, organisation)


@bp.post("/people/<int:person_id>/appointments/<int:appointment_id>/end")
@requires(Permission.EDIT_PEOPLE)
def end(person_id: int, appointment_id: int) -> ResponseReturnValue:
    """Put down the last day in a post."""
    person, appointment, organisation = _known(person_id, appointment_id)
    form = EndForm(appointment.first_day)
    if not form.validate_on_submit() or form.last_day.data is None:
        return _end_page(form, person, appointment, organisation), 422
    with transaction():
        person, appointment, _organisation = _for_update(person_id, appointment_id)
        actions.end_appointment(current_actor(), person, appointment, form.last_day.data)
        return _done(person, _("The last day in post is put down."))


@bp.get("/people/<int:person_id>/appointments/<int:appointment_id>/withdraw")
@requires(Permission.EDIT_PEOPLE)
def confirm_withdraw(person_id: int, appointment_id: int) -> ResponseReturnValue:
    """What taking it back does, before it is done."""
    person, appointment, organisation = _known(person_id, appointment_id)
    words = _post_words(appointment, organisation)
    return render_template("people/withdraw.html", person=person, appointment=appointment, post=words)


@bp.post("/people/<int:person_id>/appointments/<int:appointment_id>/withdraw")
@requires(Permission.EDIT_PEOPLE)
def withdraw(person_id: int, appointment_id: int) -> ResponseReturnValue:
    """Take back a post that was recorded by mistake."""
    with transaction():
        person, appointment, _organisation = _for_update(person_id, appointment_id)
        actions.withdraw(current_actor(), person, appointment)
        return _done(person, _("The appointment is taken back."))


def _known(person_id: int, appointment_id: int) -> tuple[Person, Appointment, Organisation]:
    """The post as it stands. Raises NotFound outside the scope, Conflict when it was corrected meanwhile."""
    scope = current_scope()
    person = queries.person_in_scope(person_id, scope)
    appointment, organisation = queries.appointment_in_scope(appointment_id, person_id, scope)
    if appointment.superseded_at is not None:
        raise Conflict(_("Nothing was changed: somebody else just changed this appointment. Look at it again."))
    return person, appointment, organisation


def _for_update(person_id: int, appointment_id: int) -> tuple[Person, Appointment, Organisation]:
    queries.person_for_update(person_id, current_scope())
    return _known(person_id, appointment_id)


def post_of(form: AppointmentForm) -> Post | None:
    """What the form says; None after putting down at the field which organisation cannot be meant."""
    organisation = organisation_of(form.organisation, current_scope())
    if organisation is None or form.first_day.data is None:
        return None
    position = form.position.value
    return Post(
        organisation_id=organisation.id,
        position_category=form.position_category.data,
        position=None if position is None else str(position),
        first_day=form.first_day.data,
        last_day=form.last_day.data,
    )


def _done(person: Person, what: str) -> ResponseReturnValue:
    """Back to the person; to the list when they no longer belong to what the reader looks after."""
    if queries.is_in_scope(person.id, scope_for(Permission.VIEW_PEOPLE)):
        tell(what, _("What was known before stays, marked as corrected."))
        return redirect(url_for(".show_person", person_id=person.id), code=303)
    tell(what, _("%(name)s no longer belongs to what you look after.", name=person.name))
    return redirect(url_for(".list_people"), code=303)


def _form_page(form: AppointmentForm, person: Person, appointment: Appointment | None = None) -> str:
    return render_template("people/appointment.html", form=form, person=person, appointment=appointment)


def _end_page(form: EndForm, person: Person, appointment: Appointment, organisation: Organisation) -> str:
    words = _post_words(appointment, organisation)
    return render_template("people/end.html", form=form, person=person, appointment=appointment, post=words)


def _post_words(appointment: Appointment, organisation: Organisation) -> str:
    return _(
        "%(organisation)s, %(position)s, %(days)s",
        organisation=organisation.name,
        position=appointment.position or category_words(appointment.position_category),
        days=days_words(appointment.first_day, appointment.last_day),
    )
