"""Which organisation a typed code or name means; what speaks against it stands at the field."""

from flask_babel import gettext as _
from wtforms import StringField

from lms.people import queries
from lms.people.models import Organisation
from lms.people.queries import OrgScope


def organisation_of(field: StringField, scope: OrgScope) -> Organisation | None:
    """The organisation that `field` names, within `scope`; None after putting down why there is none."""
    found = queries.organisation_called(field.data or "", scope)
    if len(found) == 1:
        return found[0]
    if found:
        listed = _(", ").join(f"{one.name}({one.code})" for one in found)
        field.errors = [_("Several organisations have this name: %(listed)s. Enter the code.", listed=listed)]
    else:
        field.errors = [_("No organisation with this code or name is within what you look after.")]
    return None
