"""Logging in and out."""

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms.accounts import actions
from lms.accounts.actions import Attempt, LockedOut, Outcome, Problem
from lms.accounts.forms import LoginForm
from lms.accounts.guard import before_first_password, current_actor, open_to_all, requires, signed_in
from lms.accounts.rules import Permission
from lms.accounts.views.blueprint import bp
from lms.accounts.visits import carry_login, drop_login, visitor
from lms.audit import actions as audit
from lms.errors import NotFound
from lms.training.queries.sign_in import meeting_facts
from lms.training.rules.sign_in import meeting_of
from lms.training.wording import meeting_name
from lms.transaction import transaction
from lms.web.addresses import local_path
from lms.web.notices import tell
from lms.web.wording import moment

NO_GOALS = ("/login", "/logout", "/password")


def goal() -> str:
    """Where to go after logging in: an own address that was asked for, else the first page of one's role."""
    wanted = local_path(request.values.get("next"))
    return "/" if wanted.startswith(NO_GOALS) else wanted


@bp.get("/login")
@open_to_all("nobody is known before they log in")
def login() -> ResponseReturnValue:
    """The login form; who is in already goes on to where they wanted."""
    if current_user.is_authenticated:
        return redirect(goal(), code=303)
    return _page(LoginForm())


@bp.post("/login")
@open_to_all("nobody is known before they log in")
def log_in() -> ResponseReturnValue:
    """Check who it is, with the slow hash outside of any transaction."""
    form = LoginForm()
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        with transaction():
            attempt = actions.begin(form.username.data, visitor())
    except LockedOut as locked:
        return _refused(form, _locked_words(locked))
    proof = actions.prove(attempt, form.password.data)
    with transaction():
        outcome = actions.finish(attempt, proof, visitor())
        if outcome.token and current_user.is_authenticated:
            actions.end_login(signed_in().token_hash)
    if outcome.token is None or outcome.known is None:
        return _refused(form, _problem_words(outcome, attempt))
    return _let_in(outcome)


@bp.post("/logout")
@requires(Permission.LEARN)
@before_first_password
def logout() -> ResponseReturnValue:
    """End this login at once."""
    with transaction():
        actions.end_login(signed_in().token_hash)
        audit.record(current_actor(), "logout.done", person_id=signed_in().person_id)
    wanted = request.form.get("next")
    response = redirect(url_for(".login", next=local_path(wanted) if wanted else None), code=303)
    drop_login(response)  # type: ignore[arg-type]
    tell(_("You are logged out."))
    return response


def _let_in(outcome: Outcome) -> ResponseReturnValue:
    if outcome.known is None or outcome.token is None:
        raise ValueError("nobody was let in")
    first = outcome.known.must_change_password
    target = url_for(".set_password", next=goal()) if first else goal()
    return carry_login(redirect(target, code=303), outcome.token, outcome.known.account_id)  # type: ignore[arg-type]


def _page(form: LoginForm) -> str:
    wanted = goal()
    return render_template(
        "accounts/login.html",
        form=form,
        wanted=wanted if wanted != "/" else None,
        to_sign_in=_sign_in_words(wanted),
        unsent="unsent" in request.args,
        contact=_contact(),
    )


def _sign_in_words(wanted: str) -> str:
    """That the login leads back to the sign-in of which half-day; nothing when it leads elsewhere."""
    if not wanted.startswith("/s/"):
        return ""
    meeting_id = meeting_of(wanted.removeprefix("/s/"))
    try:
        meeting = meeting_facts(meeting_id) if meeting_id else None
    except NotFound:
        meeting = None
    if meeting is None:
        return _("After logging in you come back to the sign-in by yourself.")
    return _("After logging in you come back to the sign-in of %(meeting)s by yourself.", meeting=meeting_name(meeting))


def _refused(form: LoginForm, words: str) -> ResponseReturnValue:
    form.form_errors.append(words)
    return _page(form), 422


def _contact() -> str:
    return current_app.extensions["settings"].contact or _("the party building office of your street or town")


def _locked_words(locked: LockedOut) -> str:
    return _(
        "Too many wrong tries. You can try again from %(time)s. If you forgot the password, ask %(contact)s.",
        time=moment(locked.until),
        contact=_contact(),
    )


def _problem_words(outcome: Outcome, attempt: Attempt) -> str:
    if outcome.problem is Problem.SHARED_PHONE:
        return _("Several people have this telephone number. Use your person number instead.")
    if outcome.problem is Problem.DISABLED:
        return _("This account is disabled. Ask %(contact)s.", contact=_contact())
    if outcome.problem is Problem.CODE_EXPIRED:
        return _("This activation code is no longer good. Ask %(contact)s for a new one.", contact=_contact())
    if outcome.problem is Problem.DEMO_ELSEWHERE:
        return _("Demo accounts work only on the machine that serves this site.")
    return _wrong_words(attempt)


def _wrong_words(attempt: Attempt) -> str:
    if attempt.tries.locked_until is not None:
        return _locked_words(LockedOut(attempt.tries.locked_until))
    return _(
        "Wrong account or password. Tries left: %(left)s. If you forgot the password, ask %(contact)s.",
        left=attempt.tries_left,
        contact=_contact(),
    )
