"""Pages of a class's file, and of those that wait to be handed over."""

from lms.archive.views import classes, handing, lists
from lms.archive.views.blueprint import bp

__all__ = ["bp", "classes", "handing", "lists"]
