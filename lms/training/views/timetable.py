"""The whole timetable of a class on one page, and a day of it copied."""

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import SelectChoice

from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.training.actions import timetable as actions
from lms.training.actions.clashes import TimetableRefused
from lms.training.actions.timetable import Saved
from lms.training.forms.timetable import CopyDayForm, TimetableForm, timetable_form
from lms.training.queries import classes, meetings
from lms.training.queries.classes import ClassCard
from lms.training.views.blueprint import bp, locked_class
from lms.training.wording import timetable_saved
from lms.transaction import transaction
from lms.web.notices import tell
from lms.web.wording import day as day_words


@bp.get("/classes/<int:class_id>/timetable")
@requires(Permission.MANAGE_CLASSES)
def edit_timetable(class_id: int) -> ResponseReturnValue:
    """Every half-day with all its fields."""
    card = classes.class_in_scope(class_id, current_scope())
    return _page(card, timetable_form(_by_id(class_id)))


@bp.post("/classes/<int:class_id>/timetable")
@requires(Permission.MANAGE_CLASSES)
def save_timetable(class_id: int) -> ResponseReturnValue:
    """Save all of it, or none, with what stands in the way at its row."""
    card = classes.class_in_scope(class_id, current_scope())
    form = timetable_form(_by_id(class_id), request.form)
    told: Mapping[int, int] = {}
    try:
        if form.validate_on_submit():
            _tell(_save(class_id, form))
            return redirect(url_for(".show_class", class_id=class_id), code=303)
    except TimetableRefused as refused:
        form.show_faults(refused)
        told = refused.told
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    form.catch_up(_by_id(class_id), told)
    return _page(card, form), 422


def _save(class_id: int, form: TimetableForm) -> Saved:
    with transaction():
        locked = locked_class(class_id)
        return actions.save_timetable(current_actor(), locked, classes.schedule_of(class_id), form.sent)


def _tell(saved: Saved) -> None:
    changes = timetable_saved(saved.made, saved.changed, saved.removed)
    if changes:
        tell(_("The timetable is saved."), changes)
    else:
        tell(_("Nothing was changed."), kind="info")


def _by_id(class_id: int) -> dict[int, meetings.MeetingRow]:
    return {one.id: one for one in meetings.meetings_of(class_id)}


def _page(card: ClassCard, form: TimetableForm) -> str:
    return render_template("training/timetable.html", card=card, form=form)


@bp.route("/classes/<int:class_id>/timetable/copy-day", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLASSES)
def copy_day(class_id: int) -> ResponseReturnValue:
    """A day's half-days once more on another day."""
    card = classes.class_in_scope(class_id, current_scope())
    form = _copy_form(class_id)
    try:
        if form.validate_on_submit():
            with transaction():
                locked, schedule = locked_class(class_id), classes.schedule_of(class_id)
                actions.copy_day(current_actor(), locked, schedule, form.day_to_copy, form.to_day.data)
            tell(_("%(day)s is copied.", day=day_words(form.day_to_copy)))
            return redirect(url_for(".edit_timetable", class_id=class_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return render_template("training/copy_day.html", card=card, form=form), 422 if form.errors else 200


def _copy_form(class_id: int) -> CopyDayForm:
    form = CopyDayForm()
    days = sorted(meetings.meeting_days(class_id))
    form.from_day.choices = [SelectChoice(one.isoformat(), day_words(one)) for one in days]
    return form
