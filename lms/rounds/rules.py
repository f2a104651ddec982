"""The words and decisions of a round: what it asks, who has done it, and which branches are late."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lms.people.rules import OrganisationKind
from lms.records.rules import TrainingCategory

DEFAULT_THEMES = ("党性教育", "党规党纪", "服务群众", "专业技能")
"""「意见」四(二)."""
CATEGORIES = (TrainingCategory.WINTER, TrainingCategory.SPRING)
PARTS_OF_A_BRANCH = frozenset({
    OrganisationKind.RESIDENTS_GROUP, OrganisationKind.VILLAGERS_GROUP, OrganisationKind.BUILDING,
})  # fmt: skip
"""Kinds of organisation whose members belong to the branch above."""
REMINDED_BEFORE = timedelta(days=7)
HOURS_A_DAY = 8
"""学时 of a whole day (发展党员工作细则 第十七条: three days or twenty-four)."""


class Absence(StrEnum):
    """Why a member did not come, as coarse as it need be: nobody writes down an illness."""

    LEAVE = "leave"
    FRAIL = "frail"
    AWAY = "away"
    OTHER = "other"


class ReachKind(StrEnum):
    """How a member is reached who does not come: 党员教育管理工作条例 第二十三条, 第三十三条, 第三十二条."""

    HOME = "home"
    RETURNED = "returned"
    AWAY = "away"


class ReachHow(StrEnum):
    """What was done."""

    TALKED = "talked"
    MATERIAL = "material"
    REPLAY = "replay"


class Stage(StrEnum):
    """When a branch is reminded."""

    BEFORE = "before"
    AFTER = "after"
    BY_HAND = "by_hand"


class Standing(StrEnum):
    """How a member stands in a round; the first that holds."""

    ATTENDED = "attended"
    REACHED = "reached"
    IN_CLASS = "in_class"
    NOT_REACHED = "not_reached"


class Verdict(StrEnum):
    """Why a closing decided as it did about somebody who was reached."""

    ENOUGH = "enough"
    VISITED = "visited"
    IN_CLASS = "in_class"
    TOO_LITTLE = "too_little"


@dataclass(frozen=True)
class Asked:
    """What a round asks of each member: minutes and meetings over all of it, minutes on each theme; 0: not asked."""

    minutes_each: int = 0
    meetings_each: int = 0
    minutes_a_theme: int = 0


@dataclass(frozen=True)
class Done:
    """What a member did: minutes by theme (None: on none in particular), meetings, and how else they were reached."""

    minutes_by_theme: Mapping[int | None, int]
    meetings: int = 0
    visited_at_home: bool = False
    completed_a_class: bool = False

    @property
    def minutes(self) -> int:
        """All of them."""
        return sum(self.minutes_by_theme.values())


def standing(*, meetings: int, reaches: int, in_class: bool) -> Standing:
    """How a member stands: at a meeting, reached otherwise, in a class of the same programme, or not yet."""
    if meetings:
        return Standing.ATTENDED
    if reaches:
        return Standing.REACHED
    return Standing.IN_CLASS if in_class else Standing.NOT_REACHED


def verdict(asked: Asked, done: Done, themes: Iterable[int]) -> Verdict:
    """Whether a member did what the round asks.

    Of members who are old, frail, gravely ill or disabled 「组织活动和开展学习教育不作硬性要求」
    (党员教育管理工作条例 第二十三条): whoever was visited at home has done enough. So has whoever completed a class of
    the same programme. For members away from home no rule makes an exception: they are to take part on return.
    """
    if _reaches(asked, done, themes):
        return Verdict.ENOUGH
    if done.visited_at_home:
        return Verdict.VISITED
    return Verdict.IN_CLASS if done.completed_a_class else Verdict.TOO_LITTLE


def _reaches(asked: Asked, done: Done, themes: Iterable[int]) -> bool:
    return (
        done.minutes >= asked.minutes_each
        and done.meetings >= asked.meetings_each
        and all(done.minutes_by_theme.get(theme, 0) >= asked.minutes_a_theme for theme in themes)
    )


def days_hundredths(centihours: int) -> int:
    """Days that credit stands for, eight hours each, in hundredths rounded half up."""
    return (2 * centihours + HOURS_A_DAY) // (2 * HOURS_A_DAY)


def reminder_due(report_by: date, today: date) -> Stage | None:
    """The reminder that the system sends on a day to branches that are behind."""
    if today > report_by:
        return Stage.AFTER
    return Stage.BEFORE if today >= report_by - REMINDED_BEFORE else None


def tidy_themes(text: str) -> tuple[str, ...]:
    """Themes as typed, one a line: blanks trimmed, empty lines and repetitions left out."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


@dataclass(frozen=True)
class ThemesChange:
    """What becomes of themes: kept ones with place and name, new ones with their place, and those that go."""

    kept: Mapping[int, tuple[int, str]]
    added: tuple[tuple[int, str], ...]
    removed: frozenset[int]


def match_themes(before: Sequence[tuple[int, str]], names: Sequence[str]) -> ThemesChange:
    """Themes by id and name, and the names wanted in their order.

    The same name is the same theme, wherever it stands; of the rest, what stands in the same line was renamed.
    """
    same = {name: theme_id for theme_id, name in before if name in names}
    kept = {theme_id: (names.index(name), name) for name, theme_id in same.items()}
    added = []
    for position, name in enumerate(names):
        if name in same:
            continue
        in_line = before[position][0] if position < len(before) else None
        if in_line is not None and in_line not in kept:
            kept[in_line] = (position, name)
        else:
            added.append((position, name))
    return ThemesChange(kept, tuple(added), frozenset(theme_id for theme_id, _name in before) - kept.keys())
