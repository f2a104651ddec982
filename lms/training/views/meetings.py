"""Half-days of a class: added, changed, taken away."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.training.actions import meetings as actions
from lms.training.forms.meetings import MeetingForm, as_filled_in
from lms.training.queries import classes, meetings
from lms.training.views.blueprint import bp, locked_class
from lms.training.wording import meeting_name
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/classes/<int:class_id>/meetings/new")
@requires(Permission.MANAGE_CLASSES)
def new_meeting(class_id: int) -> ResponseReturnValue:
    """One more half-day."""
    card = classes.class_in_scope(class_id, current_scope())
    form = MeetingForm(formdata=None)
    form.day.data = card.last_day
    return render_template("training/meeting_form.html", form=form, card=card, meeting=None)


@bp.post("/classes/<int:class_id>/meetings/new")
@requires(Permission.MANAGE_CLASSES)
def add_meeting(class_id: int) -> ResponseReturnValue:
    """Add it."""
    card = classes.class_in_scope(class_id, current_scope())
    form = MeetingForm()
    try:
        if form.validate_on_submit():
            with transaction():
                locked = locked_class(class_id)
                actions.add_meeting(current_actor(), locked, classes.schedule_of(class_id), form.fields())
            tell(_("The half-day is added."))
            return redirect(url_for(".show_class", class_id=class_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return render_template("training/meeting_form.html", form=form, card=card, meeting=None), 422


@bp.get("/classes/<int:class_id>/meetings/<int:meeting_id>/edit")
@requires(Permission.MANAGE_CLASSES)
def edit_meeting(class_id: int, meeting_id: int) -> ResponseReturnValue:
    """The half-day as it is, to be changed."""
    card, meeting = meetings.meeting_in_scope(class_id, meeting_id, current_scope())
    form = MeetingForm(formdata=None, data=as_filled_in(meeting))
    return render_template("training/meeting_form.html", form=form, card=card, meeting=meeting)


@bp.post("/classes/<int:class_id>/meetings/<int:meeting_id>/edit")
@requires(Permission.MANAGE_CLASSES)
def change_meeting(class_id: int, meeting_id: int) -> ResponseReturnValue:
    """Change it."""
    card, shown = meetings.meeting_in_scope(class_id, meeting_id, current_scope())
    form = MeetingForm()
    try:
        if form.validate_on_submit():
            with transaction():
                locked = locked_class(class_id)
                meeting = meetings.meeting_for_update(locked, meeting_id)
                actions.change_meeting(current_actor(), locked, classes.schedule_of(class_id), meeting, form.fields())
            tell(_("The half-day is changed."))
            return redirect(url_for(".show_class", class_id=class_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return render_template("training/meeting_form.html", form=form, card=card, meeting=shown), 422


@bp.post("/classes/<int:class_id>/meetings/<int:meeting_id>/remove")
@requires(Permission.MANAGE_CLASSES)
def remove_meeting(class_id: int, meeting_id: int) -> ResponseReturnValue:
    """Take a half-day away that nothing is recorded of."""
    with transaction():
        locked = locked_class(class_id)
        meeting = meetings.meeting_for_update(locked, meeting_id)
        name = meeting_name(meeting)
        actions.remove_meeting(current_actor(), locked, meeting)
    tell(_("%(meeting)s is taken away.", meeting=name))
    return redirect(url_for(".show_class", class_id=class_id), code=303)
