"""Whom a batch of activation codes is for, and the slips as long as the batch's key is at hand."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, or_, select

from lms.accounts.models import Account, Grant
from lms.accounts.rules import EXCLUSIVE_ROLES, codes
from lms.extensions import db
from lms.people.models import Affiliation, Organisation, Person
from lms.people.queries import OrgScope


@dataclass(frozen=True)
class Slip:
    """What one person gets in hand: where they belong, who they are, and the code for the first login."""

    organisation: str
    person_no: str
    name: str
    code: str
    good_until: datetime


def people_without_account(organisation_id: int, scope: OrgScope, *, renew: bool) -> list[tuple[int, bool]]:
    """Who of an organisation's subtree should get a code: person ids, and whether they have an account already.

    `renew` adds those who were given a code and never used it. Left out: who holds rights outside `scope`, and the
    three administrators (theirs are made at the console), so that nobody can take over more than they look after.
    """
    held = and_(Grant.person_id == Person.id, Grant.revoked_at.is_(None))
    beyond = exists(select(1).where(held, or_(Grant.role.in_(EXCLUSIVE_ROLES), ~scope.reaches(Grant.organisation_id))))
    unused = and_(Account.password_hash.is_(None), Account.disabled_at.is_(None))
    rows = db.session.execute(
        select(Person.id, Account.id.is_not(None).label("has_account"))
        .outerjoin(Account, Account.person_id == Person.id)
        .where(
            OrgScope(frozenset({organisation_id})).reaches_person(Person.id),
            ~beyond,
            or_(Account.id.is_(None), unused) if renew else Account.id.is_(None),
        )
        .order_by(Person.id)
    )
    return [(row.id, row.has_account) for row in rows]


def slips_of(batch_key: str, secret: str, within: OrgScope, person_id: int | None = None) -> list[Slip]:
    """The slips of a batch, in order of organisation and number; one person's only if `person_id` is given.

    `within` is where the batch was made. Only codes that are still to be used come back: what is stored is a hash,
    and it tells whether a person's code belongs to this batch.
    """
    where = (
        select(Organisation.code)
        .join(Affiliation, Affiliation.organisation_id == Organisation.id)
        .where(Affiliation.person_id == Person.id, within.reaches(Organisation.id))
        .order_by(Organisation.code)
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )
    wanted = (
        select(Person.id, Person.person_no, Person.name, Account.activation_hash, Account.activation_expires_at)
        .add_columns(Organisation.name.label("organisation"))
        .join(Account, Account.person_id == Person.id)
        .join(Organisation, Organisation.code == where)
        .where(Account.activation_hash.is_not(None), within.reaches_person(Person.id))
        .order_by(Organisation.code, Person.person_no)
    )
    if person_id is not None:
        wanted = wanted.where(Person.id == person_id)
    slips = []
    for row in db.session.execute(wanted):
        code = codes.code_of(batch_key, secret, row.id)
        if codes.fits(code, row.activation_hash, secret, row.id):
            slips.append(Slip(row.organisation, row.person_no, row.name, code, row.activation_expires_at))
    return slips
