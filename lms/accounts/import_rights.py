"""Who may import which kind of file, and how far: the district all of them, a street its people."""

from sqlalchemy import select

from lms.accounts.models import Account, Grant
from lms.accounts.rules import Permission, Role
from lms.extensions import db
from lms.people.queries import OrgScope

_PERMISSIONS = {"people": Permission.IMPORT_PEOPLE}


def permission_to_import(kind: str) -> Permission:
    """The permission that files of this kind ask for."""
    return _PERMISSIONS.get(kind, Permission.IMPORT_EVERYTHING)


def reach_to_import(person_id: int, kind: str) -> OrgScope | None:
    """Where a person may import files of this kind, by the grants in force now; None: nowhere."""
    held = db.session.execute(
        select(Grant.role, Grant.organisation_id)
        .join(Account, Account.person_id == Grant.person_id)
        .where(Grant.person_id == person_id, Grant.revoked_at.is_(None), Account.disabled_at.is_(None))
    )
    wanted = permission_to_import(kind)
    roots = frozenset(row.organisation_id for row in held if wanted in Role(row.role).permissions)
    return OrgScope(roots) if roots else None
