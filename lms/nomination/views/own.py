"""What somebody called up sees: the notice that names them."""

from flask import render_template
from flask.typing import ResponseReturnValue

from lms.accounts.guard import requires, signed_in
from lms.accounts.rules import Permission
from lms.errors import NotFound
from lms.nomination.queries.notices import notice_for_person
from lms.nomination.views.blueprint import bp
from lms.nomination.views.notices import FILE_KIND, kept_file
from lms.training.queries.classes import class_of_person


@bp.get("/my-classes/<int:class_id>/notice")
@requires(Permission.LEARN)
def show_my_notice(class_id: int) -> ResponseReturnValue:
    """By which document one is called up, with its files; or that no notice was sent yet."""
    person_id = signed_in().person_id
    card = class_of_person(class_id, person_id)
    return render_template("nomination/my_notice.html", card=card, notice=notice_for_person(class_id, person_id))


@bp.get(f"/my-classes/<int:class_id>/notice.{FILE_KIND}")
@requires(Permission.LEARN)
def download_my_notice(class_id: int, kind: str) -> ResponseReturnValue:
    """The notice that names oneself, as it was sent."""
    notice = notice_for_person(class_id, signed_in().person_id)
    if notice is None:
        raise NotFound("There is no such notice here.")
    return kept_file(notice, kind)
