"""Words and decisions about training records and credit."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TrainingCategory(StrEnum):
    """培训类别, as the import files spell it."""

    ROTATION = "集中轮训"
    HIGHER_LEVEL = "上级调训"
    WINTER = "冬训"
    SPRING = "春训"
    MAIN_CLASS = "主体班次"
    BASIC_CAPABILITY = "基本能力"
    SPECIAL_TOPIC = "专题培训"
    ONLINE = "网络培训"
    OTHER = "其他"


class TrainingResult(StrEnum):
    """结果; only 结业 counts for anything."""

    COMPLETED = "结业"
    NOT_COMPLETED = "未结业"


def centihours_of_minutes(minutes: int) -> int:
    """Credit for teaching time, in hundredths of a 学时 of 45 minutes, rounded half up once."""
    return (minutes * 200 + 45) // 90


@dataclass(frozen=True)
class NewRecord:
    """A training record about to be written; days and credit in hundredths, no days: calendar days count."""

    person_id: int
    declared_year: int
    category: str
    name: str
    first_day: date
    last_day: date
    credit_centihours: int
    completed: bool
    days_hundredths: int | None = None
    make_up_year: int | None = None
    score_cents: int | None = None
    source: str = "page"
    training_class_id: int | None = None

    @property
    def identity(self) -> str:
        """What is equal for two records of one person that are one."""
        return identity(
            self.declared_year, self.category, self.name, self.first_day, self.last_day,
            self.days_hundredths, self.credit_centihours, self.completed, self.make_up_year,
        )  # fmt: skip


def identity(  # noqa: PLR0913, PLR0917 - every field of a record but its person and its score
    declared_year: int,
    category: str,
    name: str,
    first_day: date,
    last_day: date,
    days_hundredths: int | None,
    credit_centihours: int,
    completed: bool,  # noqa: FBT001 - a field of the record like the others
    make_up_year: int | None,
) -> str:
    """Equal for two records of one person that are one (rotation-rules, "Facts"): all fields, the score left out.

    Days are taken as filled in: none is not the same as the number that the calendar would give.
    """
    fields = (
        int(declared_year), str(category), str(name), first_day.isoformat(), last_day.isoformat(),
        days_hundredths, int(credit_centihours), bool(completed), make_up_year,
    )  # fmt: skip
    return hashlib.sha256(repr(fields).encode()).hexdigest()


def credit_year(last_day: date, make_up_year: int | None) -> int:
    """The year whose credit a record adds to: the year made up, else the year it ends in."""
    return make_up_year or last_day.year


def earned_centihours(credit_centihours: int, *, completed: bool) -> int:
    """What a record adds to the ledger: its credit if 结业, else nothing (rotation-rules, "Facts")."""
    return credit_centihours if completed else 0
