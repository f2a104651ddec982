"""A trainee's side: what to read before the class, the files of it, the tasks after it, and one's reflections."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.guard import current_actor, requires, signed_in
from lms.accounts.rules import Permission
from lms.errors import Conflict, NotFound, Refused
from lms.files.downloads import as_attachment
from lms.files.storage import OutOfReach
from lms.materials.actions import materials as material_actions
from lms.materials.actions import readings as reading_actions
from lms.materials.actions import reflections as actions
from lms.materials.forms.tasks import ReflectionForm
from lms.materials.queries import materials, readings, reflections, tasks
from lms.materials.queries.seats import class_with_name
from lms.materials.rules.reflections import Standing, why_closed
from lms.materials.uploads import uploaded
from lms.materials.views.blueprint import bp
from lms.training.queries.classes import ClassCard, class_of_person
from lms.training.queries.closing import NO_QUIZ, quiz_of, quiz_states
from lms.training.queries.enrolment import open_enrolment, seated
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/my-classes/<int:class_id>/tasks")
@requires(Permission.LEARN)
def show_my_class(class_id: int) -> ResponseReturnValue:
    """What to read, which files there are, what is to be done, and how one stands with each."""
    person = signed_in().person_id
    card = class_of_person(class_id, person)
    has_seat = bool(seated(class_id, [person]))
    rows = tasks.tasks_of(class_id) if has_seat else []
    return render_template(
        "materials/my_tasks.html",
        card=card,
        has_seat=has_seat,
        readings=readings.readings_of(class_id) if has_seat else [],
        read=readings.read_by(person, class_id),
        files=materials.materials_of(class_id) if has_seat else [],
        tasks=rows,
        own=reflections.states_of_person(class_id, person),
        passed={curriculum for curriculum, who in tasks.passes_of(class_id, [row.curriculum_id for row in rows])
                if who == person},
        quiz=quiz_of(card),
        quiz_code=tasks.curriculum_code(card.quiz_curriculum_id),
        quiz_state=quiz_states(card.quiz_curriculum_id, [person]).get(person, NO_QUIZ),
    )  # fmt: skip


@bp.get("/my-classes/<int:class_id>/materials/<int:material_id>")
@requires(Permission.LEARN)
def download_own(class_id: int, material_id: int) -> ResponseReturnValue:
    """A file of a class one has a seat in."""
    card = _own_class(class_id)
    with transaction():
        material = materials.material_of(class_id, material_id)
        material_actions.note_fetched(current_actor(), card.organiser_id, material)
    material = materials.material_of(class_id, material_id)
    assert material.stored_file is not None  # noqa: S101 - the table holds it to that
    return as_attachment(material.stored_file)


@bp.post("/my-classes/<int:class_id>/reading/<int:reading_id>")
@requires(Permission.LEARN)
def tick_reading(class_id: int, reading_id: int) -> ResponseReturnValue:
    """Say that one has read it."""
    with transaction():
        card = _own_class(class_id)
        reading = readings.reading_row(class_id, reading_id)
        reading_actions.tick(current_actor(), signed_in().person_id, card.organiser_id, reading)
    tell(_("Noted as read."))
    return redirect(url_for(".show_my_class", class_id=class_id), code=303)


@bp.route("/my-classes/<int:class_id>/tasks/<int:task_id>", methods=["GET", "POST"])
@requires(Permission.LEARN)
def my_reflection(class_id: int, task_id: int) -> ResponseReturnValue:
    """One's reflection: what was handed in, what was said about it, and the form while it may change."""
    card = class_of_person(class_id, signed_in().person_id)
    form = ReflectionForm(formdata=None) if request.method == "GET" else ReflectionForm()
    status = 200
    if request.method == "POST":
        try:
            if form.validate_on_submit():
                _hand_in(class_id, task_id, form)
                tell(
                    _("Your reflection is handed in."), _("You can change it until it is commented or its day is past.")
                )
                return redirect(url_for(".show_my_class", class_id=class_id), code=303)
            status = 422
        except (Refused, Conflict, OutOfReach) as refusal:  # what was typed is shown again, whatever went wrong
            form.form_errors.append(str(refusal))
            form.seen.raw_data = None  # the page shows the version in force, so that is what was seen
            status = refusal.status
    return _page(card, task_id, form), status


@bp.get("/my-classes/<int:class_id>/tasks/<int:task_id>/versions/<int:number>/file")
@requires(Permission.LEARN)
def download_own_version(class_id: int, task_id: int, number: int) -> ResponseReturnValue:
    """The file one handed in oneself."""
    version = reflections.version_of(class_id, task_id, signed_in().person_id, number)
    assert version.stored_file is not None  # noqa: S101 - the query asked for it
    return as_attachment(version.stored_file)


def _own_class(class_id: int) -> ClassCard:
    """A class one has a seat in now. Raises NotFound."""
    open_enrolment(class_id, signed_in().person_id)
    return class_of_person(class_id, signed_in().person_id)


def _hand_in(class_id: int, task_id: int, form: ReflectionForm) -> None:
    person = signed_in().person_id
    with uploaded(form.file) as upload, transaction():
        class_of_person(class_id, person)
        task = tasks.task_row(class_id, task_id)
        if task.kind != "reflection":
            raise NotFound("There is nothing to hand in.")
        sent = actions.Sent(form.body.data or "", form.seen.data or 0, upload)
        actions.hand_in(current_actor(), class_with_name(class_id), task, person, sent)


def _page(card: ClassCard, task_id: int, form: ReflectionForm) -> str:
    person = signed_in().person_id
    task = tasks.task_of(card.id, task_id, "reflection")
    handed = reflections.reflection_of(task_id, person)
    standing = Standing(handed.state, task.due_on, _is_open(card), bool(seated(card.id, [person])))
    closed = why_closed(standing, clock.today())
    if not form.seen.raw_data:
        form.seen.data = handed.number
    if request.method == "GET":
        form.body.data = handed.latest.body if handed.latest else ""
    return render_template(
        "materials/my_reflection.html", card=card, task=task, handed=handed, form=form, closed=closed, person_id=person,
        closed_words=actions.closed_words(closed) if closed else "",
    )  # fmt: skip


def _is_open(card: ClassCard) -> bool:
    return card.closed_at is None and card.cancelled_at is None
