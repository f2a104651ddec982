"""Pages for call-ups: the department's, the streets', and what somebody called up sees."""

from lms.nomination.views import calls, deciding, exports, lists, notices, own, units
from lms.nomination.views.blueprint import bp

__all__ = ["bp", "calls", "deciding", "exports", "lists", "notices", "own", "units"]
