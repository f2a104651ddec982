"""Pages for reading: the curricula, one curriculum, one lesson. They are everybody's who is signed in."""

from flask import Blueprint, abort, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from lms import ROOT, clock
from lms.accounts.guard import current_actor, requires, signed_in
from lms.accounts.rules import Permission
from lms.assessment.queries.standing import standing_of
from lms.curriculum import queries
from lms.curriculum.actions import progress
from lms.curriculum.forms import PlaceForm
from lms.curriculum.pictures import picture
from lms.transaction import transaction
from lms.web.notices import tell

bp = Blueprint("curriculum", __name__, template_folder="templates")


@bp.get("/courses")
@requires(Permission.LEARN)
def list_curricula() -> ResponseReturnValue:
    """Every curriculum with how far the reader is."""
    lines = queries.curricula_of(signed_in().person_id)
    return render_template("curriculum/list.html", lines=lines, go_on=queries.where_to_go_on(lines))


@bp.get("/courses/<code>")
@requires(Permission.LEARN)
def show_curriculum(code: str) -> ResponseReturnValue:
    """One curriculum: its lessons, and its quiz with attempts and pass mark."""
    person_id = signed_in().person_id
    line = queries.curriculum_of(person_id, code)
    standing = standing_of(person_id, line.curriculum, clock.now())
    return render_template("curriculum/curriculum.html", line=line, standing=standing)


@bp.get("/courses/<code>/<number>")
@requires(Permission.LEARN)
def show_lesson(code: str, number: str) -> ResponseReturnValue:
    """A lesson to read. Opening it for the first time is remembered, so that reading can go on from there."""
    person_id = signed_in().person_id
    page = queries.lesson_page(person_id, code, number)
    if page.line.last_read_at is None:
        with transaction():
            page = queries.lesson_page(person_id, code, number)
            progress.open_lesson(person_id, page.lesson)
        page = queries.lesson_page(person_id, code, number)
    return render_template("curriculum/lesson.html", page=page, rule=page.rule)


@bp.post("/courses/<code>/<number>/place")
@requires(Permission.LEARN)
def keep_place(code: str, number: str) -> ResponseReturnValue:
    """Keep the paragraph that a reader has come to; sent by the page's script."""
    form = PlaceForm()
    if not form.validate_on_submit():
        abort(400)
    with transaction():
        page = queries.lesson_page(signed_in().person_id, code, number)
        progress.keep_place(signed_in().person_id, page.lesson, form.paragraph.data or 0)
    return "", 204


@bp.post("/courses/<code>/<number>/finish")
@requires(Permission.LEARN)
def finish_lesson(code: str, number: str) -> ResponseReturnValue:
    """Mark a lesson as done, and go on to what comes next."""
    with transaction():
        page = queries.lesson_page(signed_in().person_id, code, number)
        progress.finish_lesson(current_actor(), signed_in().person_id, page.lesson)
        after, left = page.after, page.others_left
    if after is not None:
        return redirect(url_for(".show_lesson", code=code, number=after.number), code=303)
    if left:
        tell(
            ngettext("%(num)s lesson is still to be read.", "%(num)s lessons are still to be read.", left), kind="info"
        )
        return redirect(url_for(".show_curriculum", code=code), code=303)
    return redirect(url_for("assessment.start_page", code=code), code=303)


@bp.get("/courses/<code>/images/<name>")
@requires(Permission.LEARN)
def show_picture(code: str, name: str) -> ResponseReturnValue:
    """A picture that stands in a lesson."""
    return send_file(picture(ROOT / "courses", code, name))
