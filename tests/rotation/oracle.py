"""A second reading of rotation-rules.md, written apart from the product's: what each answer must be.

It knows only plain tuples and the six requirements that ask for records; slow and naive on purpose.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

OPEN = date(9999, 1, 1)
HEADS = frozenset({"社区(村)主职干部", "非公有制经济组织党组织负责人", "社会组织党组织负责人"})
OFFICE = frozenset({"街镇机关干部", "街镇领导班子成员"})


@dataclass(frozen=True)
class Asked:
    """What a requirement asks; `audience` None: party members, `kinds` None: any category."""

    audience: frozenset[str] | None
    kinds: frozenset[str] | None
    times: int = 0
    days: int = 0
    hours: int = 0
    one_is_enough: bool = False
    declared: bool = False
    due: tuple[int, int, int] = (12, 31, 0)
    appointed_by: tuple[int, int] = (9, 30)
    make_up: bool = True


REQUIREMENTS = {
    "rotation": Asked(HEADS, frozenset({"集中轮训", "上级调训"}), times=1),
    "winter": Asked(
        None, frozenset({"冬训"}), times=1, declared=True, due=(2, 28, 1), appointed_by=(12, 31), make_up=False
    ),
    "spring": Asked(
        None, frozenset({"春训"}), times=1, declared=True, due=(5, 31, 0), appointed_by=(3, 31), make_up=False
    ),
    "member-hours": Asked(None, None, hours=3200),
    "secretary-hours": Asked(HEADS, None, hours=5600, times=1),
    "cadre-study": Asked(
        OFFICE,
        frozenset({"集中轮训", "主体班次", "专题培训", "上级调训"}),
        days=1200,
        hours=9000,
        one_is_enough=True,
    ),
}


@dataclass
class Life:
    """One person's facts: posts (organisation, category, first, last), records, waivers, and party standing."""

    political_status: str
    joined: date | None
    posts: list[tuple[str, str, date, date | None]] = field(default_factory=list)
    records: list[tuple] = field(default_factory=list)  # year, kind, name, first, last, days, hours, completed, make-up
    waivers: list[tuple] = field(default_factory=list)  # requirement, year, kind, until, approved


def counts_from(life: Life, asked: Asked, category: str, first: date) -> date | None:
    """The day from which a post counts for the audience; None when it never does."""
    if asked.audience is not None:
        return first if category in asked.audience else None
    if category == "党员":
        return first
    return max(first, life.joined or first) if life.political_status.startswith("中共") else None


def service(life: Life, asked: Asked, day: date) -> list[list]:
    """Spells as [first, last, posts], a post as (from when it counts, last, organisation, first day)."""
    begun = [
        (counts_from(life, asked, category, first), last or OPEN, where, first)
        for where, category, first, last in life.posts
    ]
    spells: list[list] = []
    for post in sorted(one for one in begun if one[0] and one[0] <= min(day, one[1])):
        if spells and (spells[-1][1] == OPEN or post[0] <= spells[-1][1] + timedelta(days=30)):
            spells[-1][1] = max(spells[-1][1], post[1])
            spells[-1][2].append(post)
        else:
            spells.append([post[0], post[1], [post]])
    return spells


def amounts(life: Life, code: str, year: int, day: date) -> tuple[list, list]:
    """What counts for the year by itself, and what makes up for it: (times, days, hours) each."""
    asked = REQUIREMENTS[code]
    own, made_up = [], []
    until = max([date(year + 1, 3, 31), *deferrals(life, code, year, day)])
    for declared, kind, _name, first, last, days, hours, completed, make_up in life.records:
        if not completed or last > day or (asked.kinds is not None and kind not in asked.kinds):
            continue
        worth = (1, ((last - first).days + 1) * 100 if days is None else days, hours)
        if make_up is None:
            if year == (declared if asked.declared else last.year):
                own.append(worth)
        elif make_up == year and asked.make_up and date(year, 1, 1) <= last <= until:
            made_up.append(worth)
    return own, made_up


def deferrals(life: Life, code: str, year: int, day: date) -> list[date]:
    return [one[3] for one in life.waivers if one[:3] == (code, year, "延期") and one[4] <= day]


def reaches(asked: Asked, worth: list) -> bool:
    sums = [sum(one[place] for one in worth) for place in range(3)]
    met = [have >= want for want, have in zip((asked.times, asked.days, asked.hours), sums, strict=True) if want]
    return any(met) if asked.one_is_enough else all(met)


def answer(life: Life, code: str, year: int, day: date) -> tuple | None:
    """(status, due, organisations that may be shown) or None where there is no obligation."""
    asked = REQUIREMENTS[code]
    month, of_month, next_year = asked.due
    plain_due = date(year + next_year, month, of_month)
    spells = service(life, asked, day)
    reference = min(day, plain_due)
    mine = next((one for one in spells if one[0] <= reference <= one[1]), None)
    if mine is None:
        return None
    due = max([plain_due, *deferrals(life, code, year, day)])
    is_new = mine[0] > date(year, *asked.appointed_by)
    own, made_up = amounts(life, code, year, day)
    questions = (
        ("completed", reaches(asked, own)),
        ("made_up", reaches(asked, own + made_up)),
        ("released", not any(first <= day <= last for first, last, _posts in spells)),
        ("new_appointee", is_new),
        ("exempt", any(one[:3] == (code, year, "免训") and one[4] <= day for one in life.waivers)),
        ("overdue", day > due),
        ("at_risk", due - day <= timedelta(days=60)),
        ("pending", True),
    )
    status = next(word for word, holds in questions if holds)
    if status == "new_appointee":
        due = date(year + 1 + next_year, month, of_month)
    return status, due.isoformat(), shown(mine[2], reference)


def shown(posts: list, reference: date) -> set[str]:
    """Organisations of the posts begun last among those that hold the day; in a gap, of those that ended last."""
    holding = [one for one in posts if one[0] <= reference <= one[1]]
    if not holding:
        ended = max(one[1] for one in posts if one[1] < reference)
        holding = [one for one in posts if one[1] == ended]
    last = max(one[3] for one in holding)
    return {one[2] for one in holding if one[3] == last}
