"""An office's side: lessons to be read before a class, and who has read what."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import SelectChoice

from lms.accounts.guard import current_actor, current_scope, requires, signed_in
from lms.accounts.rules import Permission
from lms.curriculum.queries import curricula_of, curriculum_by_code
from lms.errors import Refused
from lms.materials.actions import readings as actions
from lms.materials.forms.materials import LessonsForm
from lms.materials.queries import readings
from lms.materials.views.blueprint import bp, locked_class, page_number
from lms.training.queries.classes import class_in_scope
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/classes/<int:class_id>/reading/add")
@requires(Permission.MANAGE_CLASSES)
def choose_curriculum(class_id: int) -> ResponseReturnValue:
    """From which curriculum lessons are to be read."""
    card = class_in_scope(class_id, current_scope())
    lines = curricula_of(signed_in().person_id)
    return render_template("materials/choose_curriculum.html", card=card, lines=lines)


@bp.route("/classes/<int:class_id>/reading/add/<code>", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLASSES)
def set_lessons(class_id: int, code: str) -> ResponseReturnValue:
    """Which lessons of a curriculum, and by which day."""
    card = class_in_scope(class_id, current_scope())
    curriculum = curriculum_by_code(code)
    set_already = readings.lessons_set(class_id)
    form = LessonsForm(data={"read_before": card.first_day})
    form.lessons.choices = [
        SelectChoice(key, ngettext("%(title)s, %(num)s minute", "%(title)s, %(num)s minutes", minutes, title=title))
        for key, title, minutes in readings.lessons_to_choose(code)
        if key not in set_already
    ]
    try:
        if form.validate_on_submit():
            with transaction():
                chosen = form.lessons.data or []
                new = actions.set_lessons(current_actor(), locked_class(class_id), chosen, form.read_before.data)
            tell(ngettext("%(num)s lesson is set as reading.", "%(num)s lessons are set as reading.", new))
            return redirect(url_for(".show_class", class_id=class_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    page = render_template("materials/lessons_form.html", card=card, form=form, curriculum=curriculum)
    return page, 422 if request.method == "POST" else 200


@bp.get("/classes/<int:class_id>/reading/<int:reading_id>")
@requires(Permission.VIEW_CLASSES)
def show_reading(class_id: int, reading_id: int) -> ResponseReturnValue:
    """Who has not read it yet; or, asked for, who has."""
    card = class_in_scope(class_id, current_scope())
    reading = readings.reading_of(class_id, reading_id)
    have_read = request.args.get("show") == "read"
    page = readings.readers_page(class_id, reading_id, have_read=have_read, number=page_number())
    return render_template("materials/readers.html", card=card, reading=reading, page=page, have_read=have_read)


@bp.post("/classes/<int:class_id>/reading/<int:reading_id>/remove")
@requires(Permission.MANAGE_CLASSES)
def remove_reading(class_id: int, reading_id: int) -> ResponseReturnValue:
    """Take a reading back; it can be set again."""
    with transaction():
        training_class = locked_class(class_id)
        actions.remove_reading(current_actor(), training_class, readings.reading_row(class_id, reading_id))
    tell(_("It is no reading of the class any more. You can set it again."))
    return redirect(url_for(".show_class", class_id=class_id), code=303)
