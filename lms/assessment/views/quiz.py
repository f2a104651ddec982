"""A quiz from its rules to its result; the questions in between are in `answering`."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.guard import current_actor, requires, signed_in
from lms.accounts.rules import Permission
from lms.assessment.actions import attempts as actions
from lms.assessment.queries import attempts as queries
from lms.assessment.queries.standing import standing_of
from lms.assessment.views import bp
from lms.assessment.views.settling import settled_paper
from lms.curriculum.queries import curriculum_by_code
from lms.transaction import transaction


@bp.get("/courses/<code>/quiz")
@requires(Permission.LEARN)
def start_page(code: str) -> ResponseReturnValue:
    """The quiz's rules in four lines, how it stands, and the button that begins it."""
    curriculum = curriculum_by_code(code)
    standing = standing_of(signed_in().person_id, curriculum, clock.now())
    return render_template("assessment/start.html", curriculum=curriculum, standing=standing)


@bp.post("/courses/<code>/quiz")
@requires(Permission.LEARN)
def start(code: str) -> ResponseReturnValue:
    """Begin, or go on with, an attempt."""
    with transaction():
        curriculum = curriculum_by_code(code)
        attempt = actions.start_attempt(current_actor(), signed_in().person_id, curriculum)
        attempt_id = attempt.id
    return redirect(url_for(".show_question", attempt_id=attempt_id, position=1), code=303)


@bp.get("/attempts/<int:attempt_id>/hand-in")
@requires(Permission.LEARN)
def hand_in_page(attempt_id: int) -> ResponseReturnValue:
    """What is not answered yet, before it is too late to."""
    paper = settled_paper(attempt_id)
    if paper.attempt.submitted_at is not None:
        return redirect(url_for(".result", attempt_id=attempt_id), code=303)
    places = queries.answered_positions(attempt_id)
    missing = [position for position, answered in places if not answered]
    return render_template("assessment/hand_in.html", paper=paper, missing=missing)


@bp.post("/attempts/<int:attempt_id>/hand-in")
@requires(Permission.LEARN)
def hand_in(attempt_id: int) -> ResponseReturnValue:
    """Hand in: once, however often the button is pressed."""
    with transaction():
        paper = queries.paper_of(attempt_id, signed_in().person_id)
        actions.hand_in(current_actor(), paper)
    return redirect(url_for(".result", attempt_id=attempt_id), code=303)


@bp.get("/attempts/<int:attempt_id>/result")
@requires(Permission.LEARN)
def result(attempt_id: int) -> ResponseReturnValue:
    """The score, and what each question teaches; only once the attempt is over."""
    paper = settled_paper(attempt_id)
    if paper.attempt.submitted_at is None:
        return redirect(url_for(".show_question", attempt_id=attempt_id, position=1), code=303)
    curriculum = curriculum_by_code(paper.curriculum_code)
    return render_template(
        "assessment/result.html",
        paper=paper,
        marked=queries.marked_items(attempt_id),
        standing=standing_of(signed_in().person_id, curriculum, clock.now()),
    )
