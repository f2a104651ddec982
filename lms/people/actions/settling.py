"""What follows when facts of one person changed, in the same transaction."""

from sqlalchemy import select

from lms import clock
from lms.people.announcing import announce_people
from lms.people.derived import renew_affiliations
from lms.people.models import Person


def settle(person_id: int) -> None:
    """Work out where the person belongs now, and announce that their facts changed."""
    person = select(Person.id).where(Person.id == person_id)
    renew_affiliations(clock.today(), person)
    announce_people("people", person)
