"""Answering: one question a page, saved as it is chosen, also without script."""

from typing import Any

from flask import current_app, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts import queries as sessions
from lms.accounts.guard import SESSION_COOKIE, checked_by_its_statement, requires, signed_in
from lms.accounts.queries import token_hash
from lms.accounts.rules import Permission
from lms.assessment.actions.answers import Outcome, Sent, save_answer
from lms.assessment.queries import attempts as queries
from lms.assessment.rules import QuestionKind
from lms.assessment.views import bp
from lms.assessment.views.settling import settled_paper
from lms.errors import NotFound
from lms.web.notices import tell


@bp.get("/attempts/<int:attempt_id>/<int:position>")
@requires(Permission.LEARN)
def show_question(attempt_id: int, position: int) -> ResponseReturnValue:
    """One question, with what was answered last on whichever device."""
    paper = settled_paper(attempt_id)
    if paper.attempt.submitted_at is not None:
        return redirect(url_for(".result", attempt_id=attempt_id), code=303)
    now = clock.now()
    return render_template(
        "assessment/question.html",
        paper=paper,
        asked=queries.asked_at(attempt_id, position),
        places=queries.answered_positions(attempt_id),
        seconds_left=int((paper.attempt.deadline_at - now).total_seconds()),
    )


@bp.post("/attempts/<int:attempt_id>/<int:position>")
@requires(Permission.LEARN)
def answer_and_go(attempt_id: int, position: int) -> ResponseReturnValue:
    """Without script: save what the form says, then go where its button says."""
    paper = settled_paper(attempt_id)
    if paper.attempt.submitted_at is not None:
        return redirect(url_for(".result", attempt_id=attempt_id), code=303)
    asked = queries.asked_at(attempt_id, position)
    value = _value_of_form(asked)
    base = request.form.get("base", type=int) or 0
    changed = value != asked.answer and not (value is None and asked.answer is None)
    if changed and base == asked.sequence:
        save_answer(Sent(attempt_id, position, value, base, signed_in().token_hash), clock.now())
    elif changed:
        tell(_("Another device has a newer answer; it was kept."), kind="warning")
        return redirect(url_for(".show_question", attempt_id=attempt_id, position=position), code=303)
    return redirect(_where_next(attempt_id, position, paper.questions), code=303)


def _where_next(attempt_id: int, position: int, questions: int) -> str:
    going = request.form.get("go", "next")
    if going == "hand_in" or (going == "next" and position >= questions):
        return url_for(".hand_in_page", attempt_id=attempt_id)
    wanted = position - 1 if going == "back" else position + 1
    if going.isdecimal():
        wanted = int(going)
    return url_for(".show_question", attempt_id=attempt_id, position=min(max(wanted, 1), questions))


def _value_of_form(asked: queries.Asked) -> Any:  # noqa: ANN401 - JSON, as `marking` describes it
    given = request.form.getlist("answer")
    match asked.kind:
        case QuestionKind.SINGLE:
            return int(given[0]) if given and given[0].isdecimal() else None
        case QuestionKind.MULTIPLE:
            return sorted(int(one) for one in given if one.isdecimal()) or None
        case QuestionKind.TRUE_FALSE:
            return {"true": True, "false": False}.get(given[0]) if given else None
        case QuestionKind.MATCHING:
            return _places_of_form(asked)
    return given[0].strip() if given and given[0].strip() else None


def _places_of_form(asked: queries.Asked) -> list[int | None] | None:
    places = [request.form.get(f"answer-{number}", type=int) for number in range(len(asked.shown["prompts"]))]
    return places if any(place is not None for place in places) else None


@bp.post("/attempts/<int:attempt_id>/<int:position>/answer")
@checked_by_its_statement
def save(attempt_id: int, position: int) -> ResponseReturnValue:
    """Save one answer as it is chosen. JSON in: `value`, `base`; out: `sequence` and the words to show."""
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict) or not isinstance(sent.get("base"), int):
        return jsonify(state="refused", words=_("Not saved: the answer arrived damaged.")), 400
    hashed = token_hash(request.cookies.get(SESSION_COOKIE, ""))
    now = clock.now()
    outcome = save_answer(Sent(attempt_id, position, sent.get("value"), sent["base"], hashed), now)
    if outcome is Outcome.SAVED:
        # Words only: the page's own script knows where they belong. json.dumps by hand spares a provider.
        seen = clock.local(now).strftime("%H:%M:%S")
        body = f'{{"state":"saved","sequence":{sent["base"] + 1},"at":"{seen}"}}'
        return current_app.response_class(body, mimetype="application/json")
    if outcome is Outcome.MALFORMED:
        return jsonify(state="refused", words=_("Not saved: the answer arrived damaged.")), 422
    return _why_not(attempt_id, position, hashed)


def _why_not(attempt_id: int, position: int, hashed: str) -> ResponseReturnValue:
    """Find out, after the fact, why the statement wrote nothing."""
    who = sessions.signed_in(hashed, clock.now())
    if who is None:
        return jsonify(state="signed_out", words=_("Not saved yet: please log in again.")), 401
    try:
        paper = queries.paper_of(attempt_id, who.person_id)
        asked = queries.asked_at(attempt_id, position)
    except NotFound:
        return jsonify(state="refused", words=_("There is no such question.")), 404
    if paper.is_over(clock.now()):
        return jsonify(state="over", words=_("Time is up; the system handed the paper in.")), 410
    words = _("Another device has a newer answer; it was put in place of this one.")
    return jsonify(state="stale", words=words, value=asked.answer, sequence=asked.sequence), 409
