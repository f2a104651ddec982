"""An office's side: tasks of a class, who has done them, and the list as a file."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import SelectChoice

from lms.accounts.guard import current_actor, current_scope, requires, signed_in
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.materials.actions import tasks as actions
from lms.materials.forms.tasks import QuizDayForm, QuizTaskForm, ReflectionTaskForm
from lms.materials.queries import tasks
from lms.materials.queries.overview import standing_of_class
from lms.materials.queries.tasks import Show, TaskRow
from lms.materials.views.blueprint import bp, locked_class, page_number
from lms.rosters.rosters.class_tasks import sheet_of
from lms.rosters.views.sending import send_sheet
from lms.training.queries.classes import ClassCard, class_in_scope
from lms.training.queries.programmes import quizzes
from lms.transaction import transaction
from lms.web.notices import tell
from lms.web.preferences import page_language

TaskForm = ReflectionTaskForm | QuizTaskForm | QuizDayForm


@bp.route("/classes/<int:class_id>/tasks/add", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLASSES)
def add_task(class_id: int) -> ResponseReturnValue:
    """A reflection to be handed in, or with `?kind=quiz` a quiz to be passed."""
    card = class_in_scope(class_id, current_scope())
    form = _new_form(card)
    try:
        if form.validate_on_submit():
            with transaction():
                actions.add_task(current_actor(), locked_class(class_id), form.fields())
            tell(_("The task is set."), _("Everybody in the class finds it in the inbox."))
            return redirect(url_for(".show_class", class_id=class_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    page = render_template("materials/task_form.html", card=card, form=form, task=None)
    return page, 422 if request.method == "POST" else 200


@bp.route("/classes/<int:class_id>/tasks/<int:task_id>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLASSES)
def edit_task(class_id: int, task_id: int) -> ResponseReturnValue:
    """Its words and its day."""
    card = class_in_scope(class_id, current_scope())
    task = tasks.task_of(class_id, task_id)
    form = _form_of(task)
    try:
        if form.validate_on_submit():
            with transaction():
                training_class = locked_class(class_id)
                actions.change_task(current_actor(), training_class, tasks.task_row(class_id, task_id), form.fields())
            tell(_("The task is changed."))
            return redirect(url_for(".show_class", class_id=class_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    page = render_template("materials/task_form.html", card=card, form=form, task=task)
    return page, 422 if request.method == "POST" else 200


@bp.post("/classes/<int:class_id>/tasks/<int:task_id>/remove")
@requires(Permission.MANAGE_CLASSES)
def remove_task(class_id: int, task_id: int) -> ResponseReturnValue:
    """Take a task back while nobody has handed anything in."""
    try:
        with transaction():
            training_class = locked_class(class_id)
            actions.remove_task(current_actor(), training_class, tasks.task_row(class_id, task_id))
        tell(_("The task is taken back."))
    except Refused as refusal:
        tell(_("The task was not taken back."), str(refusal), kind="error")
    return redirect(url_for(".show_class", class_id=class_id), code=303)


@bp.get("/classes/<int:class_id>/tasks/<int:task_id>")
@requires(Permission.VIEW_CLASSES)
def show_task(class_id: int, task_id: int) -> ResponseReturnValue:
    """Who handed in and who did not; those that wait for a comment first of all."""
    card = class_in_scope(class_id, current_scope())
    task = tasks.task_of(class_id, task_id, "reflection")
    show = _wanted(task)
    page = tasks.people_page(class_id, task, show, page_number())
    return render_template("materials/task.html", card=card, task=task, page=page, show=show)


@bp.post("/classes/<int:class_id>/tasks/<int:task_id>/remind")
@requires(Permission.MANAGE_CLASSES)
def remind(class_id: int, task_id: int) -> ResponseReturnValue:
    """Write to those who handed nothing in yet."""
    with transaction():
        training_class = locked_class(class_id)
        people = actions.remind(current_actor(), training_class, tasks.task_row(class_id, task_id))
    tell(ngettext("%(num)s person is reminded.", "%(num)s people are reminded.", people))
    return redirect(url_for(".show_task", class_id=class_id, task_id=task_id, show=Show.MISSING), code=303)


@bp.get("/classes/<int:class_id>/tasks.<any(xlsx, csv):file_format>")
@requires(Permission.VIEW_CLASSES)
def export(class_id: int, file_format: str) -> ResponseReturnValue:
    """How everybody stands with reading and tasks, as a file; put down in the audit trail."""
    card, actor = class_in_scope(class_id, current_scope()), current_actor()
    sheet = sheet_of(card, standing_of_class(card), signed_in().name)

    def note() -> None:
        actions.note_export(actor, card.id, card.organiser_id, file_format, len(sheet))

    return send_sheet(sheet, file_format, note, url_for(".show_class", class_id=class_id))


def _wanted(task: TaskRow) -> Show:
    """Which people are asked for; else those that wait, if any do."""
    asked = request.args.get("show", "")
    if asked in set(Show):
        return Show(asked)
    return Show.WAITING if task.waiting else Show.ALL


def _new_form(card: ClassCard) -> TaskForm:
    day = {"due_on": card.last_day}
    if request.args.get("kind") != "quiz":
        return ReflectionTaskForm(data=day)
    form = QuizTaskForm(data=day)
    english = page_language() == "en"
    form.curriculum.choices = [
        SelectChoice(key, in_english if english else title)
        for key, title, in_english in quizzes()
        if key != card.quiz_curriculum_id
    ]
    return form


def _form_of(task: TaskRow) -> TaskForm:
    if not task.is_reflection:
        return QuizDayForm(data={"due_on": task.due_on})
    return ReflectionTaskForm(
        data={"title": task.own_title, "hint": task.hint, "wanted_characters": task.wanted_characters,
              "due_on": task.due_on}
    )  # fmt: skip
