"""The timetable of a class in the calendar of somebody who looks after it."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.guard import current_actor, current_scope, requires, signed_in
from lms.accounts.rules import Permission
from lms.calendars import actions, queries
from lms.calendars.views.blueprint import Shown, bp
from lms.training.queries.classes import class_in_scope
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/classes/<int:class_id>/calendar")
@requires(Permission.VIEW_CLASSES)
def show_of_class(class_id: int) -> ResponseReturnValue:
    """How to take the class's timetable along, and one's address of it once there is one."""
    card = class_in_scope(class_id, current_scope())
    shown = Shown.of(queries.address_of(signed_in().person_id, class_id))
    return render_template("calendars/of_class.html", card=card, shown=shown)


@bp.post("/classes/<int:class_id>/calendar")
@requires(Permission.VIEW_CLASSES)
def make_of_class(class_id: int) -> ResponseReturnValue:
    """Make the address."""
    with transaction():
        card = class_in_scope(class_id, current_scope())
        actions.make_address(current_actor(), signed_in().person_id, card.id)
    return redirect(url_for(".show_of_class", class_id=class_id), code=303)


@bp.post("/classes/<int:class_id>/calendar/renew")
@requires(Permission.VIEW_CLASSES)
def renew_of_class(class_id: int) -> ResponseReturnValue:
    """Another address in place of the old one."""
    with transaction():
        card = class_in_scope(class_id, current_scope())
        actions.renew_address(current_actor(), signed_in().person_id, card.id)
    tell(_("There is a new address; the old one shows nothing any more."), _("Put the new one into your calendar."))
    return redirect(url_for(".show_of_class", class_id=class_id), code=303)


@bp.post("/classes/<int:class_id>/calendar/end")
@requires(Permission.VIEW_CLASSES)
def end_of_class(class_id: int) -> ResponseReturnValue:
    """No address any more."""
    with transaction():
        card = class_in_scope(class_id, current_scope())
        actions.end_address(current_actor(), signed_in().person_id, card.id)
    tell(_("The address shows nothing any more."))
    return redirect(url_for(".show_of_class", class_id=class_id), code=303)
