"""Making and changing requirements: a new version supersedes the one before."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.columns import known
from lms.curriculum.models import Curriculum
from lms.errors import Conflict, NotFound, Refused
from lms.extensions import db
from lms.rotation.actions.evaluating import evaluate_again
from lms.rotation.models import Requirement as RequirementRow
from lms.rotation.models import RequirementVersion
from lms.rotation.rules import Requirement, faults

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_FAULTS = {
    "code": _l("A code is made of small letters, digits and hyphens, at most 40."),
    "name": _l("A requirement needs a name."),
    "audience": _l("Say whom it is for: at least one position category, or party members."),
    "asks": _l("A requirement that asks for nothing cannot be kept: fill in times, days, hours or curricula."),
    "amounts": _l("Times, days and hours cannot be less than 0."),
    "days": _l("The gap and the days of warning cannot be less than 0."),
}


def make_requirement(actor: Actor, wanted: Requirement, *, source: str = "") -> RequirementVersion:
    """Add a requirement and evaluate it. Raises Refused (it makes no sense), Conflict (code or name is taken)."""
    _check(wanted)
    _check_curricula(wanted, [])
    if db.session.scalar(select(RequirementRow.id).where(RequirementRow.code == wanted.code)) is not None:
        raise Conflict(_("There is a requirement with the code %(code)s already.", code=wanted.code))
    _check_name(wanted, requirement_id=0)
    row = RequirementRow(code=wanted.code)
    db.session.add(row)
    db.session.flush()
    last = db.session.scalar(select(func.max(RequirementVersion.position))) or 0
    version = _add_version(actor, row.id, wanted, position=last + 1, source=source)
    audit.record(actor, "requirement.made", of=row, fields=_values(wanted))
    evaluate_again(actor)
    return version


def change_requirement(actor: Actor, wanted: Requirement, *, source: str, version_id: int) -> RequirementVersion:
    """Supersede the version that was shown (`version_id`) and evaluate again; nothing happens when nothing differs.

    Raises NotFound, Refused, and Conflict when somebody else changed it in the meantime.
    """
    _check(wanted)
    row = db.session.scalars(
        select(RequirementRow).where(RequirementRow.code == wanted.code).with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFound(_("There is no requirement with the code %(code)s.", code=wanted.code))
    before = db.session.scalars(
        select(RequirementVersion).where(RequirementVersion.requirement_id == row.id, known(RequirementVersion))
    ).one()
    if before.id != version_id:
        raise Conflict(_("Somebody changed this requirement in the meantime. Look at it again, then change it."))
    _check_curricula(wanted, before.curricula)
    _check_name(wanted, requirement_id=row.id)
    changed = _differences(before, wanted, source)
    if not changed:
        return before
    before.superseded_at, before.superseded_by = clock.now(), str(actor)
    db.session.flush()
    version = _add_version(actor, row.id, wanted, position=before.position, source=source)
    audit.record(actor, "requirement.changed", of=row, fields=changed)
    evaluate_again(actor)
    return version


def _check(wanted: Requirement) -> None:
    wrong = faults(wanted)
    if "code" not in wrong and not _CODE.fullmatch(wanted.code):
        wrong.append("code")
    if wrong:
        raise Refused(str(_FAULTS[wrong[0]]))


def _check_curricula(wanted: Requirement, asked_before: list[str]) -> None:
    """A curriculum that is newly asked for must be there; the defaults name theirs before content is loaded."""
    new = {one.code for one in wanted.curricula} - set(asked_before)
    there = set(db.session.scalars(select(Curriculum.code).where(Curriculum.code.in_(new))))
    if new - there:
        raise Refused(_("There is no curriculum with the code %(code)s.", code=", ".join(sorted(new - there))))


def _check_name(wanted: Requirement, requirement_id: int) -> None:
    taken = select(RequirementVersion.id).where(
        known(RequirementVersion),
        RequirementVersion.name == wanted.name,
        RequirementVersion.requirement_id != requirement_id,
    )
    if db.session.scalar(taken) is not None:
        raise Conflict(_("There is a requirement called %(name)s already.", name=wanted.name))


def _add_version(
    actor: Actor, requirement_id: int, wanted: Requirement, *, position: int, source: str
) -> RequirementVersion:
    version = RequirementVersion(
        requirement_id=requirement_id, position=position, source=source, recorded_at=clock.now(),
        recorded_by=str(actor), **_values(wanted),
    )  # fmt: skip
    db.session.add(version)
    db.session.flush()
    return version


def _values(wanted: Requirement) -> dict[str, Any]:
    """The columns of a version; lists in the order in which the words are defined, so that equal ones are equal."""
    return {
        "name": wanted.name.strip(),
        "english_name": wanted.english_name.strip() or wanted.name.strip(),
        "active": wanted.is_active,
        "party_members": wanted.for_party_members,
        "audience": sorted(wanted.audience),
        "credit_kinds": sorted(wanted.credit_kinds),
        "min_times": wanted.min_times,
        "min_days_hundredths": wanted.min_days_hundredths,
        "min_centihours": wanted.min_centihours,
        "curricula": [one.code for one in wanted.curricula],
        "combine": str(wanted.combine),
        "year_by": str(wanted.year_by),
        "due": str(wanted.due),
        "due_next_year": wanted.due_in_next_year,
        "appointed_by": str(wanted.appointed_by),
        "continuity_gap_days": wanted.continuity_gap_days,
        "warn_days": wanted.warn_days,
        "makeup_until": str(wanted.makeup_until) if wanted.makeup_until else None,
    }


def _differences(before: RequirementVersion, wanted: Requirement, source: str) -> dict[str, list[Any]]:
    """Field → [before, after]; the order of categories is no difference."""
    after = _values(wanted) | {"source": source}
    pairs = {name: [getattr(before, name), value] for name, value in after.items()}
    unordered = ("audience", "credit_kinds")
    return {
        name: pair
        for name, pair in pairs.items()
        if (sorted(pair[0]) != sorted(pair[1]) if name in unordered else pair[0] != pair[1])
    }
