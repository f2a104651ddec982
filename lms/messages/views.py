"""One's own inbox."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from lms.accounts.guard import requires, signed_in
from lms.accounts.rules import Permission
from lms.messages import actions, queries
from lms.transaction import transaction

bp = Blueprint("messages", __name__, template_folder="templates")


@bp.get("/inbox")
@requires(Permission.LEARN)
def inbox() -> ResponseReturnValue:
    """One's messages, newest first."""
    page = queries.inbox_page(signed_in().person_id, request.args.get("page", 1, type=int))
    return render_template("messages/inbox.html", page=page, unread=queries.count_unread(signed_in().person_id))


@bp.get("/inbox/<int:message_id>")
@requires(Permission.LEARN)
def read(message_id: int) -> ResponseReturnValue:
    """One message; opening it the first time is noted."""
    message = queries.message_of(message_id, signed_in().person_id)
    if message.read_at is None:
        with transaction():
            message = queries.message_of(message_id, signed_in().person_id)
            actions.note_read(message)
    return render_template("messages/message.html", message=message)
