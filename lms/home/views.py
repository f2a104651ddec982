"""`/` sends each person to the first page of their role; `/learn` is everybody's own."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.accounts.guard import requires, signed_in
from lms.accounts.rules import Permission
from lms.home.rules import first_page

bp = Blueprint("home", __name__, template_folder="templates")


@bp.get("/")
@requires(Permission.LEARN)
def index() -> ResponseReturnValue:
    """Send each person to where their first task is."""
    return redirect(url_for(first_page(signed_in().roles)), code=303)
