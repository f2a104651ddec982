"""Whether what a form sent arrived whole."""

from flask import request


def was_cut_off() -> bool:
    """Whether a form with a file was sent and nothing of it can be read: its end never arrived."""
    return (
        request.mimetype == "multipart/form-data"
        and bool(request.content_length)
        and not request.form
        and not request.files
    )
