"""The plans of the synthetic district: last year's, this year's half done, and a street's class on a public holiday."""

from dataclasses import replace
from datetime import date, timedelta

from lms import clock
from lms.audit.actor import Actor
from lms.people.queries import EVERYWHERE
from lms.people.rules import PositionCategory
from lms.planning.actions.plan import PlanFields, add_programme, set_up
from lms.planning.queries.plan import planned_for_update
from lms.planning.rules.copying import moved, renamed
from lms.planning.rules.wanted import Span, last_of_month
from lms.records.rules import TrainingCategory
from lms.training.actions.classes import ClassFields, create_class

_PRINCIPALS = (PositionCategory.COMMUNITY_PRINCIPAL,)
_HEADS = (
    PositionCategory.COMMUNITY_PRINCIPAL, PositionCategory.PRIVATE_PARTY_HEAD, PositionCategory.SOCIAL_PARTY_HEAD,
)  # fmt: skip
_CADRES = (PositionCategory.STREET_CADRE, PositionCategory.FIRST_SECRETARY)


def add_plans(actor: Actor, organisations: dict[str, int]) -> None:
    """Plan both years through the actions that pages use; runs in the caller's transaction."""
    year = clock.today().year
    for fields in _plan(year, organisations):
        add_programme(actor, year - 1, _a_year_before(fields, year))
        planned = add_programme(actor, year, fields)
        if fields.intakes > 1 or fields.category == TrainingCategory.WINTER:
            set_up(actor, planned_for_update(planned.id, EVERYWHERE))
    _hold_on_a_holiday(actor, year, organisations["YX16"])


def _plan(year: int, organisations: dict[str, int]) -> tuple[PlanFields, ...]:
    school, district, street = organisations["YX00"], organisations["YX"], organisations["YX12"]
    return (
        PlanFields("社区（村）主职干部集中轮训班", TrainingCategory.ROTATION, school, 240, 300, 2400,
                   "党建引领基层治理", _HEADS, 4, _months(year, 3, 12)),
        PlanFields("街镇机关干部主体班", TrainingCategory.MAIN_CLASS, school, 120, 500, 4000,
                   "依法行政与应急处置", _CADRES, 2, _months(year, 5, 6)),
        PlanFields("基层党务工作者专题培训班", TrainingCategory.SPECIAL_TOPIC, school, 80, 200, 1600,
                   "党员发展与组织生活", (PositionCategory.PARTY_AFFAIRS_WORKER,), 1, _days(year, 9, 15, 2)),
        PlanFields(f"{year}年党员冬训", TrainingCategory.WINTER, district, 3000, 100, 800,
                   "党性教育、党规党纪、服务群众、专业技能", (PositionCategory.PARTY_MEMBER,), 1,
                   _months(year, 12, 14)),
        PlanFields("社区工作者调解能力培训班", TrainingCategory.BASIC_CAPABILITY, street, 60, 100, 800,
                   "化解矛盾纠纷", (PositionCategory.COMMUNITY_WORKER,), 1, _days(year, 4, 14, 1)),
    )  # fmt: skip


def _a_year_before(fields: PlanFields, year: int) -> PlanFields:
    wanted = moved(fields.wanted, -1) if fields.wanted else None
    return replace(fields, name=renamed(fields.name, year, year - 1), wanted=wanted)


def _months(year: int, first: int, last: int) -> Span:
    """Whole months; a thirteenth is the next year's January."""
    end = date(year + (last - 1) // 12, (last - 1) % 12 + 1, 1)
    return Span(date(year, first, 1), last_of_month(end), by_month=True)


def _days(year: int, month: int, day: int, how_many: int) -> Span:
    first = date(year, month, day)
    return Span(first, first + timedelta(days=how_many - 1), by_month=False)


def _hold_on_a_holiday(actor: Actor, year: int, street: int) -> None:
    """A street's class that runs into National Day: the calendar and the class's page point it out."""
    first = date(year, 9, 30)
    wanted = Span(first, first + timedelta(days=1), by_month=False)
    fields = PlanFields(
        "社区（村）后备干部培训班",
        TrainingCategory.SPECIAL_TOPIC,
        street,
        40,
        200,
        1600,
        "服务群众",
        _PRINCIPALS,
        1,
        wanted,
    )
    programme = set_up(actor, planned_for_update(add_programme(actor, year, fields).id, EVERYWHERE))
    days = ClassFields(street, 1, wanted.first, wanted.last, year, 40, venue="街道党群服务中心")
    create_class(actor, programme, days)
