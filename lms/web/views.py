"""Pages that belong to no room: health, and the two switches every page carries."""

from flask import Blueprint, Response, abort, current_app, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from lms.accounts import actions
from lms.accounts.guard import open_to_all
from lms.extensions import db
from lms.transaction import transaction
from lms.web import preferences
from lms.web.addresses import local_path

bp = Blueprint("web", __name__)


@bp.get("/healthz")
@open_to_all("probes have no account")
def health() -> ResponseReturnValue:
    """200 when the database answers, 503 when it does not."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return jsonify(database="no answer"), 503
    return jsonify(database="ok")


@bp.post("/language")
@open_to_all("a page that cannot be read cannot be logged in from")
def set_language() -> ResponseReturnValue:
    """Change the language, here and in the account."""
    chosen = preferences.known_language(request.form.get("language"))
    if chosen is None:
        abort(400)
    response = _back()
    preferences.keep(response, preferences.LANGUAGE_COOKIE, chosen)
    _keep_in_account(language=chosen)
    return response


@bp.post("/type-size")
@open_to_all("a page that cannot be read cannot be logged in from")
def set_type_size() -> ResponseReturnValue:
    """Change between 标准字 and 大字版, here and in the account."""
    size = request.form.get("size")
    if size not in {"normal", "large"}:
        abort(400)
    response = _back()
    preferences.keep(response, preferences.TYPE_COOKIE, size)
    _keep_in_account(large_type=size == "large")
    return response


@bp.get("/components")
@open_to_all("samples; not found outside tests and development")
def components() -> ResponseReturnValue:
    """Every component once, to look at."""
    if not (current_app.testing or current_app.debug):
        abort(404)
    from lms.web import gallery  # noqa: PLC0415 - samples are no part of a running site

    return render_template("web/components.html", **gallery.samples())


def _back() -> Response:
    """To where the switch was pressed."""
    return redirect(local_path(request.form.get("next")), code=303)  # type: ignore[return-value]


def _keep_in_account(*, language: str | None = None, large_type: bool | None = None) -> None:
    if current_user.is_authenticated:
        with transaction():
            actions.keep_preferences(current_user.account_id, language=language, large_type=large_type)
