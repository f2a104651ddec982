"""What can be exported, as what, and what is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Roster(StrEnum):
    """The rosters there are, as addresses and commands name them."""

    COMPLETION = "completion"  # 结业花名册
    NOT_TRAINED = "not-trained"  # 应训未训名单
    ATTENDANCE = "attendance"  # 考勤表
    TRAINEES = "trainees"  # 学员花名册
    SIGN_IN = "sign-in"  # 签到表
    TIMETABLE = "timetable"  # 课程表
    CERTIFICATES = "certificates"  # 证书清单

    @property
    def is_of_class(self) -> bool:
        """Whether it is about one class."""
        return self is not Roster.NOT_TRAINED

    @property
    def lists_people(self) -> bool:
        """Whether each of its rows is a person."""
        return self is not Roster.TIMETABLE

    @property
    def has_numbers(self) -> bool:
        """Whether it shows telephone numbers."""
        return self is Roster.TRAINEES


class FileFormat(StrEnum):
    """What a roster is given as."""

    XLSX = "xlsx"
    PDF = "pdf"
    CSV = "csv"


MEDIA_TYPES = {
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileFormat.PDF: "application/pdf",
    FileFormat.CSV: "text/csv; charset=utf-8",
}
MOST_ROWS_AT_ONCE = 5_000
"""More are made in the background."""
PREVIEWED_ROWS = 30


@dataclass(frozen=True)
class Wanted:
    """Which roster, of which class, or of whom on which day.

    `day`: of a sign-in sheet. `organisation`: a code, empty for everything in reach. `known_on` None: as things are
    known now.
    """

    roster: Roster
    class_id: int | None = None
    day: date | None = None
    requirement: str = "rotation"
    year: int = 0
    organisation: str = ""
    as_of: date = date.min
    known_on: datetime | None = None

    def as_conditions(self) -> dict[str, str]:
        """As the address of the page has them; `wanted_from` reads them."""
        if self.roster.is_of_class:
            of_day = {"day": self.day.isoformat()} if self.day else {}
            return {"class_id": str(self.class_id), **of_day} if self.class_id else {}
        asked = {"requirement": self.requirement, "year": str(self.year), "as_of": self.as_of.isoformat()}
        if self.organisation:
            asked["organisation"] = self.organisation
        if self.known_on:
            asked["known_on"] = self.known_on.isoformat()
        return asked


def wanted_from(roster: str, conditions: Mapping[str, str]) -> Wanted:
    """What `as_conditions` wrote. Raises ValueError when something else did."""
    if "class_id" in conditions:
        day = conditions.get("day")
        return Wanted(
            Roster(roster), class_id=int(conditions["class_id"]), day=date.fromisoformat(day) if day else None
        )
    known_on = conditions.get("known_on")
    return Wanted(
        Roster(roster),
        requirement=conditions["requirement"],
        year=int(conditions["year"]),
        organisation=conditions.get("organisation", ""),
        as_of=date.fromisoformat(conditions["as_of"]),
        known_on=datetime.fromisoformat(known_on) if known_on else None,
    )
