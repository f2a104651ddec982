"""A class's own minutes: when signing in opens, from when it is late, until when leaving is early."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.training.actions.sign_in_times import set_timing
from lms.training.forms.attendance import SignInTimesForm
from lms.training.queries import classes, meetings
from lms.training.views.blueprint import bp, locked_class
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/classes/<int:class_id>/sign-in-times")
@requires(Permission.MARK_ATTENDANCE)
def sign_in_times(class_id: int) -> ResponseReturnValue:
    """The minutes as they are, with what they come to at the next half-day."""
    card = classes.class_in_scope(class_id, current_scope())
    return _page(class_id, SignInTimesForm(formdata=None, obj=meetings.timing_of(card.id)))


@bp.post("/classes/<int:class_id>/sign-in-times")
@requires(Permission.MARK_ATTENDANCE)
def set_sign_in_times(class_id: int) -> ResponseReturnValue:
    """Change them; marks that are there stay as they are."""
    form = SignInTimesForm()
    try:
        if form.validate_on_submit():
            with transaction():
                set_timing(current_actor(), locked_class(class_id), form.timing())
            tell(_("The sign-in times are changed."), _("Marks that are there stay as they are."))
            return redirect(url_for(".show_attendance", class_id=class_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return _page(class_id, form), 422


def _page(class_id: int, form: SignInTimesForm) -> str:
    card = classes.class_in_scope(class_id, current_scope())
    return render_template("training/sign_in_times.html", card=card, form=form, meetings=meetings.meetings_of(class_id))
