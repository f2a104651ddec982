"""The code on the wall: drawn on the server, renewed every few seconds, never standing when it cannot be renewed."""

from ipaddress import ip_address
from urllib.parse import urlsplit

import segno
from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from lms import clock
from lms.accounts.guard import current_scope, requires, signed_in
from lms.accounts.rules import Permission
from lms.training.actions.secrets import secret_in_force
from lms.training.queries import meetings, sign_in
from lms.training.queries.sign_in import MeetingFacts
from lms.training.rules import sign_in as rules
from lms.training.views.blueprint import bp
from lms.transaction import transaction


@bp.get("/classes/<int:class_id>/meetings/<int:meeting_id>/wall")
@requires(Permission.MARK_ATTENDANCE)
def wall(class_id: int, meeting_id: int) -> ResponseReturnValue:
    """The page for the projector."""
    return _page("training/wall.html", class_id, meeting_id)


@bp.get("/classes/<int:class_id>/meetings/<int:meeting_id>/wall/code")
@requires(Permission.MARK_ATTENDANCE)
def wall_code(class_id: int, meeting_id: int) -> ResponseReturnValue:
    """What the page asks for again and again: the code of this moment, and how many are there."""
    return _page("training/parts/wall_code.html", class_id, meeting_id)


def _page(template: str, class_id: int, meeting_id: int) -> str:
    card, meeting = meetings.meeting_in_scope(class_id, meeting_id, current_scope())
    facts, now = sign_in.meeting_facts(meeting_id), clock.now()
    address = base_address()
    secret = _secret(facts) if facts.window.shows_code(now) else None
    return render_template(
        template,
        card=card,
        meeting=meeting,
        moment=facts.window.moment(now),
        reachable=signed_in().is_demo or not is_this_machine(address),
        picture=picture_of(address + url_for(".scan", code=rules.code(meeting_id, secret, now))) if secret else None,
        digits=rules.number(secret, now) if secret else None,
        seconds=rules.STEP_SECONDS,
    )


def _secret(meeting: MeetingFacts) -> str:
    """The secret in force: read, and only once in ten minutes made."""
    now = clock.now()
    begins = rules.rotation_begins(now)
    found = sign_in.secrets_at([meeting], [begins])[meeting.id].get(begins)
    if found is not None:
        return found
    with transaction():
        return secret_in_force(meeting, now)


def base_address() -> str:
    """The address in the code: LMS_BASE_URL, else the one this page was opened under."""
    configured: str = current_app.extensions["settings"].base_url
    return configured or request.url_root.rstrip("/")


def is_this_machine(address: str) -> bool:
    """Whether an address leads a phone to itself: 127.0.0.1 and its like."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback or ip_address(host).is_unspecified
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def picture_of(address: str) -> Markup:
    """An address as a QR code: SVG in black on white with four modules of quiet zone, attributes only."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=4, omitsize=True, dark="#000", light="#fff", svgclass=None, lineclass=None)
    return Markup(drawn)  # noqa: S704  # nosec B704 - segno draws it from our own address
