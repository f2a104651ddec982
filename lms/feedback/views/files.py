"""A sheet of results as a file."""

import io

from flask import Response, current_app, send_file

from lms.rosters.rules.kinds import MEDIA_TYPES, FileFormat
from lms.rosters.sheets import Sheet
from lms.rosters.sheets.forms import to_file

FORMATS = "<any(xlsx, pdf, csv):file_format>"
"""As addresses name them."""


def file_of(sheet: Sheet, file_format: str) -> Response:
    """The answer that brings the file. Raises Refused when it cannot be printed."""
    form = FileFormat(file_format)
    content = to_file(sheet, form, current_app.extensions["settings"].print_font)
    name = f"{sheet.file_name}.{form}"
    return send_file(io.BytesIO(content), mimetype=MEDIA_TYPES[form], as_attachment=True, download_name=name)
