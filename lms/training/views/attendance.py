"""Roll call, the reasons of changed marks, the sheet of a class, and where entries are missing."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.training.actions import attendance as actions
from lms.training.actions.attendance import RollSaved
from lms.training.forms.attendance import RollForm, sent_reasons, sent_rows
from lms.training.queries import attendance, classes, closing, leave, meetings
from lms.training.queries.attendance import RollRow
from lms.training.queries.meetings import MeetingRow
from lms.training.rules.attendance import Entry
from lms.training.rules.words import Source
from lms.training.views.blueprint import bp, locked_class, page_number
from lms.transaction import transaction
from lms.web.notices import tell

GROUP_SIZE = 15


@bp.get("/attendance")
@requires(Permission.MARK_ATTENDANCE)
def attendance_overview() -> ResponseReturnValue:
    """Half-days up to today, the newest first, with what is missing."""
    scope, today = current_scope(), clock.today()
    return render_template(
        "training/attendance_overview.html",
        today=[pair for pair in meetings.meetings_between(scope, today, today) if pair[0].closed_at is None],
        page=meetings.meetings_page(scope, today, page_number()),
        waiting_leave=leave.count_waiting(scope),
    )


@bp.get("/classes/<int:class_id>/attendance")
@requires(Permission.VIEW_CLASSES)
def show_attendance(class_id: int) -> ResponseReturnValue:
    """The sheet of a class."""
    card = classes.class_in_scope(class_id, current_scope())
    grid = attendance.attendance_grid(class_id)
    return render_template("training/class_attendance.html", card=card, grid=grid, tab="attendance")


@bp.get("/classes/<int:class_id>/quiz")
@requires(Permission.VIEW_CLASSES)
def show_quiz(class_id: int) -> ResponseReturnValue:
    """How the people of a class stand with its quiz."""
    card = classes.class_in_scope(class_id, current_scope())
    grid = attendance.attendance_grid(class_id)
    states = closing.quiz_states(card.quiz_curriculum_id, [row.face.person_id for row in grid.rows])
    quiz = closing.quiz_of(card)
    return render_template("training/class_quiz.html", card=card, rows=grid.rows, states=states, quiz=quiz, tab="quiz")


@bp.get("/classes/<int:class_id>/meetings/<int:meeting_id>/roll-call")
@requires(Permission.MARK_ATTENDANCE)
def roll_call(class_id: int, meeting_id: int) -> ResponseReturnValue:
    """A row a person, with what is known."""
    form = RollForm(formdata=None)
    return _roll_page(class_id, meeting_id, form)


@bp.post("/classes/<int:class_id>/meetings/<int:meeting_id>/roll-call")
@requires(Permission.MARK_ATTENDANCE)
def save_roll_call(class_id: int, meeting_id: int) -> ResponseReturnValue:
    """Save every row that can be saved; what changed meanwhile comes back to decide."""
    form = RollForm()
    _card, meeting = meetings.meeting_in_scope(class_id, meeting_id, current_scope())
    people = [row.face.person_id for row in attendance.roll_of(meeting_id)]
    rows, wrong = sent_rows(request.form, people, _minutes(meeting))
    if wrong:
        form.form_errors.append(_("Say how many minutes those who left early were there: between 1 and %(most)s.",
                                  most=_minutes(meeting)))  # fmt: skip
    if not form.validate_on_submit() or wrong:
        return _roll_page(class_id, meeting_id, form, sent={p: row.wanted for p, row in rows.items()}, wrong=wrong), 422
    try:
        with transaction():
            locked = locked_class(class_id)
            row = meetings.meeting_for_update(locked, meeting_id)
            saved = actions.save_roll_call(current_actor(), locked, row, rows, form.head_count.data)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _roll_page(class_id, meeting_id, form), 422
    return _saved(class_id, meeting_id, saved)


def _saved(class_id: int, meeting_id: int, saved: RollSaved) -> ResponseReturnValue:
    if saved.to_decide:
        form = RollForm(formdata=None)
        return _roll_page(class_id, meeting_id, form, to_decide=saved.to_decide), 422
    _card, meeting = meetings.meeting_in_scope(class_id, meeting_id, current_scope())
    missing = ngettext(
        "%(num)s person has no entry yet; it can be added later.",
        "%(num)s people have no entry yet; they can be added later.",
        meeting.unmarked,
    )
    tell(
        ngettext("%(num)s mark is saved.", "%(num)s marks are saved.", len(saved.written)),
        missing if meeting.unmarked else "",
    )
    if saved.corrected:
        return redirect(url_for(".give_reasons", class_id=class_id, meeting_id=meeting_id), code=303)
    return redirect(url_for(".show_class", class_id=class_id), code=303)


def _minutes(meeting: MeetingRow) -> int:
    return int((meeting.ends_at - meeting.starts_at).total_seconds()) // 60


def _roll_page(
    class_id: int,
    meeting_id: int,
    form: RollForm,
    *,
    sent: dict[int, Entry | None] | None = None,
    wrong: set[int] | None = None,
    to_decide: object = None,
) -> str:
    card, meeting = meetings.meeting_in_scope(class_id, meeting_id, current_scope())
    rows = attendance.roll_of(meeting_id)
    if form.head_count.data is None and not form.head_count.errors:
        form.head_count.data = meeting.head_count
    return render_template(
        "training/roll_call.html",
        card=card,
        meeting=meeting,
        form=form,
        groups=_groups(rows),
        scanned=sum(row.source in {Source.CODE, Source.NUMBER} for row in rows),
        shared=attendance.shared_devices(rows),
        sent=sent or {},
        wrong=wrong or set(),
        to_decide=to_decide or {},
        longest=_minutes(meeting),
    )


def _groups(rows: list[RollRow]) -> list[list[tuple[int, RollRow]]]:
    """The rows, numbered from 1, in cards of a size that a screen shows."""
    numbered = list(enumerate(rows, start=1))
    return [numbered[start : start + GROUP_SIZE] for start in range(0, len(numbered), GROUP_SIZE)]


@bp.get("/classes/<int:class_id>/meetings/<int:meeting_id>/corrections")
@requires(Permission.MARK_ATTENDANCE)
def give_reasons(class_id: int, meeting_id: int) -> ResponseReturnValue:
    """Changed marks that wait for their reason."""
    return _reasons_page(class_id, meeting_id, "")


@bp.post("/classes/<int:class_id>/meetings/<int:meeting_id>/corrections")
@requires(Permission.MARK_ATTENDANCE)
def save_reasons(class_id: int, meeting_id: int) -> ResponseReturnValue:
    """Keep the reasons beside the marks."""
    try:
        with transaction():
            locked = locked_class(class_id)
            meeting = meetings.meeting_for_update(locked, meeting_id)
            given = actions.give_reasons(current_actor(), locked, meeting, sent_reasons(request.form))
    except Refused as refusal:
        return _reasons_page(class_id, meeting_id, str(refusal)), 422
    tell(ngettext("%(num)s reason is kept.", "%(num)s reasons are kept.", given))
    return redirect(url_for(".show_class", class_id=class_id), code=303)


def _reasons_page(class_id: int, meeting_id: int, problem: str) -> str:
    card, meeting = meetings.meeting_in_scope(class_id, meeting_id, current_scope())
    waiting = attendance.corrections_without_reason(meeting_id)
    return render_template("training/corrections.html", card=card, meeting=meeting, waiting=waiting, problem=problem)
