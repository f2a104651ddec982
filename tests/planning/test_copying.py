"""Last year's plan copied: shown first, done once, however often and by however many it is pressed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import select

from lms.accounts.rules import Role
from lms.audit.models import AuditEntry
from lms.extensions import db
from lms.people.queries import EVERYWHERE
from lms.planning.actions.copying import copy_year
from lms.planning.models import PlannedProgramme
from lms.planning.rules.wanted import Span
from lms.transaction import transaction
from tests.facts.planning import OFFICE, plan_programme, set_up


@pytest.fixture
def street(district, set_clock):
    set_clock("2026-12-01 09:00")
    return district.client(Role.STREET, at="S1")


def planned_for(district, year: int) -> list[PlannedProgramme]:
    with district.session():
        wanted = select(PlannedProgramme).where(PlannedProgramme.year == year).order_by(PlannedProgramme.id)
        return list(db.session.scalars(wanted))


def test_what_would_be_copied_is_shown_and_nothing_written(district, street):
    plan_programme(district, name="2026年党员冬训", wanted=Span(date(2026, 12, 1), date(2027, 2, 28), by_month=True))
    page = street.get("/plan/copy?year=2027").text
    assert "把2026年的1个项目复制到2027年？" in page
    assert "2027年党员冬训" in page
    assert "2027年12月至2028年2月" in page
    assert "2027年的法定节假日还没有公布" in page
    assert planned_for(district, 2027) == []


def test_a_copy_carries_everything_but_what_was_set_up(district, street):
    source = plan_programme(
        district, note="含异地教学", wanted=Span(date(2026, 3, 10), date(2026, 3, 12), by_month=False)
    )
    set_up(district, source)
    answer = street.post("/plan/copy?year=2027", data={"chosen": [source]})
    assert "已复制1个项目" in street.get(answer.location).text
    (copy,) = planned_for(district, 2027)
    (original,) = planned_for(district, 2026)
    for name in (
        "name",
        "category",
        "theme",
        "audience",
        "seats",
        "intakes",
        "days_hundredths",
        "organiser_id",
        "note",
    ):
        assert getattr(copy, name) == getattr(original, name)
    assert (copy.wanted_from, copy.wanted_until) == (date(2027, 3, 9), date(2027, 3, 11))  # a Tuesday again
    assert (copy.programme_id, copy.wanted_by_month) == (None, False)


def test_only_what_was_chosen_is_copied(district, street):
    chosen = plan_programme(district, name="甲班")
    plan_programme(district, name="乙班")
    street.post("/plan/copy?year=2027", data={"chosen": [chosen]})
    assert [one.name for one in planned_for(district, 2027)] == ["甲班"]


def test_copied_twice_nothing_is_there_twice(district, street):
    chosen = [plan_programme(district, name=name) for name in ("甲班", "乙班")]
    street.post("/plan/copy?year=2027", data={"chosen": chosen})
    again = street.post("/plan/copy?year=2027", data={"chosen": chosen})
    assert "没有复制" in street.get(again.location).text
    assert len(planned_for(district, 2027)) == 2
    page = street.get("/plan/copy?year=2027").text
    assert "2026年没有可以复制的项目" in page
    assert "已有2个项目，保持不动" in page
    with district.session():
        assert list(db.session.scalars(select(AuditEntry.action))).count("plan.copied") == 1


def test_two_who_copy_at_once_make_one_plan(district, street):
    chosen = {plan_programme(district, name=f"第{number}班") for number in range(10)}

    def copy(_number: int) -> int:
        with district.session(), transaction():
            return copy_year(OFFICE, 2027, chosen, EVERYWHERE)

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(copy, range(4)))
    assert sum(made) == len(planned_for(district, 2027)) == 10


def test_nobody_copies_another_streets_plan(district, street):
    elsewhere = plan_programme(district, "S2", name="二街班")
    assert "二街班" not in street.get("/plan/copy?year=2027").text
    street.post("/plan/copy?year=2027", data={"chosen": [elsewhere]})
    assert planned_for(district, 2027) == []


def test_the_district_copies_for_one_street(district, street):
    plan_programme(district, "S1", name="一街班")
    plan_programme(district, "S2", name="二街班")
    office = district.client(Role.DISTRICT, at="D")
    page = office.get(f"/plan/copy?year=2027&organiser={district.organisations['S2']}").text
    assert "二街班" in page
    assert "一街班" not in page


def test_a_day_that_falls_on_a_holiday_is_pointed_out(district, set_clock):
    set_clock("2025-12-01 09:00")
    plan_programme(district, year=2025, wanted=Span(date(2025, 10, 9), date(2025, 10, 10), by_month=False))
    plan_programme(
        district, year=2025, name="节后班", wanted=Span(date(2025, 10, 16), date(2025, 10, 17), by_month=False)
    )
    page = district.client(Role.STREET, at="S1").get("/plan/copy?year=2026").text
    assert page.count("开始那天休息") == 0
    plan_programme(
        district, year=2025, name="节前班", wanted=Span(date(2025, 9, 30), date(2025, 9, 30), by_month=False)
    )
    plan_programme(
        district, year=2025, name="节中班", wanted=Span(date(2025, 10, 2), date(2025, 10, 2), by_month=False)
    )
    assert district.client(Role.STREET, at="S1").get("/plan/copy?year=2026").text.count("开始那天休息") == 1
