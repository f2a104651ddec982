"""Taking attendance from a file of a door system or a paper sheet: choose it, see what it would do, take it."""

import tempfile
from pathlib import Path

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.datastructures import FileStorage
from wtforms import SelectChoice

from lms.accounts.guard import current_actor, current_scope, requires, signed_in
from lms.accounts.rules import Permission
from lms.errors import Conflict, NotFound, Refused
from lms.files import actions as files
from lms.files.models import StoredFile
from lms.training.actions.taking import Taken, take_file
from lms.training.attendance_files import rows_of_file
from lms.training.forms.attendance import TakeForm, TakenForm
from lms.training.jobs import FILES as PURPOSE
from lms.training.queries import classes, meetings, taking
from lms.training.queries.people import faces_of
from lms.training.rules.taking import FileRow, Plan, Verdict, plan_of
from lms.training.views.blueprint import bp, locked_class
from lms.training.wording import VERDICT_WORDS, meeting_name
from lms.transaction import transaction
from lms.web.notices import tell

BY_TIMES = 0
MOST_SHOWN = 200


@bp.get("/classes/<int:class_id>/attendance/file")
@requires(Permission.MARK_ATTENDANCE)
def choose_file(class_id: int) -> ResponseReturnValue:
    """Which file, and of which half-day it is."""
    return _choose_page(class_id, _form(class_id, formdata=None))


@bp.post("/classes/<int:class_id>/attendance/file")
@requires(Permission.MARK_ATTENDANCE)
def check_file(class_id: int) -> ResponseReturnValue:
    """Read it, keep it, and show what it would do; nothing of it is taken yet."""
    form = _form(class_id)
    if not form.validate_on_submit():
        return _choose_page(class_id, form), 422
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        form.file.data.save(path)
        try:
            rows_of_file(path)
        except Refused as refusal:
            form.file.errors = [str(refusal)]
            return _choose_page(class_id, form), 422
        kept = _keep(path, form.file.data)
    return redirect(url_for(".show_file", class_id=class_id, file_id=kept, meeting=form.meeting_id.data), code=303)


def _keep(path: Path, upload: FileStorage) -> int:
    name, kind = upload.filename or "file", upload.mimetype or "application/octet-stream"
    with path.open("rb") as stream, files.held(stream) as kept, transaction():
        return files.enter(current_actor(), kept, name=name, media_type=kind, purpose=PURPOSE).id


@bp.get("/classes/<int:class_id>/attendance/file/<int:file_id>")
@requires(Permission.MARK_ATTENDANCE)
def show_file(class_id: int, file_id: int) -> ResponseReturnValue:
    """What would be taken, what would change, and what is left out and why."""
    return _plan_page(class_id, file_id, TakenForm(formdata=None))


@bp.post("/classes/<int:class_id>/attendance/file/<int:file_id>")
@requires(Permission.MARK_ATTENDANCE)
def take(class_id: int, file_id: int) -> ResponseReturnValue:
    """Take it as it was shown."""
    form, file = TakenForm(), _file(file_id)
    classes.class_in_scope(class_id, current_scope())
    if not form.validate_on_submit():
        return _plan_page(class_id, file_id, form), 422
    try:
        rows = _rows(file)
        with transaction():
            locked = locked_class(class_id)
            taken = take_file(
                current_actor(), locked, _plan(class_id, rows), seen=request.form.get("seen", ""),
                change=bool(form.change.data), reason=form.reason.data or "", file_id=file_id,
            )  # fmt: skip
    except (Refused, Conflict) as refusal:
        form.form_errors.append(str(refusal))
        return _plan_page(class_id, file_id, form), 422
    _tell(taken)
    return redirect(url_for(".show_attendance", class_id=class_id), code=303)


def _tell(taken: Taken) -> None:
    new, changed = taken.new, taken.changed
    first = ngettext("%(num)s mark is taken from the file.", "%(num)s marks are taken from the file.", new)
    rest = ngettext(
        "%(num)s mark is changed; the first entry stays.", "%(num)s marks are changed; the first entries stay.", changed
    )
    tell(first, rest if changed else "", kind="done" if new or changed else "info")


def _form(class_id: int, **more: object) -> TakeForm:
    classes.class_in_scope(class_id, current_scope())
    form = TakeForm(**more)
    form.meeting_id.choices = [
        SelectChoice(BY_TIMES, _l("The times in the file say it")),
        *(SelectChoice(one.id, meeting_name(one)) for one in meetings.meetings_of(class_id)),
    ]
    return form


def _choose_page(class_id: int, form: TakeForm) -> str:
    card = classes.class_in_scope(class_id, current_scope())
    return render_template("training/attendance_file.html", card=card, form=form)


def _file(file_id: int) -> StoredFile:
    """One's own file of attendance. Raises NotFound."""
    file = files.file_of(file_id, signed_in().person_id)
    if file.purpose != PURPOSE:
        raise NotFound("There is no such file.")
    return file


def _rows(file: StoredFile) -> list[FileRow]:
    with files.local_copy(file) as path:
        return rows_of_file(path)


def _plan(class_id: int, rows: list[FileRow]) -> Plan:
    chosen = request.args.get("meeting", BY_TIMES, type=int) or None
    return plan_of(rows, taking.held_of(class_id, chosen), taking.candidates_of_class(class_id))


def _plan_page(class_id: int, file_id: int, form: TakenForm) -> str:
    card, file = classes.class_in_scope(class_id, current_scope()), _file(file_id)
    plan = _plan(class_id, _rows(file))
    return render_template(
        "training/attendance_plan.html",
        card=card,
        form=form,
        file=file,
        plan=plan,
        new=plan.of(Verdict.NEW),
        same=plan.of(Verdict.SAME),
        changes=plan.of(Verdict.CHANGE),
        refused=plan.refused,
        faces=faces_of(one.person_id for one in plan.rows if one.person_id),
        names={one.id: meeting_name(one) for one in meetings.meetings_of(class_id)},
        words=VERDICT_WORDS,
        most=MOST_SHOWN,
    )
