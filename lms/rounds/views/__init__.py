"""This room's pages."""

from lms.rounds.views import branch, closing, coverage, exports, late, meetings, mine, reaches, rounds
from lms.rounds.views.blueprint import bp

__all__ = ["bp", "branch", "closing", "coverage", "exports", "late", "meetings", "mine", "reaches", "rounds"]
