"""A sheet as the answer to a request: the one way in which any list or roster is taken along."""

import io
from collections.abc import Callable

from flask import current_app, redirect, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.errors import Refused
from lms.rosters.rules.kinds import MEDIA_TYPES, FileFormat
from lms.rosters.sheets import Sheet
from lms.rosters.sheets.forms import to_file
from lms.transaction import transaction
from lms.web.notices import tell

FORMAT = "<any(xlsx, pdf, csv):file_format>"
"""The forms, as addresses name them."""


def send_sheet(sheet: Sheet, file_format: str, note: Callable[[], object], back: str) -> ResponseReturnValue:
    """The file. `note` puts it down in the audit trail, once it is made and in a transaction of its own.

    What cannot be made, for want of a character or for too many rows, is told on the page at `back`.
    """
    form = FileFormat(file_format)
    try:
        content = to_file(sheet, form, current_app.extensions["settings"].print_font)
    except Refused as refusal:
        return no_file(refusal, back)
    with transaction():
        note()
    name = f"{sheet.file_name}.{form}"
    return send_file(io.BytesIO(content), mimetype=MEDIA_TYPES[form], as_attachment=True, download_name=name)


def no_file(refusal: Refused, back: str) -> ResponseReturnValue:
    """Why there is no file, told on the page it was asked from."""
    tell(_("No file was made."), str(refusal), kind="error")
    return redirect(back, code=303)
