"""Granting and revoking 免训 and 延期; a waiver is never deleted, it ceases to be known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.columns import known
from lms.errors import Conflict, NotFound, Refused
from lms.extensions import db
from lms.people.signals import person_facts_changed
from lms.rotation.models import Requirement as RequirementRow
from lms.rotation.models import Waiver
from lms.rotation.rules import WaiverKind


@dataclass(frozen=True)
class NewWaiver:
    """What is waived: for one person, requirement (its row's id) and year alone. A deferral has its day."""

    person_id: int
    requirement_id: int
    year: int
    kind: WaiverKind
    reason: str
    approver: str
    approved_on: date
    deferred_until: date | None = None


def grant_waiver(actor: Actor, wanted: NewWaiver) -> Waiver:
    """Write down an approved waiver and evaluate the person again; one that is there already is given back.

    Raises Refused when it is incomplete, NotFound when there is no such requirement.
    """
    _check(wanted)
    existing = db.session.scalars(
        select(Waiver).where(
            known(Waiver), *(getattr(Waiver, name) == value for name, value in _values(wanted).items())
        )
    ).first()
    if existing:
        return existing
    waiver = Waiver(**_values(wanted), recorded_at=clock.now(), recorded_by=str(actor))
    db.session.add(waiver)
    db.session.flush()
    audit.record(
        actor, "waiver.granted", of=waiver, person_id=wanted.person_id, requirement_id=wanted.requirement_id,
        year=wanted.year, kind=str(wanted.kind), deferred_until=wanted.deferred_until, approver=wanted.approver,
        approved_on=wanted.approved_on,
    )  # fmt: skip
    person_facts_changed.send("rotation", person_ids=frozenset({wanted.person_id}))
    return waiver


def revoke_waiver(actor: Actor, waiver: Waiver, *, why: str) -> None:
    """Take a waiver back from now on; what it meant until now can still be asked. Raises Conflict, Refused."""
    if not why.strip():
        raise Refused(_("Say why the waiver is taken back."))
    if waiver.superseded_at is not None:
        raise Conflict(_("This waiver has been taken back already."))
    waiver.superseded_at, waiver.superseded_by = clock.now(), str(actor)
    audit.record(actor, "waiver.revoked", of=waiver, person_id=waiver.person_id, why=why.strip())
    person_facts_changed.send("rotation", person_ids=frozenset({waiver.person_id}))


def _check(wanted: NewWaiver) -> None:
    if wanted.kind is WaiverKind.DEFERRAL and wanted.deferred_until is None:
        raise Refused(_("A deferral needs the day until which it reaches."))
    if wanted.kind is WaiverKind.EXEMPTION and wanted.deferred_until is not None:
        raise Refused(_("An exemption has no day until which it reaches."))
    if not (wanted.reason.strip() and wanted.approver.strip()):
        raise Refused(_("A waiver needs its reason and who approved it."))
    if db.session.get(RequirementRow, wanted.requirement_id) is None:
        raise NotFound(_("There is no such requirement."))


def _values(wanted: NewWaiver) -> dict[str, object]:
    return {
        "person_id": wanted.person_id,
        "requirement_id": wanted.requirement_id,
        "year": wanted.year,
        "kind": str(wanted.kind),
        "deferred_until": wanted.deferred_until,
        "reason": wanted.reason.strip(),
        "approver": wanted.approver.strip(),
        "approved_on": wanted.approved_on,
    }
