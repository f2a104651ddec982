"""An office's side: the files of a class, and what belongs to them."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice

from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.files.downloads import as_attachment
from lms.files.kinds import ALL_KINDS, listed
from lms.materials.actions import materials as actions
from lms.materials.forms.materials import WHOLE_CLASS, AddMaterialForm, MaterialForm
from lms.materials.queries import materials, readings, tasks
from lms.materials.uploads import uploaded
from lms.materials.views.blueprint import bp, locked_class
from lms.training.queries.classes import class_in_scope
from lms.training.queries.closing import quiz_of
from lms.training.queries.meetings import meetings_of
from lms.training.wording import meeting_name
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/classes/<int:class_id>/materials")
@requires(Permission.VIEW_CLASSES)
def show_class(class_id: int) -> ResponseReturnValue:
    """The files of a class, what is to be read before it, and the tasks after it."""
    card = class_in_scope(class_id, current_scope())
    asked = tasks.passes_of(class_id, [card.quiz_curriculum_id])
    return render_template(
        "materials/class_materials.html",
        card=card,
        tab="materials",
        files=materials.materials_of(class_id),
        readings=readings.readings_of(class_id),
        tasks=tasks.tasks_of(class_id),
        quiz=quiz_of(card),
        quiz_passed=len(asked),
    )


@bp.route("/classes/<int:class_id>/materials/add", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLASSES)
def add_material(class_id: int) -> ResponseReturnValue:
    """Choose a file for the class or one of its half-days."""
    card = class_in_scope(class_id, current_scope())
    form = _with_meetings(AddMaterialForm(data=_wanted_meeting()), class_id)
    try:
        if form.validate_on_submit():
            with uploaded(form.file) as upload, transaction():
                assert upload is not None  # noqa: S101 - the form saw to it
                made = actions.add_material(current_actor(), locked_class(class_id), upload, form.fields())
                title = made.title
            tell(_("“%(title)s” is among the files of the class.", title=title))
            return redirect(url_for(".show_class", class_id=class_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    page = render_template("materials/material_form.html", form=form, card=card, material=None, kinds=listed(ALL_KINDS))
    return page, 422 if request.method == "POST" else 200


@bp.route("/classes/<int:class_id>/materials/<int:material_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLASSES)
def edit_material(class_id: int, material_id: int) -> ResponseReturnValue:
    """A file's title, half-day, and whether it is reading."""
    card = class_in_scope(class_id, current_scope())
    material = materials.material_of(class_id, material_id)
    reading = materials.reading_of_material(material_id)
    shown = {
        "title": material.title, "meeting": material.class_meeting_id or WHOLE_CLASS,
        "is_reading": reading is not None, "read_before": reading.read_before if reading else None,
    }  # fmt: skip
    form = _with_meetings(MaterialForm(data=shown), class_id)
    try:
        if form.validate_on_submit():
            with transaction():
                training_class = locked_class(class_id)
                material = materials.material_of(class_id, material_id)
                actions.change_material(current_actor(), training_class, material, form.fields())
            tell(_("The file's entry is changed."))
            return redirect(url_for(".show_class", class_id=class_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    page = render_template("materials/material_form.html", form=form, card=card, material=material)
    return page, 422 if request.method == "POST" else 200


@bp.get("/classes/<int:class_id>/materials/<int:material_id>/remove")
@requires(Permission.MANAGE_CLASSES)
def confirm_remove(class_id: int, material_id: int) -> ResponseReturnValue:
    """What removing a file does."""
    card = class_in_scope(class_id, current_scope())
    return render_template(
        "materials/remove_material.html", card=card, material=materials.material_of(class_id, material_id)
    )


@bp.post("/classes/<int:class_id>/materials/<int:material_id>/remove")
@requires(Permission.MANAGE_CLASSES)
def remove_material(class_id: int, material_id: int) -> ResponseReturnValue:
    """Remove it."""
    with transaction():
        training_class = locked_class(class_id)
        material = materials.material_of(class_id, material_id)
        title = material.title
        actions.remove_material(current_actor(), training_class, material)
    tell(_("“%(title)s” is removed.", title=title))
    return redirect(url_for(".show_class", class_id=class_id), code=303)


@bp.get("/classes/<int:class_id>/materials/<int:material_id>/file")
@requires(Permission.VIEW_CLASSES)
def download(class_id: int, material_id: int) -> ResponseReturnValue:
    """The file itself; put down in the audit trail."""
    with transaction():
        card = class_in_scope(class_id, current_scope())
        material = materials.material_of(class_id, material_id)
        actions.note_fetched(current_actor(), card.organiser_id, material)
    material = materials.material_of(class_id, material_id)
    assert material.stored_file is not None  # noqa: S101 - the table holds it to that
    return as_attachment(material.stored_file)


def _wanted_meeting() -> dict[str, int]:
    return {"meeting": request.args.get("meeting", WHOLE_CLASS, type=int)}


def _with_meetings(form: MaterialForm, class_id: int) -> MaterialForm:
    """The form with the half-days to choose from."""
    halves = [SelectChoice(one.id, meeting_name(one)) for one in meetings_of(class_id)]
    form.meeting.choices = [SelectChoice(WHOLE_CLASS, _l("The whole class")), *halves]
    return form
