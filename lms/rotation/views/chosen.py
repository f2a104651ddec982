"""The people chosen on a list: their ids come from the browser, so each is looked for again within reach."""

from flask import request, url_for

from lms.people.queries import OrgScope
from lms.rotation import queries
from lms.rotation.queries import Asked, Filters, Line
from lms.rotation.views.asked import address
from lms.web.addresses import local_path

AT_MOST = 200


def chosen_lines(asked: Asked, scope: OrgScope) -> list[Line]:
    """Those of the people in `?person=` whose duty is listed in `scope`, in the order of lists; others are left out."""
    ids = frozenset(request.values.getlist("person", type=int)[:AT_MOST])
    if not ids:
        return []
    return list(queries.all_lines(asked, Filters(scope, person_ids=ids)))


def way_back(asked: Asked) -> str:
    """The list from which they were chosen."""
    return local_path(request.values.get("next"), url_for("rotation.overview", **address(asked)))
