"""The blueprint of this room, and an address as its pages show it."""

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from flask import Blueprint, url_for
from markupsafe import Markup

from lms.calendars.models import CalendarAddress
from lms.training.views.wall import picture_of
from lms.training.wording import TEMPLATE_WORDS
from lms.web.addresses import outside_base

bp = Blueprint("calendars", __name__, template_folder="../templates")


@dataclass(frozen=True)
class Shown:
    """An address to copy, to press on this device, and to photograph with another."""

    address: str
    to_subscribe: str
    picture: Markup

    @classmethod
    def of(cls, found: CalendarAddress | None) -> "Shown | None":
        """What is shown of an address, if there is one."""
        if found is None:
            return None
        address = outside_base() + url_for("calendars.feed", token=found.token)
        to_subscribe = urlunsplit(("webcal", *urlsplit(address)[1:]))
        return cls(address, to_subscribe, picture_of(to_subscribe))


@bp.context_processor
def _words() -> dict[str, object]:
    return TEMPLATE_WORDS
