"""Planned programmes, as short as a test needs them; made by the actions that pages use."""

from datetime import date
from itertools import count

from lms.audit.actor import Actor
from lms.people.queries import EVERYWHERE
from lms.people.rules import PositionCategory
from lms.planning.actions import plan
from lms.planning.actions.plan import PlanFields
from lms.planning.queries.plan import planned_for_update
from lms.planning.rules.wanted import Span
from lms.records.rules import TrainingCategory
from lms.transaction import transaction
from tests.facts.district import District
from tests.facts.route_samples import Sample

OFFICE = Actor("console:test", "test")
IN_MARCH = Span(date(2026, 3, 1), date(2026, 3, 31), by_month=True)


def plan_programme(district: District, at: str = "S1", *, year: int = 2026, **more) -> int:
    """A planned 集中轮训 of three days and 24 hours for 120 people in two intakes; gives its id."""
    given = {
        "name": "社区主职干部集中轮训班", "category": TrainingCategory.ROTATION, "seats": 120, "intakes": 2,
        "days_hundredths": 300, "credit_centihours": 2400, "theme": "党建引领基层治理",
        "audience": (PositionCategory.COMMUNITY_PRINCIPAL,), "wanted": IN_MARCH,
    } | more  # fmt: skip
    with district.session(), transaction():
        fields = PlanFields(organiser_id=district.organisations[at], **given)
        return plan.add_programme(OFFICE, year, fields).id


def set_up(district: District, planned_id: int) -> int:
    """Set a planned programme up; gives the programme's id."""
    with district.session(), transaction():
        return plan.set_up(OFFICE, planned_for_update(planned_id, EVERYWHERE)).id


_numbers = count(1)


def _planned(district: District) -> dict[str, int]:
    return {"planned_id": plan_programme(district, name=f"第{next(_numbers)}个培训项目")}


def _sheet(_district: District) -> Sample:
    return Sample({"file_format": "csv"}, shared="everybody gets what lies within their own reach")


ROUTE_SAMPLES = {
    **dict.fromkeys(
        [f"planning.{name}" for name in (
            "edit_programme", "change_programme", "confirm_removal", "remove_programme", "set_up",
        )],
        _planned,
    ),
    **dict.fromkeys([f"planning.download_{name}" for name in ("plan", "calendar", "clashes")], _sheet),
}  # fmt: skip
