"""Addresses of calendars, and what calendars read from them."""

from dataclasses import dataclass
from datetime import datetime

import vobject

from lms.calendars import actions
from lms.transaction import transaction
from tests.facts import training
from tests.facts.district import District
from tests.facts.route_samples import Sample


@dataclass(frozen=True)
class Read:
    """An event as a calendar understood it."""

    uid: str
    sequence: int
    status: str
    starts: datetime
    ends: datetime
    summary: str
    location: str = ""
    description: str = ""


def add_address(district: District, person: int, class_id: int | None = None) -> str:
    """The path under which the person's calendar fetches."""
    with district.session(), transaction():
        return f"/calendars/{actions.make_address(training.OFFICE, person, class_id).token}.ics"


def read(text: str) -> list[Read]:
    """The events in a calendar, read by vobject, which has nothing to do with what wrote them."""
    return [_read(one) for one in vobject.readOne(text).contents.get("vevent", [])]


def _read(event) -> Read:
    said = {name: lines[0].value for name, lines in event.contents.items()}
    return Read(
        uid=said["uid"], sequence=int(said["sequence"]), status=said["status"], starts=said["dtstart"],
        ends=said["dtend"], summary=said["summary"], location=said.get("location", ""),
        description=said.get("description", ""),
    )  # fmt: skip


def fetched(district: District, path: str) -> list[Read]:
    """What a calendar that asks now understands."""
    answer = district.app.test_client().get(path)
    assert answer.status_code == 200, answer.text
    return read(answer.get_data(as_text=True))


def _class(district: District) -> dict[str, int]:
    return {"class_id": training.add_class(district, "S1", people=[district.add_person(at="S1C1")])}


def _feed(district: District) -> Sample:
    path = add_address(district, _with_account(district))
    return Sample({"token": path.removeprefix("/calendars/").removesuffix(".ics")}, shared="the address is the secret")


def _with_account(district: District) -> int:
    person = district.add_person(at="S1C1")
    district.sign_in(person)
    return person


ROUTE_SAMPLES = {
    **dict.fromkeys(
        [f"calendars.{name}" for name in ("show_of_class", "make_of_class", "renew_of_class", "end_of_class")], _class
    ),
    "calendars.feed": _feed,
}
