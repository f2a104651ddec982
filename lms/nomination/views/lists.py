"""The call-ups within reach, and the classes nobody is called up for yet."""

from flask import render_template
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.guard import current_scope, requires
from lms.accounts.rules import Permission
from lms.nomination.queries import calls
from lms.nomination.views.blueprint import bp, page_number


@bp.get("/calls")
@requires(Permission.NOMINATE)
def list_calls() -> ResponseReturnValue:
    """Call-ups that take nominations first, then the others."""
    scope = current_scope()
    page = calls.calls_page(scope, page_number())
    return render_template("nomination/calls.html", page=page, taking=calls.count_taking(scope, clock.today()))


@bp.get("/calls/new")
@requires(Permission.CALL_UP)
def choose_class() -> ResponseReturnValue:
    """Choose a class to call people up for."""
    page = calls.classes_without_call(current_scope(), clock.today(), page_number())
    return render_template("nomination/choose_class.html", page=page)
