"""The pages on which somebody takes a timetable into their calendar, and what calendars fetch."""

from lms.calendars.views import feed, of_class, own
from lms.calendars.views.blueprint import bp

__all__ = ["bp", "feed", "of_class", "own"]
