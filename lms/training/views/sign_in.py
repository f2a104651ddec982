"""Signing in and out on one's own phone: by scanning the wall, or by typing its six digits."""

import secrets
from datetime import UTC, datetime, timedelta

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from lms import clock
from lms.accounts.guard import current_actor, open_to_all, requires, signed_in
from lms.accounts.keys import secret
from lms.accounts.rules import Permission
from lms.errors import NotFound
from lms.extensions import login
from lms.training.actions.sign_in import (
    Answer,
    Trace,
    Tried,
    meeting_of_number,
    sign_in_at,
    sign_in_by_number,
)  # fmt: skip
from lms.training.actions.signing_out import come_back, sign_out_at
from lms.training.forms.attendance import NumberForm
from lms.training.models import Attendance
from lms.training.queries import people, sign_in
from lms.training.queries.sign_in import MeetingFacts
from lms.training.rules import sign_in as rules
from lms.training.rules.attendance import was_there
from lms.training.rules.sign_in import Moment
from lms.training.rules.words import Mark, Source
from lms.training.views.blueprint import bp
from lms.transaction import transaction

DEVICE_COOKIE = "lms_device"
DEVICE_SECONDS = 400 * 24 * 3600
_TICKET = "scanned"
_DONE = {Answer.SIGNED_IN, Answer.ALREADY, Answer.SIGNED_OUT, Answer.CAME_BACK}


@bp.get("/s/<code>")
@open_to_all("a scan keeps its place while its person logs in")
def scan(code: str) -> ResponseReturnValue:
    """Who signs in and where; a scan that is in time is good for a while, also across a login."""
    meeting = _meeting(code)
    if meeting is not None:
        _keep_scan(code, meeting)
    if not current_user.is_authenticated:
        return login.unauthorized()
    if signed_in().must_change_password:
        return redirect(url_for("accounts.set_password", next=request.path), code=303)
    if meeting is None:
        raise NotFound("There is no such meeting.")
    return with_device(_state_page(code, meeting))


@bp.post("/s/<code>")
@requires(Permission.LEARN)
def sign_in_by_code(code: str) -> ResponseReturnValue:
    """Sign in with a code that is good now, or was when it was scanned on this device."""
    meeting = _meeting(code)
    if meeting is None:
        raise NotFound("There is no such meeting.")
    came_at = _came_at(code, meeting)
    if came_at is None:
        return _number_page(meeting=meeting, outdated=True), 422
    with transaction():
        tried = sign_in_at(current_actor(), signed_in().person_id, meeting, Source.CODE, came_at, trace_of_request())
    return _answered(tried)


@bp.get("/sign-in")
@requires(Permission.LEARN)
def sign_in_page() -> ResponseReturnValue:
    """The six digits, when something is open; else what comes next."""
    return with_device(_number_page())


@bp.post("/sign-in")
@requires(Permission.LEARN)
def sign_in_with_number() -> ResponseReturnValue:
    """Try the digits against one's own open half-days."""
    form = NumberForm()
    if not form.validate_on_submit():
        return _number_page(form=form), 422
    with transaction():
        digits = rules.digits_of(form.number.data or "")
        tried = sign_in_by_number(current_actor(), signed_in().person_id, digits, trace_of_request())
    if tried.meeting is not None:
        session[_TICKET] = {"code": "", "meeting": tried.meeting.id, "at": clock.now().timestamp()}
    return _answered(tried, form)


@bp.get("/sign-in/<int:meeting_id>")
@requires(Permission.LEARN)
def show_sign_in(meeting_id: int) -> ResponseReturnValue:
    """That one is signed in, and since when; while the wall has a code, one may sign out. Nobody else's."""
    return _signed_in_page(meeting_id, NumberForm(formdata=None))


@bp.post("/sign-in/<int:meeting_id>/out")
@requires(Permission.LEARN)
def sign_out(meeting_id: int) -> ResponseReturnValue:
    """Sign out, or take that back; whoever does shows that they see the wall, by a scan or by its digits."""
    form, meeting = NumberForm(), sign_in.meeting_facts(meeting_id)
    if not form.validate_on_submit():
        return _signed_in_page(meeting_id, form), 422
    with transaction():
        tried = _tried_out(meeting, form)
    if tried.answer in {Answer.WRONG_NUMBER, Answer.TOO_MANY_TRIES}:
        return _signed_in_page(meeting_id, form, tried.answer), 422
    return _answered(tried)


def _tried_out(meeting: MeetingFacts, form: NumberForm) -> Tried:
    actor, person, left_at = current_actor(), signed_in().person_id, _kept_for(meeting)
    if left_at is None:
        found = meeting_of_number(actor, person, [meeting], rules.digits_of(form.number.data or ""))
        if isinstance(found, Answer):
            return Tried(found, meeting)
        left_at = clock.now()
    if request.form.get("do") == "back":
        return come_back(actor, person, meeting)
    return sign_out_at(actor, person, meeting, left_at)


def _signed_in_page(meeting_id: int, form: NumberForm, answer: Answer | None = None) -> str:
    person, meeting = signed_in().person_id, sign_in.meeting_facts(meeting_id)
    known = sign_in.mark_at(meeting_id, person)
    if known is None or not was_there(Mark(known.status)):
        raise NotFound("You are not signed in there.")
    return render_template(
        "training/signed_in.html",
        meeting=meeting,
        known=known,
        face=people.faces_of([person])[person],
        mark=Mark(known.status),
        form=form,
        answer=answer,
        may_leave=meeting.window.shows_code(clock.now()) and not meeting.closed,
        scanned=_kept_for(meeting),
        leaving=_is_leaving(known, _kept_for(meeting)),
    )


def _is_leaving(known: Attendance, scanned_at: datetime | None) -> bool:
    """Whether the scan was another than the one that signed in, so that it was probably made to sign out."""
    signed_in_at = known.signed_in_at
    return scanned_at is not None and (signed_in_at is None or scanned_at > signed_in_at + timedelta(minutes=1))


def _meeting(code: str) -> MeetingFacts | None:
    meeting_id = rules.meeting_of(code)
    try:
        return None if meeting_id is None else sign_in.meeting_facts(meeting_id)
    except NotFound:
        return None


def _is_good(code: str, meeting: MeetingFacts) -> bool:
    scanned, now = rules.read_code(code), clock.now()
    if scanned is None or scanned.step not in rules.good_steps(now):
        return False
    return scanned.is_true(sign_in.secrets_at([meeting], [rules.rotation_begins(scanned.at)])[meeting.id])


def _keep_scan(code: str, meeting: MeetingFacts) -> None:
    """Remember a scan that was in time; one that came too early is forgotten and spoils nothing."""
    now = clock.now()
    if meeting.window.shows_code(now) and _is_good(code, meeting):
        session[_TICKET] = {"code": code, "meeting": meeting.id, "at": now.timestamp()}


def _came_at(code: str, meeting: MeetingFacts) -> datetime | None:
    """When the holder of this code showed that they see the wall; None when they did not, or too long ago."""
    if _is_good(code, meeting):
        return clock.now()
    kept = session.get(_TICKET)
    return _kept_for(meeting) if isinstance(kept, dict) and kept.get("code") == code else None


def _kept_for(meeting: MeetingFacts) -> datetime | None:
    """When a scan of this meeting's wall was made on this device, while it still holds its place."""
    kept = session.get(_TICKET)
    if not isinstance(kept, dict) or kept.get("meeting") != meeting.id:
        return None
    scanned_at = datetime.fromtimestamp(float(kept["at"]), UTC)
    return scanned_at if rules.ticket_is_good(scanned_at, clock.now()) else None


def _state_page(code: str, meeting: MeetingFacts) -> ResponseReturnValue:
    """What a scan says before anything is pressed."""
    person, now = signed_in().person_id, clock.now()
    known = sign_in.mark_at(meeting.id, person)
    if known is not None and was_there(Mark(known.status)):
        return redirect(url_for(".show_sign_in", meeting_id=meeting.id), code=303)
    if not sign_in.is_expected(meeting.id, person):
        return _told(Tried(Answer.NOT_EXPECTED, meeting))
    moment, came_at = meeting.window.moment(now), _came_at(code, meeting)
    if moment is Moment.TOO_EARLY or (moment is Moment.OVER and not (came_at and meeting.window.is_open(came_at))):
        return _told(Tried(Answer.TOO_EARLY if moment is Moment.TOO_EARLY else Answer.OVER, meeting))
    if came_at is None:
        return _number_page(meeting=meeting, outdated=True)
    face = people.faces_of([person])[person]
    return render_template("training/sign_in_confirm.html", meeting=meeting, face=face, code=code)


def _answered(tried: Tried, form: NumberForm | None = None) -> ResponseReturnValue:
    if tried.answer in _DONE and tried.meeting is not None:
        return redirect(url_for(".show_sign_in", meeting_id=tried.meeting.id), code=303)
    if form is not None and tried.meeting is None:
        return _number_page(form=form, answer=tried.answer), 422
    return _told(tried), 422


def _told(tried: Tried) -> str:
    return render_template("training/sign_in_told.html", answer=tried.answer, meeting=tried.meeting)


def _number_page(
    form: NumberForm | None = None,
    *,
    meeting: MeetingFacts | None = None,
    outdated: bool = False,
    answer: Answer | None = None,
) -> str:
    person, now = signed_in().person_id, clock.now()
    return render_template(
        "training/sign_in.html",
        form=form or NumberForm(formdata=None),
        answer=answer,
        outdated=outdated,
        open_meetings=[meeting] if meeting else sign_in.open_meetings_of(person, now),
        coming=sign_in.next_meeting_of(person, now),
    )


def trace_of_request() -> Trace:
    """Where this request comes from."""
    cookie = request.cookies.get(DEVICE_COOKIE, "")
    return Trace(rules.device_key(secret(), cookie), request.remote_addr or "")


def with_device(answer: ResponseReturnValue) -> ResponseReturnValue:
    """Give a device without a name one, before anybody signs in on it."""
    if request.cookies.get(DEVICE_COOKIE):
        return answer
    response = answer if isinstance(answer, Response) else Response(str(answer), mimetype="text/html")
    response.set_cookie(
        DEVICE_COOKIE, secrets.token_urlsafe(16), max_age=DEVICE_SECONDS, httponly=True, samesite="Lax",
        secure=request.is_secure,
    )  # fmt: skip
    return response
