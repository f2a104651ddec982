"""Requirements as they are or were known, in the form that the rules read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import exists, or_, select

from lms.columns import known
from lms.curriculum.models import Curriculum
from lms.errors import NotFound
from lms.extensions import db
from lms.people.rules import PositionCategory
from lms.records.rules import TrainingCategory
from lms.rotation.models import Requirement as RequirementRow
from lms.rotation.models import RequirementVersion
from lms.rotation.rules import AskedCurriculum, Combine, MonthDay, Requirement, YearBy


@dataclass(frozen=True)
class KnownRequirement:
    """A requirement's version known at an instant: its row's id, the version's id, and what it asks (`rules`)."""

    id: int
    version_id: int
    position: int
    source: str
    rules: Requirement

    @property
    def code(self) -> str:
        """The stable code."""
        return self.rules.code


def requirements(known_on: datetime | None = None, *, only_active: bool = True) -> list[KnownRequirement]:
    """Every requirement known at an instant (None: now), in the order of pages; those switched off on demand."""
    query = (
        select(RequirementVersion, RequirementRow.code)
        .join(RequirementRow, RequirementRow.id == RequirementVersion.requirement_id)
        .where(known(RequirementVersion, known_on))
        .order_by(RequirementVersion.position, RequirementVersion.id)
    )
    if only_active:
        query = query.where(RequirementVersion.active)
    names = _curriculum_names()
    return [_known_requirement(version, code, names) for version, code in db.session.execute(query)]


def requirement(code_or_name: str, known_on: datetime | None = None) -> KnownRequirement | None:
    """The requirement with this code or name as known at an instant; None when it was not known then.

    Raises NotFound when no version of any time has that code or name.
    """
    found = [one for one in requirements(known_on, only_active=False) if code_or_name in {one.code, one.rules.name}]
    if found:
        return found[0]
    ever = exists().where(
        RequirementVersion.requirement_id == RequirementRow.id,
        or_(RequirementRow.code == code_or_name, RequirementVersion.name == code_or_name),
    )
    if db.session.scalar(select(ever)):
        return None
    codes = ", ".join(sorted(db.session.scalars(select(RequirementRow.code))))
    raise NotFound(f"There is no requirement {code_or_name!r}; known: {codes}.")


def _curriculum_names() -> dict[str, str]:
    rows = db.session.execute(select(Curriculum.code, Curriculum.short_title))
    return {row.code: row.short_title for row in rows}


def _known_requirement(version: RequirementVersion, code: str, names: dict[str, str]) -> KnownRequirement:
    return KnownRequirement(
        id=version.requirement_id,
        version_id=version.id,
        position=version.position,
        source=version.source,
        rules=_rules_of(version, code, names),
    )


def _rules_of(version: RequirementVersion, code: str, names: dict[str, str]) -> Requirement:
    return Requirement(
        code=code,
        name=version.name,
        english_name=version.english_name,
        audience=frozenset(PositionCategory(one) for one in version.audience),
        for_party_members=version.party_members,
        credit_kinds=frozenset(TrainingCategory(one) for one in version.credit_kinds),
        min_times=version.min_times,
        min_days_hundredths=version.min_days_hundredths,
        min_centihours=version.min_centihours,
        curricula=tuple(AskedCurriculum(one, names.get(one, "")) for one in version.curricula),
        combine=Combine(version.combine),
        year_by=YearBy(version.year_by),
        due=_month_day(version.due),
        due_in_next_year=version.due_next_year,
        appointed_by=_month_day(version.appointed_by),
        continuity_gap_days=version.continuity_gap_days,
        warn_days=version.warn_days,
        makeup_until=_month_day(version.makeup_until) if version.makeup_until else None,
        is_active=version.active,
    )


@lru_cache(maxsize=400)
def _month_day(text: str) -> MonthDay:
    return MonthDay.parse(text)
