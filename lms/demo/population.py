"""Who lives in the synthetic district: organisations, people, posts and past training, as rows to insert."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from lms.demo import names
from lms.people.rules import OrganisationKind, PositionCategory
from lms.records.rules import TrainingCategory

Row = dict[str, Any]
PEOPLE_A_COMMUNITY = 32
"""With what belongs to them, so that 3,200 people make ten streets of ten communities."""

# Of a hundred people: how many hold which kind of post. The rest are members without a post.
_SHARES = (
    (PositionCategory.COMMUNITY_PRINCIPAL, 7), (PositionCategory.COMMUNITY_WORKER, 18),
    (PositionCategory.GROUP_WORKER, 14), (PositionCategory.STREET_CADRE, 12), (PositionCategory.STREET_LEADER, 3),
    (PositionCategory.PRIVATE_PARTY_HEAD, 8), (PositionCategory.SOCIAL_PARTY_HEAD, 3),
    (PositionCategory.PARTY_INSTRUCTOR, 2), (PositionCategory.FIRST_SECRETARY, 1),
    (PositionCategory.PARTY_AFFAIRS_WORKER, 4),
)  # fmt: skip
_AT_STREET = {
    PositionCategory.STREET_CADRE, PositionCategory.STREET_LEADER, PositionCategory.PARTY_INSTRUCTOR,
    PositionCategory.PARTY_AFFAIRS_WORKER,
}  # fmt: skip


@dataclass
class Place:
    """One organisation to be made; `key` is its code."""

    key: str
    name: str
    kind: OrganisationKind
    parent: str | None


@dataclass
class Resident:
    """One person to be made, with posts and past training."""

    person: Row
    standing: Row | None
    posts: list[tuple[str, Row]] = field(default_factory=list)  # organisation code, appointment
    records: list[Row] = field(default_factory=list)


def places(random: Random, people: int) -> list[Place]:
    """The tree: the district, its offices, streets, and what each street manages."""
    district = [
        Place("YX", "云溪区", OrganisationKind.DISTRICT, None),
        Place("YX00", "云溪区委党校", OrganisationKind.PUBLIC_INSTITUTION, "YX"),
        Place("YX01", "云溪区委组织部", OrganisationKind.GOVERNMENT_OFFICE, "YX"),
    ]
    streets = len(names.STREETS)
    communities = max(2, people // PEOPLE_A_COMMUNITY // streets)
    quarters = iter(names.place_names(random, streets * communities))
    return district + [one for index in range(streets) for one in _street(index, communities, quarters)]


def _street(index: int, communities: int, quarters: Iterator[str]) -> list[Place]:
    name, kind = names.STREETS[index]
    code = f"YX{index + 10}"
    town = kind is OrganisationKind.TOWN
    made = [Place(code, name, kind, "YX")]
    for number in range(1, communities + 1):
        quarter = f"{code}{number:03}"
        ending, below = ("村", OrganisationKind.VILLAGE) if town else ("社区", OrganisationKind.COMMUNITY)
        made.append(Place(quarter, next(quarters) + ending, below, code))
        group = OrganisationKind.VILLAGERS_GROUP if town else OrganisationKind.RESIDENTS_GROUP
        made += [Place(f"{quarter}{n:02}", f"第{n}{group.value}", group, quarter) for n in (1, 2)]
        firm = names.FIRMS[(index + number) % len(names.FIRMS)]
        made.append(
            Place(f"{code}F{number:03}", f"{firm}{index}{number}有限公司", OrganisationKind.PRIVATE_ORGANISATION, code)
        )
    society = names.SOCIETIES[index % len(names.SOCIETIES)]
    made.append(Place(f"{code}S001", f"{name[:2]}{society}", OrganisationKind.SOCIAL_ORGANISATION, code))
    return made


def residents(random: Random, all_places: list[Place], people: int, today: date) -> Iterator[Resident]:
    """Everybody, with a share of each kind of post; about one in eight owes something."""
    by_kind: dict[OrganisationKind, list[str]] = {}
    for place in all_places:
        by_kind.setdefault(place.kind, []).append(place.key)
    for number in range(1, people + 1):
        category = _category(random)
        yield _resident(random, number, category, random.choice(_where(category, by_kind)), today)


def _category(random: Random) -> PositionCategory:
    draw = random.random() * 100
    for category, share in _SHARES:
        if draw < share:
            return category
        draw -= share
    return PositionCategory.PARTY_MEMBER


def _where(category: PositionCategory, by_kind: dict[OrganisationKind, list[str]]) -> list[str]:
    if category in _AT_STREET:
        return by_kind[OrganisationKind.SUBDISTRICT] + by_kind[OrganisationKind.TOWN]
    if category is PositionCategory.PRIVATE_PARTY_HEAD:
        return by_kind[OrganisationKind.PRIVATE_ORGANISATION]
    if category is PositionCategory.SOCIAL_PARTY_HEAD:
        return by_kind[OrganisationKind.SOCIAL_ORGANISATION]
    if category is PositionCategory.GROUP_WORKER:
        return by_kind[OrganisationKind.RESIDENTS_GROUP] + by_kind[OrganisationKind.VILLAGERS_GROUP]
    return by_kind[OrganisationKind.COMMUNITY] + by_kind[OrganisationKind.VILLAGE]


def _resident(random: Random, number: int, category: PositionCategory, where: str, today: date) -> Resident:
    gender = "女" if random.random() < 0.42 else "男"
    born = date(random.randint(today.year - 62, today.year - 24), random.randint(1, 12), random.randint(1, 28))
    member = category in _MEMBERS or random.random() < 0.5
    resident = Resident(
        person={
            "person_no": f"YX{number:06}", "name": names.person_name(random), "gender": gender, "birth_date": born,
            "ethnicity": "汉族", "education": random.choice(("大学本科", "大专", "高中", "研究生")),
            "phone": f"1380000{number:04}" if number < 10000 else None, "is_synthetic": True,
        },
        standing={
            "political_status": "中共党员" if member else "群众",
            "joined_party_on": date(min(born.year + random.randint(20, 40), today.year - 1), 7, 1) if member else None,
        },
    )  # fmt: skip
    since = _first_day(random, today)
    resident.posts.append((where, {
        "position_category": category.value, "position": random.choice(names.POSTS[category]),
        "first_day": since, "last_day": None,
    }))  # fmt: skip
    resident.records += _past_training(random, category, since, today)
    return resident


_MEMBERS = {
    PositionCategory.COMMUNITY_PRINCIPAL, PositionCategory.PRIVATE_PARTY_HEAD, PositionCategory.SOCIAL_PARTY_HEAD,
    PositionCategory.PARTY_MEMBER, PositionCategory.FIRST_SECRETARY, PositionCategory.PARTY_AFFAIRS_WORKER,
}  # fmt: skip
_OFFICE = {PositionCategory.STREET_CADRE, PositionCategory.STREET_LEADER}
ROTATION_AUDIENCE = {
    PositionCategory.COMMUNITY_PRINCIPAL, PositionCategory.PRIVATE_PARTY_HEAD, PositionCategory.SOCIAL_PARTY_HEAD,
}  # fmt: skip


def _first_day(random: Random, today: date) -> date:
    if random.random() < 0.05:  # newly appointed
        return today - timedelta(days=random.randint(5, 50))
    return today - timedelta(days=random.randint(400, 3000))


@dataclass(frozen=True)
class _Training:
    """What a past record is about; hours in hundredths."""

    category: TrainingCategory
    name: str
    days: int
    centihours: int
    month: int | None = None


def _past_training(random: Random, category: PositionCategory, since: date, today: date) -> Iterator[Row]:
    for year in (today.year - 1, today.year):
        if since.year < year:
            for training in _trainings(random, category, year, today):
                yield _record(random, year, training, today)


def _trainings(random: Random, category: PositionCategory, year: int, today: date) -> Iterator[_Training]:
    if category in ROTATION_AUDIENCE and random.random() < (0.9 if year < today.year else 0.86):
        yield _Training(TrainingCategory.ROTATION, f"{year}年集中轮训班", 3, 2400)
    if category in _OFFICE and random.random() < 0.8:
        yield _Training(TrainingCategory.MAIN_CLASS, f"{year}年主体班次", 12, 9000)
    if category in _MEMBERS and random.random() < 0.85:
        yield _Training(TrainingCategory.SPRING, f"{year}年党员春训", 2, 1600, month=3)
        yield _Training(TrainingCategory.SPECIAL_TOPIC, f"{year}年党员集中学习", 3, 2400)


def _record(random: Random, year: int, training: _Training, today: date) -> Row:
    first = _begins(random, year, training, today)
    return {
        "declared_year": year,
        "category": training.category.value,
        "name": training.name,
        "first_day": first,
        "last_day": first + timedelta(days=training.days - 1),
        "days_hundredths": training.days * 100,
        "credit_centihours": training.centihours,
        "completed": random.random() < 0.97,
        "score_cents": random.randint(72, 98) * 100,
        "make_up_year": None,
        "source": "import",
    }


def _begins(random: Random, year: int, training: _Training, today: date) -> date:
    if training.month:
        return date(year, training.month, random.randint(1, 25))
    earliest, latest = date(year, 4, 1), min(date(year, 12, 20), today - timedelta(days=14))
    return earliest + timedelta(days=random.randint(0, max(1, (latest - earliest).days)))
