"""The tree of organisations: one more, another name, another place. No organisation comes to lie below itself."""

from dataclasses import dataclass

from flask_babel import gettext as _

from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Refused
from lms.extensions import db
from lms.people import queries
from lms.people.derived import be_the_only_writer, renew_reach
from lms.people.models import Organisation, OrganisationReach


@dataclass(frozen=True)
class OrganisationWords:
    """What is said of an organisation; `parent_id` None: nothing is above it."""

    name: str
    kind: str
    parent_id: int | None


def add_organisation(actor: Actor, code: str, words: OrganisationWords) -> Organisation:
    """One more organisation. Raises Refused if the code is taken."""
    be_the_only_writer(Organisation, OrganisationReach)
    if queries.organisation_with_code(code) is not None:
        raise Refused(_("Nothing was changed: the code %(code)s belongs to another organisation.", code=code))
    made = Organisation(code=code, name=words.name, kind=words.kind, parent_id=words.parent_id)
    db.session.add(made)
    db.session.flush()
    renew_reach()
    audit.record(actor, "organisation.added", of=made, organisation_id=made.id, code=code, parent_id=words.parent_id)
    return made


def change_organisation(actor: Actor, organisation: Organisation, words: OrganisationWords) -> bool:
    """Give it another name, kind or place. False: nothing differs. Raises Refused where it would lie below itself."""
    be_the_only_writer(Organisation, OrganisationReach)
    db.session.refresh(organisation)
    before = OrganisationWords(organisation.name, organisation.kind, organisation.parent_id)
    if before == words:
        return False
    if words.parent_id is not None and queries.lies_below(words.parent_id, organisation.id):
        raise Refused(
            _("Nothing was changed: going up from there one comes back to %(name)s itself. "
              "Choose an organisation that does not lie below it.", name=organisation.name)
        )  # fmt: skip
    organisation.name, organisation.kind, organisation.parent_id = words.name, words.kind, words.parent_id
    db.session.flush()
    if before.parent_id != words.parent_id:
        renew_reach()
    audit.record(
        actor,
        "organisation.changed",
        of=organisation,
        organisation_id=organisation.id,
        name=[before.name, words.name],
        kind=[before.kind, words.kind],
        parent_id=[before.parent_id, words.parent_id],
    )
    return True
