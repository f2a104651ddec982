"""Scans that a phone kept without network: the worker that keeps them, the page it shows, and taking them later."""

from typing import Any

from flask import jsonify, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from lms.accounts.guard import current_actor, open_to_all, requires, signed_in
from lms.accounts.keys import secret
from lms.accounts.rules import Permission
from lms.training.actions.sign_in import Answer, Tried, sign_in_kept
from lms.training.queries import sign_in
from lms.training.rules.sign_in import device_key
from lms.training.views.blueprint import bp
from lms.training.views.sign_in import trace_of_request
from lms.training.wording import meeting_name
from lms.transaction import transaction
from lms.web.assets import asset_url, built_path
from lms.web.preferences import known_language, page_language
from lms.web.wording import clock_time

MOST_AT_ONCE = 20


@bp.get("/s/worker.js")
@open_to_all("a browser fetches it by itself; it holds nothing of anybody")
def worker() -> ResponseReturnValue:
    """The service worker of /s/. Its address carries language and version, so that a change of either renews it."""
    response = send_file(built_path("worker.js"), mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/s/kept")
@open_to_all("it is shown without network, and names nobody")
def kept_page() -> ResponseReturnValue:
    """What a phone shows that kept a scan; the worker stores it while there is a network."""
    with force_locale(known_language(request.args.get("language")) or known_language(page_language()) or ""):
        return render_template("training/kept.html")


@bp.get("/s/kept/send")
@open_to_all("who is not signed in learns that, and that alone")
def kept_token() -> ResponseReturnValue:
    """Whether what was kept can be sent now, and what proves that our own page or worker sends it."""
    return jsonify(token=generate_csrf(), who=scan_owner())


@bp.post("/s/kept/send")
@requires(Permission.LEARN)
def send_kept() -> ResponseReturnValue:
    """Take kept scans for who is signed in: each by the time at which its code hung on the wall."""
    sent = request.get_json(silent=True) or {}
    codes = sent.get("codes") if isinstance(sent, dict) else None
    if not isinstance(codes, list) or not all(isinstance(one, str) for one in codes):
        return jsonify(answers=[]), 422
    return jsonify(answers=[_take(one) for one in dict.fromkeys(codes[:MOST_AT_ONCE])])


def _take(code: str) -> dict[str, str]:
    with transaction():
        tried = sign_in_kept(current_actor(), signed_in().person_id, code, trace_of_request())
    return {"code": code, "answer": tried.answer.value, "words": _words(tried)}


_SIGNED_IN = {Answer.SIGNED_IN, Answer.ALREADY}
"""A scan that is sent twice, by page and worker, is told both times what it came to."""


def _words(tried: Tried) -> str:
    """What became of a kept scan, in a sentence."""
    if tried.meeting is None:
        return _("A kept scan was no code of a class, and is not taken.")
    name = meeting_name(tried.meeting)
    known = sign_in.mark_at(tried.meeting.id, signed_in().person_id)
    if tried.answer in _SIGNED_IN and known is not None and known.signed_in_at is not None:
        return _("%(meeting)s: signed in, as of %(time)s.", meeting=name, time=clock_time(known.signed_in_at))
    return {
        Answer.ALREADY: _("%(meeting)s: you were signed in already.", meeting=name),
        Answer.NOT_EXPECTED: _("%(meeting)s: you are not on the list; ask the class supervisor.", meeting=name),
        Answer.CLOSED: _("%(meeting)s: the class is closed, the kept scan is not taken.", meeting=name),
        Answer.TOO_OLD: _("%(meeting)s: the kept scan came a day too late; ask the class supervisor.", meeting=name),
    }.get(tried.answer, _("%(meeting)s: sign-in was not open then.", meeting=name))


def scan_owner() -> str | None:
    """What a phone calls whoever is signed in on it, so that nobody's scan is sent as another's."""
    if not current_user.is_authenticated or signed_in().must_change_password:
        return None
    return (device_key(secret(), f"scan owner {signed_in().person_id}") or "")[:16]


def scan_worker() -> str:
    """The address of the worker, in the language of the page."""
    version = asset_url("worker.js").rpartition("-")[2].removesuffix(".js")
    styles = asset_url("main.css").rpartition("-")[2].removesuffix(".css")
    return url_for("training.worker", language=page_language(), version=f"{version}{styles}")


@bp.app_context_processor
def _words_of_scans() -> dict[str, Any]:
    return {"scan_owner": scan_owner, "scan_worker": scan_worker}
