"""The page on which rosters are chosen, and the files themselves."""

from lms.rosters.views import files, own, page
from lms.rosters.views.blueprint import bp

__all__ = ["bp", "files", "own", "page"]
