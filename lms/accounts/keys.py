"""The secret of this installation, with which codes and device proofs are made."""

from flask import current_app


def secret() -> str:
    """The application's secret key (LMS_SECRET_KEY)."""
    return str(current_app.secret_key)
