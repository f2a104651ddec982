"""`/` sends each person to the first page of their role; `/learn` is everybody's own."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.guard import requires, signed_in
from lms.accounts.rules import Permission
from lms.curriculum.queries import lesson_to_go_on_with
from lms.home.queries import duties_of
from lms.home.rules import first_page
from lms.home.wording import what_is_left
from lms.messages.queries import count_unread
from lms.training.queries.sign_in import next_meeting_of, open_meetings_of

bp = Blueprint("home", __name__, template_folder="templates")


@bp.get("/")
@requires(Permission.LEARN)
def index() -> ResponseReturnValue:
    """Send each person to where their first task is."""
    return redirect(url_for(first_page(signed_in().roles)), code=303)


@bp.get("/learn")
@requires(Permission.LEARN)
def learn() -> ResponseReturnValue:
    """What do I owe this year and by when; where was I; when is the next class."""
    who, now, today = signed_in(), clock.now(), clock.today()
    return render_template(
        "home/learn.html",
        who=who,
        today=today,
        duties=duties_of(who.person_id, today),
        what_is_left=what_is_left,
        going_on=lesson_to_go_on_with(who.person_id),
        meeting=next_meeting_of(who.person_id, now),
        can_sign_in=bool(open_meetings_of(who.person_id, now)),
        unread=count_unread(who.person_id),
    )
