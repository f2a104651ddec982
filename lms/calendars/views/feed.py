"""What calendars fetch, every hour or so, without anybody being signed in."""

from flask import Response, make_response, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from lms.accounts.guard import open_to_all
from lms.calendars import queries
from lms.calendars.icalendar_form import LANGUAGE, as_icalendar
from lms.calendars.models import CalendarAddress
from lms.calendars.rules import Event, state_of
from lms.calendars.views.blueprint import bp
from lms.extensions import limiter
from lms.training.queries.classes import class_in_scope

OF_ONE_ADDRESS = "60 per hour"
FROM_ONE_PLACE = "600 per minute"
"""A whole office may stand behind one address."""


@bp.get("/calendars/<token>.ics")
@open_to_all("calendars fetch it without signing in; the address itself is the secret")
@limiter.limit(FROM_ONE_PLACE)
@limiter.limit(OF_ONE_ADDRESS, key_func=lambda: f"calendar {request.path}")
def feed(token: str) -> ResponseReturnValue:
    """The half-days behind this address; 304 while nothing changed, 404 where the address is not or no more."""
    name, events = _found(queries.address_called(token))
    state = state_of(name, events)
    if request.if_none_match.contains(state):
        return _as_calendars_want(Response(status=304), state)
    response = make_response(as_icalendar(name, events))
    response.content_type = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = 'inline; filename="timetable.ics"'
    response.last_modified = max((event.changed_at for event in events), default=None)
    return _as_calendars_want(response, state).make_conditional(request)


def _found(address: CalendarAddress) -> tuple[str, list[Event]]:
    """The name of the calendar and its half-days. Raises NotFound where the owner sees the class no more."""
    class_id = address.training_class_id
    if class_id is None:
        with force_locale(LANGUAGE):
            return _("My classes at Sanji Academy"), queries.events_of_person(address.person_id)
    card = class_in_scope(class_id, queries.classes_in_sight(address.person_id))
    return card.name, queries.events_of_class(class_id)


def _as_calendars_want(response: Response, state: str) -> Response:
    response.set_etag(state)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
