"""What the rosters of one class share: whose class it is, its title, and the line under it."""

from dataclasses import dataclass

from lms import clock
from lms.rosters.queries.reach import Reach
from lms.rosters.rules import wording
from lms.training.queries import ClassCard, class_in_scope
from lms.training.rules.words import Half

HALVES = {Half.MORNING: "上午", Half.AFTERNOON: "下午", Half.EVENING: "晚上"}


@dataclass(frozen=True)
class ClassHead:
    """The words above the table of a class."""

    title: str
    left: str
    middle: str
    right: str


def card_of(class_id: int | None, reach: Reach) -> ClassCard:
    """The class, if its organiser lies within the exporter's reach. Raises NotFound."""
    return class_in_scope(class_id or 0, reach.classes)


def head_of(card: ClassCard, kind: str, unit: str) -> ClassHead:
    """The title 「…班（第4期）」 with the kind of roster, who holds it, when and where, and today."""
    organiser = card.organiser_name if card.is_round else ""
    title = wording.class_title(card.programme_name, card.intake_number, card.declared_year, organiser=organiser)
    days = f"培训时间：{wording.day_span(card.first_day, card.last_day)}"
    return ClassHead(
        title=f"{title}{kind}",
        left=f"主办单位：{card.organiser_name}",
        middle=f"{days}　培训地点：{card.venue}" if card.venue else days,
        right=f"填报日期：{wording.day(clock.today())}　单位：{unit}",
    )
