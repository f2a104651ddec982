"""Whom a unit may nominate: its own people who owe the training, the most urgent first; or everybody of it."""

from dataclasses import dataclass, replace

from lms.nomination.queries.calls import CallCard
from lms.nomination.queries.nominations import active_people
from lms.nomination.queries.quotas import OWING, asked_about
from lms.paging import Page
from lms.people.queries import OrgScope
from lms.rotation.queries import Asked, Filters, Line, lines_page
from lms.rotation.rules import Language, Status
from lms.training.queries.people import pickable_page
from lms.training.queries.seats_elsewhere import SeatElsewhere, seats_elsewhere


@dataclass(frozen=True)
class Candidate:
    """Somebody a unit may nominate; `status` and `reason` where they owe the training.

    Who is named already, or sits in another class at the same time, is shown and cannot be chosen.
    """

    person_id: int
    name: str
    organisation: str
    position: str
    status: Status | None = None
    reason: str = ""
    is_named: bool = False
    elsewhere: SeatElsewhere | None = None

    @property
    def can_be_chosen(self) -> bool:
        """Whether naming this person makes sense."""
        return not self.is_named and self.elsewhere is None


def asked_of(call: CallCard) -> Asked | None:
    """The question who owes what this call-up is for; None: nothing counts them."""
    return asked_about(call.requirement_id, call.owed_year)


def owing_page(
    call: CallCard, asked: Asked, organisation_id: int, called: str, number: int, language: Language
) -> Page:
    """People of a unit who owe the training and are not named yet: overdue, at risk, pending; a page of Candidate."""
    filters = Filters(
        scope=OrgScope(frozenset({organisation_id})),
        statuses=OWING,
        called=called,
        but=active_people(call.id),
    )
    page = lines_page(asked, filters, number, urgent_first=True)
    elsewhere = seats_elsewhere(call.card.id, [line.person_id for line in page.rows])
    rows = [_owing(line, language, elsewhere.get(line.person_id)) for line in page.rows]
    return Page(rows, page.number, page.of, page.total)


def _owing(line: Line, language: Language, elsewhere: SeatElsewhere | None) -> Candidate:
    reason = line.reason(language, on_screen=True)
    return Candidate(
        line.person_id, line.name, line.org_name, line.position, line.finding.status, reason, elsewhere=elsewhere
    )


def everybody_page(call: CallCard, organisation_id: int, called: str, number: int) -> Page:
    """Everybody of a unit without a seat in the class, by organisation and name; a page of Candidate."""
    page, faces = pickable_page(replace(call.card, draws_from_id=organisation_id), called, "", number)
    people = [row.id for row in page.rows]
    named = active_people(call.id, people)
    elsewhere = seats_elsewhere(call.card.id, people)
    rows = [
        Candidate(
            one, faces[one].name, faces[one].organisation, faces[one].post,
            is_named=one in named, elsewhere=elsewhere.get(one),
        )
        for one in people
    ]  # fmt: skip
    return Page(rows, page.number, page.of, page.total)
