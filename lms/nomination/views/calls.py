"""The call-up of a class: its side of the class page, dividing seats, quotas by hand, opening it, its closing day."""

from datetime import timedelta

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import SelectChoice

from lms import clock
from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.nomination.actions import calls as actions
from lms.nomination.forms import NOTHING, ClosingDayForm, DivideForm, quota_form, quotas_in
from lms.nomination.queries.calls import CallCard, call_of_class
from lms.nomination.queries.candidates import asked_of
from lms.nomination.queries.notices import notices_of
from lms.nomination.queries.quotas import quotas_of, requirements_for
from lms.nomination.views.blueprint import bp, call_of_address, class_of_address
from lms.rotation.wording import requirement_name
from lms.training.queries.classes import ClassCard
from lms.training.views.blueprint import locked_class
from lms.transaction import transaction
from lms.web.notices import tell

BEFORE_CLASS = timedelta(days=3)
"""Nominations close so long before the class unless the department says otherwise."""


@bp.get("/classes/<int:class_id>/call")
@requires(Permission.VIEW_CLASSES)
def show_class(class_id: int) -> ResponseReturnValue:
    """The quotas of a class and how far they are filled."""
    card = class_of_address(class_id)
    call = call_of_class(class_id, current_scope())
    if call is None:
        return render_template("nomination/no_call.html", card=card, tab="call")
    asked = asked_of(call)
    return render_template(
        "nomination/class_call.html",
        card=card,
        tab="call",
        call=call,
        quotas=quotas_of(call.id),
        requirement=requirement_name(asked.requirement.rules) if asked else "",
        sent=notices_of(class_id),
    )


@bp.get("/classes/<int:class_id>/call/seats")
@requires(Permission.CALL_UP)
def divide_page(class_id: int) -> ResponseReturnValue:
    """How the seats are to be divided."""
    card = class_of_address(class_id)
    form = _divide_form(card, formdata=None)
    _fill(form, card, call_of_class(class_id, current_scope()))
    return render_template("nomination/divide.html", card=card, form=form)


@bp.post("/classes/<int:class_id>/call/seats")
@requires(Permission.CALL_UP)
def divide(class_id: int) -> ResponseReturnValue:
    """Divide them by the rule; streets see nothing of it yet."""
    card = class_of_address(class_id)
    form = _divide_form(card)
    try:
        if form.validate_on_submit():
            with transaction():
                training_class = locked_class(class_id)
                before = actions.call_or_none(class_id)
                division = actions.divide_seats(current_actor(), training_class, before, form.fields())
            _tell_divided(form, division.minimum, len(division.seats))
            return redirect(url_for(".show_class", class_id=class_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return render_template("nomination/divide.html", card=card, form=form), 422


def _tell_divided(form: DivideForm, minimum: int, units: int) -> None:
    title = ngettext(
        "%(seats)s seats are divided among %(num)s unit.", "%(seats)s seats are divided among %(num)s units.", units,
        seats=form.seats.data,
    )  # fmt: skip
    if minimum < form.minimum.data:
        tell(title, _("They do not reach for the minimum you asked; %(minimum)s is kept.", minimum=minimum), "warning")
    else:
        tell(title, _("Change quotas by hand where needed, then open the call-up."))


def _divide_form(card: ClassCard, **more: object) -> DivideForm:
    form = DivideForm(**more)
    form.requirement_id.choices = [
        *(SelectChoice(one.id, requirement_name(one.rules)) for one in requirements_for(card.category)),
        SelectChoice(NOTHING, _l("Nothing: all units alike")),
    ]
    return form


def _fill(form: DivideForm, card: ClassCard, call: CallCard | None) -> None:
    """The call-up as it is, or what is usual."""
    if call is not None:
        form.requirement_id.data, form.owed_year.data = call.requirement_id or NOTHING, call.owed_year
        form.seats.data, form.minimum.data, form.closes_on.data = call.seats, call.minimum, call.closes_on
        return
    choices = form.requirement_id.choices
    form.requirement_id.data = choices[0].value if isinstance(choices, list) else NOTHING
    form.owed_year.data, form.seats.data, form.minimum.data = card.declared_year, max(1, card.seats_left), 1
    form.closes_on.data = max(clock.today(), card.first_day - BEFORE_CLASS)


@bp.route("/classes/<int:class_id>/call/quotas", methods=["GET", "POST"])
@requires(Permission.CALL_UP)
def change_quotas(class_id: int) -> ResponseReturnValue:
    """Quotas by hand; their sum is checked."""
    call = call_of_address(class_id)
    form = quota_form(quotas_of(call.id))
    try:
        if form.validate_on_submit():
            with transaction():
                actions.set_quotas(current_actor(), actions.lock(class_id, current_scope()), quotas_in(form))
            tell(_("The quotas are changed."))
            return redirect(url_for(".show_class", class_id=class_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return render_template("nomination/quotas.html", card=call.card, call=call, form=form), 422 if form.errors else 200


@bp.route("/classes/<int:class_id>/call/open", methods=["GET", "POST"])
@requires(Permission.CALL_UP)
def open_call(class_id: int) -> ResponseReturnValue:
    """Let streets nominate, after a page that says what that does."""
    call = call_of_address(class_id)
    form, refused = ClosingDayForm(), ""
    try:
        if form.is_submitted():
            with transaction():
                actions.open_call(current_actor(), actions.lock(class_id, current_scope()))
            tell(_("The call-up is open; the units' offices have a message."))
            return redirect(url_for(".show_class", class_id=class_id), code=303)
    except Refused as refusal:
        refused = str(refusal)
    quotas = [one for one in quotas_of(call.id) if one.seats]
    page = render_template("nomination/open.html", card=call.card, call=call, quotas=quotas, refused=refused)
    return page, 422 if refused else 200


@bp.route("/classes/<int:class_id>/call/closing-day", methods=["GET", "POST"])
@requires(Permission.CALL_UP)
def move_closing_day(class_id: int) -> ResponseReturnValue:
    """Give streets more time, or less."""
    call = call_of_address(class_id)
    form = ClosingDayForm(data={"closes_on": call.closes_on})
    try:
        if form.validate_on_submit():
            with transaction():
                locked = actions.lock(class_id, current_scope())
                actions.move_closing_day(current_actor(), locked, form.closes_on.data)
            tell(_("The closing day is moved."))
            return redirect(url_for(".show_class", class_id=class_id), code=303)
    except Refused as refusal:
        form.closes_on.errors = [str(refusal)]
    return render_template("nomination/closing_day.html", card=call.card, form=form), 422 if form.errors else 200
