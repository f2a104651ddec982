"""One's own classes in one's own calendar."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.guard import current_actor, requires, signed_in
from lms.accounts.rules import Permission
from lms.calendars import actions, queries
from lms.calendars.views.blueprint import Shown, bp
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/my-calendar")
@requires(Permission.LEARN)
def show_own() -> ResponseReturnValue:
    """How to take one's classes along, and the address once there is one."""
    shown = Shown.of(queries.address_of(signed_in().person_id, None))
    return render_template("calendars/own.html", shown=shown)


@bp.post("/my-calendar")
@requires(Permission.LEARN)
def make_own() -> ResponseReturnValue:
    """Make the address."""
    with transaction():
        actions.make_address(current_actor(), signed_in().person_id)
    return redirect(url_for(".show_own"), code=303)


@bp.post("/my-calendar/renew")
@requires(Permission.LEARN)
def renew_own() -> ResponseReturnValue:
    """Another address in place of the old one."""
    with transaction():
        actions.renew_address(current_actor(), signed_in().person_id)
    tell(_("There is a new address; the old one shows nothing any more."), _("Put the new one into your calendar."))
    return redirect(url_for(".show_own"), code=303)


@bp.post("/my-calendar/end")
@requires(Permission.LEARN)
def end_own() -> ResponseReturnValue:
    """No address any more."""
    with transaction():
        actions.end_address(current_actor(), signed_in().person_id)
    tell(_("The address shows nothing any more."))
    return redirect(url_for(".show_own"), code=303)
