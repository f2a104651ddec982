"""What people see when something went wrong: a sentence that says what was not done, and what to do next."""

import secrets

from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from lms.errors import DomainError
from lms.extensions import login
from lms.web.uploads import was_cut_off

REFERENCE_LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"  # none that is mistaken for another on the telephone

WORDS = {
    400: (_l("This could not be understood"), _l("Nothing was changed. Go back, load the page again and retry.")),
    404: (
        _l("Page not found"),
        _l("The address may be wrong, or it lies outside what you look after."),
    ),
    405: (_l("This page cannot be opened like that"), _l("Nothing was changed. Start again from the first page.")),
    409: (_l("Somebody changed it in the meantime"), _l("Nothing was changed. Go back and load the page again.")),
    422: (_l("This cannot be done as things stand"), _l("Nothing was changed.")),
    429: (_l("Too many requests"), _l("Wait a minute, then try again.")),
}


def init_app(app: Flask) -> None:
    """Answer every kind of failure with a page."""
    app.register_error_handler(HTTPException, _show_http_error)
    app.register_error_handler(CSRFError, _show_stale_page)
    app.register_error_handler(DomainError, _show_refusal)
    app.register_error_handler(413, _show_too_large)
    app.register_error_handler(500, _show_fault)
    app.register_error_handler(503, _show_unavailable)
    app.register_error_handler(OperationalError, _show_unavailable)


def _page(status: int, heading: str, text: str, reference: str = "") -> ResponseReturnValue:
    page = render_template("errors/error.html", heading=heading, text=text, reference=reference)
    return page, status


def _show_http_error(error: HTTPException) -> ResponseReturnValue:
    """403 reads like 404: whether a page exists elsewhere is not said."""
    if error.code is None or error.code < 400 or error.response is not None:
        return error
    heading, text = WORDS.get(404 if error.code == 403 else error.code, WORDS[400])
    return _page(error.code, str(heading), str(text))


def _show_refusal(error: DomainError) -> ResponseReturnValue:
    if error.status == 404:
        return _page(404, *map(str, WORDS[404]))
    heading, _text = WORDS.get(error.status, WORDS[422])
    return _page(error.status, str(heading), str(error))


def _show_stale_page(_error: CSRFError) -> ResponseReturnValue:
    if was_cut_off():  # then the token never arrived either
        return _page(
            400, _("Nothing was kept: the upload was cut off on its way"), _("Go back, choose the file again.")
        )
    return _page(
        400,
        _("Nothing was sent: this page was open too long"),
        _("Go back, load the page again and send it once more."),
    )


def _show_too_large(_error: HTTPException) -> ResponseReturnValue:
    limit = current_app.extensions["settings"].upload_megabytes
    return _page(
        413,
        _("Nothing was sent: the file is too large"),
        _("At most %(limit)s MB can be sent. Split the file, or leave out pictures and empty columns.", limit=limit),
    )


def _show_fault(error: Exception) -> ResponseReturnValue:
    reference = _note_down(error)
    return _page(
        500,
        _("Something broke"),
        _("What you just sent was not saved. Tell the administrator the reference %(code)s.", code=reference),
        reference,
    )


def _show_unavailable(error: Exception) -> ResponseReturnValue:
    reference = _note_down(error)
    return _page(
        503,
        _("The system cannot be reached right now"),
        _("Nothing was saved. Try again in a minute; if it stays so, tell the administrator the reference %(code)s.",
          code=reference),
        reference,
    )  # fmt: skip


def _note_down(error: Exception) -> str:
    """Log a failure under a short reference that can be read out. The page that follows asks the database nothing."""
    g.nobody_can_be_read = True
    login._update_request_context_with_user()  # noqa: SLF001 - Flask-Login's own way to say "nobody"
    reference = "".join(secrets.choice(REFERENCE_LETTERS) for _letter in range(4))
    cause = getattr(error, "original_exception", None) or error
    current_app.logger.error("Reference %s: %s %s: %r", reference, request.method, request.path, cause)
    return reference
