"""What a member did in the rounds of the last years, before records say it and after."""

from datetime import timedelta

from flask import render_template
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.guard import requires, signed_in
from lms.accounts.rules import Permission
from lms.rounds.queries import mine
from lms.rounds.queries.branches import branches_of_person
from lms.rounds.views.blueprint import bp

SHOWN = timedelta(days=800)


@bp.get("/my-rounds")
@requires(Permission.LEARN)
def my_rounds() -> ResponseReturnValue:
    """The rounds of one's branch, and what one attended of them."""
    person = signed_in().person_id
    rounds = mine.rounds_of_person(person, branches_of_person(person), clock.today() - SHOWN)
    lines = mine.own_lines(person, [one.round.id for one in rounds])
    return render_template("rounds/my_rounds.html", rounds=rounds, lines=lines, today=clock.today())
