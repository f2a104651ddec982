"""Call-ups, as short as a test needs them; made by the actions that pages use. And a sample of each route."""

from datetime import date, timedelta

from sqlalchemy import select

from lms import clock
from lms.audit.actor import Actor
from lms.extensions import db
from lms.nomination.actions import calls, deciding, nominating, notices
from lms.nomination.actions.calls import CallFields
from lms.nomination.models import CallUp, Nomination
from lms.nomination.queries.calls import call_of_class
from lms.nomination.rules.notice import Written
from lms.people.queries import EVERYWHERE
from lms.rotation.models import Requirement
from lms.training.queries.classes import class_for_update
from lms.transaction import transaction
from tests.facts.district import District
from tests.facts.route_samples import Sample
from tests.facts.training import add_class

OFFICE = Actor("console:test", "test")


def rotation_requirement(district: District) -> int:
    """The id of 集中轮训."""
    with district.session():
        return db.session.scalar(select(Requirement.id).where(Requirement.code == "rotation"))


def add_call(
    district: District, at: str = "D", *, seats: int = 30, minimum: int = 0, draws_from: str = "", opened: bool = True,
    class_id: int | None = None, closes_in: int = 3, **of_class,
) -> int:  # fmt: skip
    """A call-up of a class that begins in ten days, open for nominations; gives the class's id."""
    first = clock.today() + timedelta(days=10)
    given = {"first_day": first, "last_day": first + timedelta(days=2), "declared_year": first.year} | of_class
    class_id = class_id or add_class(district, at, draws_from=draws_from or at, **given)
    requirement = rotation_requirement(district)
    with district.session(), transaction():
        training_class = class_for_update(class_id, EVERYWHERE)
        closes_on = clock.today() + timedelta(days=closes_in)
        fields = CallFields(requirement, given["declared_year"], seats, minimum, closes_on)
        calls.divide_seats(OFFICE, training_class, None, fields)
        if opened:
            calls.open_call(OFFICE, calls.lock(class_id, EVERYWHERE))
    return class_id


def set_quotas(district: District, class_id: int, **by_code: int) -> None:
    """Quotas by hand."""
    with district.session(), transaction():
        wanted = {district.organisations[code]: seats for code, seats in by_code.items()}
        calls.set_quotas(OFFICE, calls.lock(class_id, EVERYWHERE), wanted)


def nominate(district: District, class_id: int, unit: str, *people: int, late: bool = False) -> nominating.Named:
    """A unit names people."""
    with district.session(), transaction():
        of_unit = nominating.lock_unit(class_id, district.organisations[unit], EVERYWHERE)
        return nominating.nominate(OFFICE, of_unit, people, late=late)


def standings(district: District, class_id: int) -> dict[int, str]:
    """Where each person stands; of several nominations of one person the last."""
    with district.session():
        rows = db.session.execute(
            select(Nomination.person_id, Nomination.state)
            .join(CallUp, CallUp.id == Nomination.call_up_id)
            .where(CallUp.training_class_id == class_id)
            .order_by(Nomination.id)
        )
        return {person: state for person, state in rows}  # noqa: C416 - rows are no pairs


def nomination_of(district: District, class_id: int, person: int) -> int:
    """The number of a person's last nomination for a class."""
    with district.session():
        return db.session.scalar(
            select(Nomination.id)
            .join(CallUp, CallUp.id == Nomination.call_up_id)
            .where(CallUp.training_class_id == class_id, Nomination.person_id == person)
            .order_by(Nomination.id.desc())
        )


def confirm(district: District, class_id: int, *people: int) -> deciding.Confirmed:
    """The department confirms people."""
    wanted = [nomination_of(district, class_id, person) for person in people]
    with district.session(), transaction():
        return deciding.confirm(OFFICE, calls.lock(class_id, EVERYWHERE), wanted)


def written(**more) -> Written:
    """What an office writes into a notice."""
    given = {
        "document_number": "云组通字〔2026〕12号", "issuer": "中共云溪区委组织部", "signed_on": date(2026, 11, 20),
        "audience": "社区（村）主职干部", "content": "党性教育、基层治理", "demands": "按时报到\n不得自行换人",
        "contact": "林静", "phone": "0532-00000000", "email": "",
    } | more  # fmt: skip
    return Written(**given)


def send_notice(district: District, class_id: int, **more) -> notices.SentNotice:
    """Write the notice and send it."""
    with district.session(), transaction():
        locked = calls.lock(class_id, EVERYWHERE)
        notices.write(OFFICE, locked, written(**more))
        return notices.send(OFFICE, locked, call_of_class(class_id, EVERYWHERE))


def _class(district: District) -> dict[str, int]:
    return {"class_id": add_call(district, "S1")}


def _unit(district: District) -> dict[str, int]:
    return {"class_id": add_call(district, "S1"), "organisation_id": district.organisations["S1C1"]}


def _named(district: District) -> dict[str, int]:
    person = district.add_person(at="S1C1")
    class_id = add_call(district, "S1")
    set_quotas(district, class_id, S1C1=30, S1C2=0)
    nominate(district, class_id, "S1C1", person)
    return {"class_id": class_id, "nomination_id": nomination_of(district, class_id, person)}


def _named_of_unit(district: District) -> dict[str, int]:
    return _named(district) | {"organisation_id": district.organisations["S1C1"]}


def _sent(district: District) -> tuple[int, int]:
    values = _named(district)
    with district.session():
        person = db.session.get(Nomination, values["nomination_id"]).person_id
    confirm(district, values["class_id"], person)
    send_notice(district, values["class_id"])
    return values["class_id"], person


def _edition(district: District) -> dict[str, object]:
    return {"class_id": _sent(district)[0], "edition": 1, "kind": "docx"}


def _own(district: District) -> Sample:
    class_id, person = _sent(district)
    return Sample({"class_id": class_id}, owner=person)


def _own_file(district: District) -> Sample:
    class_id, person = _sent(district)
    return Sample({"class_id": class_id, "kind": "pdf"}, owner=person)


ROUTE_SAMPLES = {
    **dict.fromkeys(
        [f"nomination.{name}" for name in (
            "show_class", "divide_page", "divide", "change_quotas", "open_call", "move_closing_day",
            "list_nominations", "confirm", "show_notice", "write_notice", "send_notice", "show_call",
        )],
        _class,
    ),
    **dict.fromkeys([f"nomination.{name}" for name in ("show_unit", "pick_people", "nominate")], _unit),
    **dict.fromkeys([f"nomination.{name}" for name in ("refuse", "replace")], _named),
    "nomination.withdraw": _named_of_unit,
    "nomination.download_draft": lambda district: _class(district) | {"kind": "docx"},
    "nomination.download_notice": _edition,
    "nomination.show_my_notice": _own,
    "nomination.download_my_notice": _own_file,
    "nomination.export_calls": lambda _district: Sample({"file_format": "csv"}, shared="a list of what is in reach"),
    "nomination.export_quotas": lambda district: _class(district) | {"file_format": "csv"},
    "nomination.export_people": lambda district: _class(district) | {"file_format": "xlsx"},
}  # fmt: skip
