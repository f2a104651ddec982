"""Changing what is known of people and of the tree; each change keeps what was known before."""

from lms.people.actions.appointments import Post, add_appointment, correct_appointment, end_appointment, withdraw
from lms.people.actions.organisations import OrganisationWords, add_organisation, change_organisation
from lms.people.actions.persons import add_person, correct_person, set_standing

__all__ = [
    "OrganisationWords",
    "Post",
    "add_appointment",
    "add_organisation",
    "add_person",
    "change_organisation",
    "correct_appointment",
    "correct_person",
    "end_appointment",
    "set_standing",
    "withdraw",
]
