"""What everybody takes along about themselves."""

from flask import url_for
from flask.typing import ResponseReturnValue

from lms.accounts.guard import current_actor, requires, signed_in
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.rosters import actions
from lms.rosters.rosters.registration import registration_form
from lms.rosters.rules.kinds import FileFormat
from lms.rosters.views.blueprint import bp
from lms.rosters.views.sending import no_file, send_sheet


@bp.get("/rosters/my-training/<int(min=1950, max=2150):year>.pdf")
@requires(Permission.LEARN)
def my_registration_form(year: int) -> ResponseReturnValue:
    """One's own training of a year, to be signed and handed in."""
    actor, page = current_actor(), url_for("records.my_record", year=year)
    try:
        sheet = registration_form(signed_in().person_id, year)
    except Refused as refusal:
        return no_file(refusal, page)

    def note() -> None:
        actions.note_own_export(actor, sheet)

    return send_sheet(sheet, FileFormat.PDF, note, page)
