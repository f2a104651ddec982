"""Pages of the year's plan and its calendar."""

from lms.planning.views import calendar, copying, files, plan
from lms.planning.views.blueprint import bp

__all__ = ["bp", "calendar", "copying", "files", "plan"]
