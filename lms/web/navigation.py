"""The places of each role, as data; and which of them a person sees on this page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from flask import current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_login import current_user
from sqlalchemy import select

from lms.accounts.queries import SignedIn
from lms.accounts.rules import Role
from lms.extensions import db
from lms.people.models import Organisation

Hat = Literal["learn", "work"]


@dataclass(frozen=True)
class Place:
    """An entry of the navigation: the page it leads to, and how it looks."""

    endpoint: str
    icon: str
    words: LazyString


LEARN = (
    Place("home.learn", "list-check", _l("Tasks")),
    Place("curriculum.list_curricula", "book", _l("Learn")),
    Place("training.sign_in_page", "qr-code-scan", _l("Sign in")),
    Place("records.my_record", "file-person", _l("My file")),
)
DEPARTMENT = (
    Place("rotation.overview", "bar-chart-steps", _l("Rotation training")),
    Place("people.list_people", "people", _l("Organisations and people")),
    Place("planning.show_year", "calendar3", _l("Year's plan")),
    Place("training.list_classes", "easel", _l("Training classes")),
    Place("rosters.export_page", "download", _l("Export rosters")),
    Place("spreadsheets.import_page", "upload", _l("Import rosters")),
)
WORK: dict[Role, tuple[Place, ...]] = {
    Role.DISTRICT: DEPARTMENT,
    Role.STREET: DEPARTMENT,
    Role.TRAINER: (
        Place("training.list_classes", "easel", _l("Classes")),
        Place("training.attendance_overview", "calendar-check", _l("Attendance")),
        Place("assessment.list_papers", "journal-text", _l("Papers and marking")),
        Place("training.list_trainees", "people", _l("Trainees")),
        Place("feedback.list_results", "chat-square-text", _l("Evaluations")),
    ),
    Role.SYSTEM_ADMIN: (Place("accounts.list_accounts", "key", _l("Accounts")),),
    Role.SECURITY_ADMIN: (Place("accounts.list_grants", "person-badge", _l("Grants")),),
    Role.AUDITOR: (
        Place("audit.list_entries", "shield-check", _l("Audit trail")),
        Place("audit.show_check", "file-earmark-check", _l("Check the trail")),
    ),
}


@dataclass(frozen=True)
class Item:
    """A place as drawn: `here` if this page belongs to it."""

    href: str
    icon: str
    words: str
    here: bool


@dataclass(frozen=True)
class Link:
    """A way to somewhere else, in words."""

    href: str
    words: str


@dataclass(frozen=True)
class Navigation:
    """What the frame of a page shows of the way around; empty for strangers."""

    hat: Hat = "learn"
    items: list[Item] = field(default_factory=list)
    other: Link | None = None
    reach: str = ""


def places_of(roles: Iterable[Role], hat: Hat) -> list[Place]:
    """The places of these roles under one hat (learning, or working), each page once, in the order of the roles."""
    if hat == "learn":
        return list(LEARN)
    held = set(roles)
    places = (place for role, row in WORK.items() if role in held for place in row)
    return list({place.endpoint: place for place in reversed(list(places))}.values())[::-1]


def hat_of(endpoint: str, work: Iterable[Place]) -> Hat:
    """Under which hat a page is seen: whose place it is, then whose room, then work if there is any."""
    work = list(work)
    room = endpoint.partition(".")[0]
    for hat, places in (("learn", LEARN), ("work", work)):
        if any(place.endpoint == endpoint for place in places):
            return hat  # type: ignore[return-value]
    if any(place.endpoint.partition(".")[0] == room for place in work):
        return "work"
    if any(place.endpoint.partition(".")[0] == room for place in LEARN):
        return "learn"
    return "work" if work else "learn"


def navigation_for(place: str | None = None) -> Navigation:
    """The navigation of this page for who is signed in. `place`: the endpoint it belongs to, if not its own."""
    if not current_user.is_authenticated:
        return Navigation()
    endpoint = place or request.endpoint or ""
    work = _open_places(places_of(current_user.roles, "work"))
    learn = _open_places(LEARN)
    hat = hat_of(endpoint, work)
    shown = work if hat == "work" else learn
    return Navigation(
        hat=hat,
        items=_items(shown, endpoint),
        other=_other_hat(hat, learn, work),
        reach=_reach(current_user) if hat == "work" else "",
    )


def is_open(endpoint: str) -> bool:
    """Whether this page exists and lets in who is signed in."""
    view = current_app.view_functions.get(endpoint)
    permission = getattr(view, "permission", None)
    return view is not None and (permission is None or current_user.may(permission))


def _open_places(places: Iterable[Place]) -> list[Place]:
    return [place for place in places if is_open(place.endpoint)]


KIN = {
    "certificates": "training", "materials": "training", "feedback": "training", "calendars": "training",
    "archive": "training", "nomination": "planning", "rounds": "planning",
}  # fmt: skip
"""Under whose place the pages of a room are found that has none of its own."""


def _items(places: list[Place], endpoint: str) -> list[Item]:
    """The places, one of them marked: the page's own, else the first of its room, else the first of its kin."""
    room = endpoint.partition(".")[0]
    own = [place.endpoint for place in places if place.endpoint == endpoint]
    same_room = [place.endpoint for place in places if place.endpoint.partition(".")[0] == room]
    kin = [place.endpoint for place in places if place.endpoint.partition(".")[0] == KIN.get(room)]
    current = next(iter(own + same_room + kin), None)
    return [Item(url_for(place.endpoint), place.icon, str(place.words), place.endpoint == current) for place in places]


def _other_hat(hat: Hat, learn: list[Place], work: list[Place]) -> Link | None:
    if hat == "work" and learn:
        return Link(url_for(learn[0].endpoint), _("%(name)s, my learning", name=current_user.name))
    if hat == "learn" and work:
        return Link(url_for(work[0].endpoint), _("%(name)s, my work", name=current_user.name))
    return None


def _reach(person: SignedIn) -> str:
    """「云溪区，可看本级和下级」: the organisations of this person's grants."""
    ids = {right.organisation_id for right in person.rights}
    names = db.session.scalars(select(Organisation.name).where(Organisation.id.in_(ids)).order_by(Organisation.code))
    listed = _(", ").join(names)
    return _("%(organisations)s and everything below", organisations=listed) if listed else ""


TEMPLATE_GLOBALS = {"navigation_for": navigation_for}
