"""Pages of organisations and people."""

from lms.people.views import appointments, exports, lists, new_person, organisations, persons
from lms.people.views.blueprint import bp

__all__ = ["appointments", "bp", "exports", "lists", "new_person", "organisations", "persons"]
