"""The import files of organisations and people: their columns, what they are checked against, how they are taken."""

from lms.people.imports.orgs import ORGS
from lms.people.imports.people import PEOPLE
from lms.spreadsheets.kinds import register


def connect() -> None:
    """Make both kinds known to the import commands and pages."""
    register(ORGS)
    register(PEOPLE)
