"""What everybody takes along about themselves."""

import io

from flask import current_app, redirect, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.guard import current_actor, requires, signed_in
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.rosters import actions
from lms.rosters.rosters.registration import registration_form
from lms.rosters.rules.kinds import MEDIA_TYPES, FileFormat
from lms.rosters.sheets.forms import to_file
from lms.rosters.views.blueprint import bp
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/rosters/my-training/<int(min=1950, max=2150):year>.pdf")
@requires(Permission.LEARN)
def my_registration_form(year: int) -> ResponseReturnValue:
    """One's own training of a year, to be signed and handed in."""
    person_id = signed_in().person_id
    try:
        sheet = registration_form(person_id, year)
        content = to_file(sheet, FileFormat.PDF, current_app.extensions["settings"].print_font)
    except Refused as refusal:
        tell(_("No file was made."), str(refusal), kind="error")
        return redirect(url_for("records.my_record", year=year), code=303)
    with transaction():
        actions.note_own_export(current_actor(), sheet)
    name = f"{sheet.file_name}.pdf"
    return send_file(io.BytesIO(content), mimetype=MEDIA_TYPES[FileFormat.PDF], as_attachment=True, download_name=name)
