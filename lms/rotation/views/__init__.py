"""Pages of training duties: how they stand, who owes them and why, what to do, and what is asked."""

from lms.rotation.views import enrolling, lists, own, person_facts, persons, reminding, requirements
from lms.rotation.views.blueprint import bp

__all__ = ["bp", "enrolling", "lists", "own", "person_facts", "persons", "reminding", "requirements"]
