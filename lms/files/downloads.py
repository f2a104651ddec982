"""Answering with a stored file: always to be saved, never shown as a page of this site."""

from flask import Response, send_file

from lms.files.actions import opened
from lms.files.models import StoredFile

NOTHING_RUNS = "sandbox; default-src 'none'"
"""Were a browser to show the file in spite of all, nothing in it runs or is loaded."""


def as_attachment(file: StoredFile) -> Response:
    """The file as a download under its own name. Raises NotFound or OutOfReach."""
    answer = send_file(opened(file), mimetype=file.media_type, as_attachment=True, download_name=file.name)
    answer.content_length = file.size
    answer.headers["Content-Security-Policy"] = NOTHING_RUNS
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
