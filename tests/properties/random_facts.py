"""Random people for rotation, as rows with their two time axes, and as the facts known at an instant.

Days cluster around the days that decide (year ends, 30 September, 31 March, one month of gap), so that
neighbouring cases meet. One seed gives one population.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from lms.people.rules import PositionCategory
from lms.records.rules import TrainingCategory, identity
from lms.rotation.rules import (
    Appointment,
    AskedCurriculum,
    CapabilityPass,
    Combine,
    Enrolment,
    Facts,
    MonthDay,
    Requirement,
    TrainingRecord,
    Waiver,
    WaiverKind,
    YearBy,
)

YEARS = (2025, 2026, 2027)
INSTANTS = [datetime(2026, 1, 1, 8, tzinfo=UTC) + timedelta(days=90 * n) for n in range(4)]
CURRICULA = ("01", "02", "03")
ASKED = 900
"""The id of the requirement, coded `asked`, that random waivers are for."""
_TURNS = [date(year, month, day) for year in (2024, 2025, 2026, 2027, 2028) for month, day in (
    (1, 1), (2, 28), (3, 31), (5, 31), (9, 30), (10, 31), (11, 1), (12, 31),
)]  # fmt: skip
_CATEGORIES = (PositionCategory.COMMUNITY_PRINCIPAL, PositionCategory.STREET_CADRE, PositionCategory.PARTY_MEMBER)
_KINDS = (TrainingCategory.ROTATION, TrainingCategory.HIGHER_LEVEL, TrainingCategory.ONLINE)


@dataclass
class Row:
    """A table's row and the pure fact that it stands for."""

    table: str
    values: dict[str, Any]
    fact: Any = None


@dataclass
class Population:
    """Everybody one seed makes; ids begin at `first_id`, so that populations do not meet."""

    seed: int
    first_id: int
    organisations: tuple[int, ...]
    size: int
    ids: Iterator[int] = field(init=False)
    rows: list[Row] = field(init=False, default_factory=list)
    people: dict[int, list[Row]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.ids = count(self.first_id)
        self.keys: set[tuple[Any, ...]] = set()
        for person_id in range(self.first_id, self.first_id + self.size):
            self._add("person", {"id": person_id, "person_no": f"R{person_id}", "name": "某人", "is_synthetic": True})
            self.people[person_id] = list(self._facts(person_id))
            self.rows += self.people[person_id]

    def facts(self, person_id: int, known_on: datetime | None) -> Facts:
        """What was known of a person at an instant; None: now."""
        known = [row for row in self.people[person_id] if _is_known(row.values, known_on)]
        standing = next((row.values for row in known if row.table == "party_standing"), {})
        sorts: dict[type, list[Any]] = {}
        for row in known:
            if row.fact is not None:
                sorts.setdefault(type(row.fact), []).append(row.fact)
        seats = [self._seat(row, known_on) for row in known if row.table == "enrolment"]
        return Facts(
            appointments=tuple(sorts.get(Appointment, ())),
            records=tuple(sorts.get(TrainingRecord, ())),
            waivers=tuple(sorts.get(Waiver, ())),
            passes=tuple(sorts.get(CapabilityPass, ())),
            enrolments=tuple(seat for seat in seats if seat),
            political_status=standing.get("political_status"),
            joined_party_on=standing.get("joined_party_on"),
        )

    def _seat(self, row: Row, known_on: datetime | None) -> Enrolment | None:
        schedule = next(
            (
                one.values
                for one in self.people[row.values["person_id"]]
                if one.table == "class_schedule"
                and one.values["training_class_id"] == row.values["training_class_id"]
                and _is_known(one.values, known_on)
            ),
            None,
        )
        if schedule is None:
            return None
        return Enrolment(
            key=row.values["id"], category=TrainingCategory(schedule["category"]),
            declared_year=schedule["declared_year"], first_day=schedule["first_day"], last_day=schedule["last_day"],
            enrolled_on=row.values["enrolled_on"], withdrawn_on=row.values["withdrawn_on"],
            make_up_year=row.values["make_up_year"],
        )  # fmt: skip

    def _facts(self, person_id: int) -> Iterator[Row]:
        several = self.random.choice((1, 1, 2, 3))
        yield from self._standings(person_id)
        makers = (self._appointment,) * several + tuple(
            self.random.choice((self._record, self._record, self._waiver, self._pass, self._enrolment))
            for _ in range(self.random.randint(0, 5))
        )
        for make in makers:
            yield from make(person_id)

    def _add(self, table: str, values: dict[str, Any], fact: Any = None) -> Row:
        row = Row(table, values, fact)
        if table == "person":
            self.rows.append(row)
        return row

    def _day(self, spread: int = 40) -> date:
        return self.random.choice(_TURNS) + timedelta(days=self.random.randint(-spread, spread))

    def _year(self) -> int:
        return self.random.choice(YEARS)

    def _axis(self) -> dict[str, Any]:
        """Known from an instant on, perhaps until another."""
        begins = self.random.randrange(len(INSTANTS))
        ends = self.random.choice((None, None, None, begins + 1))
        return {
            "recorded_at": INSTANTS[begins],
            "recorded_by": "console:test",
            "superseded_at": INSTANTS[ends] if ends is not None and ends < len(INSTANTS) else None,
            "superseded_by": None,
        }

    def _axes_in_turn(self) -> list[dict[str, Any]]:
        """Versions of one fact that take turns: each is known until the next."""
        begins = sorted(self.random.sample(range(len(INSTANTS)), self.random.choice((1, 1, 2))))
        ends = [*begins[1:], None]
        return [
            {
                "recorded_at": INSTANTS[begin], "recorded_by": "console:test",
                "superseded_at": INSTANTS[end] if end is not None else None, "superseded_by": None,
            }
            for begin, end in zip(begins, ends, strict=True)
        ]  # fmt: skip

    def _is_new(self, axis: dict[str, Any], *key: Any) -> bool:
        """Whether a unique index lets this row in: among those known now, each key once."""
        if axis["superseded_at"] is not None:
            return True
        if key in self.keys:
            return False
        self.keys.add(key)
        return True

    def _standings(self, person_id: int) -> Iterator[Row]:
        if self.random.random() < 0.4:
            return
        for axis in self._axes_in_turn():
            status = self.random.choice(("中共党员", "中共预备党员", "群众", None))
            joined = self._day() if self.random.random() < 0.6 else None
            yield self._add("party_standing", {
                "id": next(self.ids), "person_id": person_id, "political_status": status, "joined_party_on": joined,
                **axis,
            })  # fmt: skip

    def _appointment(self, person_id: int) -> Iterator[Row]:
        axis = self._axis()
        first = self._day() if self.random.random() < 0.95 else None
        last = (first or self._day()) + timedelta(days=self.random.randint(0, 500))
        last = self.random.choice((None, last))
        category = self.random.choice((*_CATEGORIES, *_CATEGORIES, None))
        place = self.random.choice(self.organisations)
        if not self._is_new(axis, "post", person_id, place, category, first):
            return
        key = next(self.ids)
        yield self._add("appointment", {
            "id": key, "person_id": person_id, "organisation_id": place,
            "position_category": category and str(category), "position": None, "first_day": first, "last_day": last,
            **axis,
        }, Appointment(key, category, first, last, "", None, place))  # fmt: skip

    def _record(self, person_id: int) -> Iterator[Row]:
        axis = self._axis()
        last = self._day()
        first = last - timedelta(days=self.random.randint(0, 2))
        fields = {
            "declared_year": self._year(), "category": self.random.choice(_KINDS),
            "name": self.random.choice(("第1期", "第2期")), "first_day": first,
            "last_day": last, "days_hundredths": self.random.choice((None, 50, 300)),
            "credit_centihours": self.random.choice((25, 750, 2400)), "completed": self.random.random() < 0.8,
            "make_up_year": self.random.choice((None, None, self._year())),
        }  # fmt: skip
        for _ in range(self.random.choice((1, 1, 2))):  # the same training entered twice is one
            if self._is_new(axis, "record", person_id, *fields.values()):
                key = next(self.ids)
                yield self._add("training_record", {
                    "id": key, "person_id": person_id, "identity": identity(**fields), "source": "import",
                    **fields, "category": str(fields["category"]), **axis,
                }, TrainingRecord(key=key, **fields))  # fmt: skip

    def _waiver(self, person_id: int) -> Iterator[Row]:
        key, kind = next(self.ids), self.random.choice(list(WaiverKind))
        until = self._day() if kind is WaiverKind.DEFERRAL else None
        year, approved = self._year(), self._day()
        yield self._add("waiver", {
            "id": key, "person_id": person_id, "requirement_id": ASKED, "year": year, "kind": str(kind),
            "deferred_until": until, "reason": "住院", "approver": "党委", "approved_on": approved, **self._axis(),
        }, Waiver(key, "asked", year, kind, approved, until, "党委"))  # fmt: skip

    def _pass(self, person_id: int) -> Iterator[Row]:
        for code in self.random.sample(CURRICULA, self.random.randint(1, len(CURRICULA))):
            axis, on = self._axis(), self._day()
            if self._is_new(axis, "pass", person_id, code):
                yield self._add("capability_pass", {
                    "id": next(self.ids), "person_id": person_id, "curriculum_code": code, "passed_on": on, **axis,
                }, CapabilityPass(code, on))  # fmt: skip

    def _enrolment(self, person_id: int) -> Iterator[Row]:
        class_id = next(self.ids)
        yield self._add("training_class", {
            "id": class_id, "programme_id": 1, "organiser_id": self.organisations[0],
            "draws_from_id": self.organisations[0], "intake_number": class_id, "capacity": 50,
            "planned_centihours": 2400, "venue": "", "created_at": INSTANTS[0], "created_by": "console:test",
        })  # fmt: skip
        for axis in self._axes_in_turn():
            last = self._day()
            yield self._add("class_schedule", {
                "id": next(self.ids), "training_class_id": class_id, "category": str(self.random.choice(_KINDS)),
                "declared_year": self._year(), "first_day": last - timedelta(days=2), "last_day": last, **axis,
            })  # fmt: skip
        enrolled = self._day()
        withdrawn = self.random.choice((None, None, enrolled + timedelta(days=self.random.randint(0, 300))))
        yield self._add("enrolment", {
            "id": next(self.ids), "training_class_id": class_id, "person_id": person_id, "enrolled_on": enrolled,
            "withdrawn_on": withdrawn, "make_up_year": self.random.choice((None, None, self._year())),
            **self._axis(),
        })  # fmt: skip


def _is_known(values: dict[str, Any], known_on: datetime | None) -> bool:
    if "recorded_at" not in values:
        return False
    ends = values["superseded_at"]
    if known_on is None:
        return ends is None
    return values["recorded_at"] <= known_on and (ends is None or known_on < ends)


def random_requirement(random: Random) -> Requirement:
    """Any requirement that can be stored; its code is the one the random waivers are for."""
    curricula = tuple(AskedCurriculum(code) for code in CURRICULA[: random.choice((0, 0, 0, 1, 3))])
    asks_nothing = not curricula
    return Requirement(
        code="asked", name="要求",
        audience=frozenset(random.sample(_CATEGORIES[:2], random.choice((1, 2)))),
        for_party_members=random.random() < 0.4,
        credit_kinds=frozenset(random.sample(_KINDS, random.choice((0, 1, 2)))),
        min_times=random.choice((1, 1, 2)) if asks_nothing else random.choice((0, 1)),
        min_days_hundredths=random.choice((0, 0, 350)),
        min_centihours=random.choice((0, 0, 775)),
        curricula=curricula,
        combine=random.choice(list(Combine)),
        year_by=random.choice(list(YearBy)),
        due=random.choice((MonthDay(12, 31), MonthDay(2, 29), MonthDay(5, 31))),
        due_in_next_year=random.random() < 0.3,
        appointed_by=random.choice((MonthDay(9, 30), MonthDay(12, 31), MonthDay(2, 29))),
        continuity_gap_days=random.choice((0, 1, 30)),
        warn_days=random.choice((0, 60)),
        makeup_until=random.choice((None, MonthDay(3, 31), MonthDay(3, 31))),
    )  # fmt: skip


def random_day(random: Random) -> date:
    """A day on which to ask: mostly one that decides something, or its neighbour."""
    return random.choice(_TURNS) + timedelta(days=random.choice((-1, 0, 0, 1, random.randint(-30, 30))))
