"""The import on the web: choose a file, have it checked, take it."""

from lms.spreadsheets.views import guides, importing, sending
from lms.spreadsheets.views.blueprint import bp

__all__ = ["bp", "guides", "importing", "sending"]
