"""Signing in somebody without a phone, beside the wall: a name, and they are there."""

from datetime import datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.training.actions.sign_in import Answer, Trace, Tried, sign_in_at
from lms.training.forms.attendance import DeskForm
from lms.training.queries import attendance, meetings, sign_in
from lms.training.queries.attendance import RollRow
from lms.training.queries.sign_in import MeetingFacts
from lms.training.rules.rosters import Candidate, Found, Line, match
from lms.training.rules.words import Source
from lms.training.views.blueprint import bp
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/classes/<int:class_id>/meetings/<int:meeting_id>/desk")
@requires(Permission.MARK_ATTENDANCE)
def desk(class_id: int, meeting_id: int) -> ResponseReturnValue:
    """A field for a name; below it who was signed in here."""
    return _page(class_id, meeting_id, DeskForm(formdata=None))


@bp.post("/classes/<int:class_id>/meetings/<int:meeting_id>/desk")
@requires(Permission.MARK_ATTENDANCE)
def sign_in_for(class_id: int, meeting_id: int) -> ResponseReturnValue:
    """Sign in the one person meant; several of a name are shown to choose from, nobody is guessed."""
    _card, _meeting = meetings.meeting_in_scope(class_id, meeting_id, current_scope())
    form, facts = DeskForm(), sign_in.meeting_facts(meeting_id)
    if not form.validate_on_submit():
        return _page(class_id, meeting_id, form), 422
    came_at = clock.at(facts.day, form.came.data) if form.came.data else clock.now()
    line = _line(meeting_id, form.who.data or "")
    if line.found is not Found.ONE or came_at > clock.now():
        _say_why_not(form, line, came_at)
        return _page(class_id, meeting_id, form, line), 422
    with transaction():
        person = line.candidates[0].person_id
        tried = sign_in_at(current_actor(), person, facts, Source.SUPERVISOR, came_at, Trace())
    if tried.answer is not Answer.SIGNED_IN:
        form.who.errors = [_words(tried, line.candidates[0].name, facts)]
        return _page(class_id, meeting_id, form), 422
    tell(
        _("%(name)s is signed in, as of %(time)s.", name=line.candidates[0].name, time=f"{clock.local(came_at):%-H:%M}")
    )
    return redirect(url_for(".desk", class_id=class_id, meeting_id=meeting_id), code=303)


def _line(meeting_id: int, text: str) -> Line:
    """Who of the people expected is meant; a person chosen among several counts."""
    candidates = attendance.candidates_at(meeting_id)
    chosen = request.form.get("person", type=int)
    mine = [one for one in candidates if one.person_id == chosen] if chosen else []
    return Line(text, Found.ONE, tuple(mine)) if mine else match([text], candidates)[0]


def _say_why_not(form: DeskForm, line: Line, came_at: datetime) -> None:
    if came_at > clock.now():
        form.came.errors = [_("That time is still to come.")]
    elif line.found is Found.SEVERAL:
        form.who.errors = [_("Several people are called so. Choose who is meant.")]
    else:
        form.who.errors = [_("Nobody on the list of this half-day is called so. Enrol them first.")]


def _words(tried: Tried, name: str, meeting: MeetingFacts) -> str:
    window = meeting.window
    span = {"start": f"{clock.local(window.opens_at):%-H:%M}", "end": f"{clock.local(window.closes_at):%-H:%M}"}
    return {
        Answer.ALREADY: _("%(name)s is there already.", name=name),
        Answer.NOT_EXPECTED: _("%(name)s is not on the list of this half-day.", name=name),
        Answer.TOO_EARLY: _("Signing in is possible from %(start)s to %(end)s.", **span),
        Answer.OVER: _("Signing in is possible from %(start)s to %(end)s.", **span),
    }.get(tried.answer, _("This class is closed. Reopen it first, with a reason."))


def _page(class_id: int, meeting_id: int, form: DeskForm, line: Line | None = None) -> str:
    card, meeting = meetings.meeting_in_scope(class_id, meeting_id, current_scope())
    rows = attendance.roll_of(meeting_id)
    return render_template(
        "training/desk.html",
        card=card,
        meeting=meeting,
        form=form,
        several=_several(line),
        entered=[row for row in rows if row.source is Source.SUPERVISOR],
        missing=_missing(rows),
    )


def _several(line: Line | None) -> tuple[Candidate, ...]:
    return line.candidates if line is not None and line.found is Found.SEVERAL else ()


def _missing(rows: list[RollRow]) -> list[str]:
    """Names of those without entry, to choose from while typing."""
    return [row.face.name for row in rows if row.mark is None]
