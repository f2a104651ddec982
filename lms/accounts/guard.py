"""Closed by default: a view says which permission it asks for, or why it is open; one that says nothing is refused."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.exc import OperationalError

from lms import clock
from lms.accounts import queries
from lms.accounts.actions import note_use
from lms.accounts.queries import SignedIn
from lms.accounts.rules import Permission
from lms.audit.actor import Actor
from lms.extensions import login
from lms.people.queries import NOWHERE, OrgScope
from lms.transaction import transaction

SESSION_COOKIE = "lms_session"
NOTED_EVERY = timedelta(minutes=1)
View = TypeVar("View", bound=Callable[..., Any])


def requires(permission: Permission) -> Callable[[View], View]:
    """Mark a view: only who has `permission` somewhere enters; the view asks within `current_scope()`."""

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def open_to_all(why: str) -> Callable[[View], View]:
    """Mark a view as open to anybody, signed in or not, and say why."""

    def mark(view: View) -> View:
        view.open_because = why  # type: ignore[attr-defined]
        return view

    return mark


def checked_by_its_statement(view: View) -> View:
    """Mark the hottest view: its one statement proves session, account, owner and deadline while it writes."""
    view.open_because = "its statement checks who may"  # type: ignore[attr-defined]
    view.checked_by_its_statement = True  # type: ignore[attr-defined]
    return view


def before_first_password(view: View) -> View:
    """Mark a view that is reached before the first password is set: setting it, and logging out."""
    view.before_first_password = True  # type: ignore[attr-defined]
    return view


def init_app(app: Flask) -> None:
    """Stand guard in front of every view. Registered before CSRF protection, so that strangers learn nothing."""
    login.init_app(app)
    login.session_protection = None  # sessions are kept and ended on the server
    app.before_request(refuse_by_default)


@login.request_loader
def _load_signed_in(_request: Any) -> SignedIn | None:  # noqa: ANN401 - Flask-Login passes Flask's request
    token = request.cookies.get(SESSION_COOKIE, "")
    return queries.signed_in(queries.token_hash(token), clock.now()) if token else None


@login.unauthorized_handler
def _send_to_login() -> ResponseReturnValue:
    """Log in on the way and come back; whose form was on its way comes back to it, and is told it was not saved."""
    if request.method in {"GET", "HEAD"}:
        return _elsewhere(url_for("accounts.log_in", next=_wanted()))
    came_from = urlsplit(request.referrer or "")
    back = came_from.path if came_from.netloc == request.host else None
    return _elsewhere(url_for("accounts.log_in", next=back, unsent=1))


def _wanted() -> str | None:
    """The page that was asked for; when only a part was, the page it is a part of."""
    page = urlsplit(request.headers.get("HX-Current-URL", ""))
    if page.path:
        return f"{page.path}?{page.query}".rstrip("?")
    return request.full_path.rstrip("?") if request.method in {"GET", "HEAD"} else None


def _elsewhere(address: str) -> ResponseReturnValue:
    """Send the whole page elsewhere, also when only a part of it was asked for."""
    if request.headers.get("HX-Request"):
        return Response(status=200, headers={"HX-Redirect": address})
    return redirect(address, code=303)


def refuse_by_default() -> ResponseReturnValue | None:
    """Let a request through only if its view is open, or its permission is held by who is signed in."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or hasattr(view, "open_because") or request.endpoint == "static":
        return None  # no such page: the 404 handler answers
    if not current_user.is_authenticated:
        return cast("ResponseReturnValue", login.unauthorized())
    permission = getattr(view, "permission", None)  # None: nobody may
    if permission is None or not signed_in().may(permission):
        abort(403)
    if signed_in().must_change_password and not hasattr(view, "before_first_password"):
        return _elsewhere(url_for("accounts.set_password", next=_wanted()))
    _note_use(signed_in())
    return None


def _note_use(who: SignedIn) -> None:
    """Renew a login that is in use, at most once a minute; when the database is busy, the next request does it."""
    if clock.now() - who.last_seen_at < NOTED_EVERY:
        return
    with suppress(OperationalError), transaction():
        note_use(who.token_hash, current_app.extensions["settings"].session_hours)


def signed_in() -> SignedIn:
    """Who is behind this request. Only for views that require a permission."""
    return cast("SignedIn", current_user._get_current_object())  # noqa: SLF001 - Flask-Login's own way to unwrap


def current_actor() -> Actor:
    """Whom this request's changes are put down to."""
    who = signed_in()
    return Actor.person(who.person_id, who.name, request.remote_addr or "")


def current_scope() -> OrgScope:
    """How far the right that opened this view reaches."""
    view = current_app.view_functions[request.endpoint or ""]
    permission = getattr(view, "permission", None)
    return signed_in().scope(permission) if permission else NOWHERE


def scope_for(permission: Permission) -> OrgScope:
    """How far another right of the same person reaches (for buttons and counts on a page)."""
    return signed_in().scope(permission) if current_user.is_authenticated else NOWHERE
