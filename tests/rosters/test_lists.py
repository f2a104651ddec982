"""Lists of pages as files: people, classes and requests for leave, under the page's conditions and within reach."""

import csv
import io

import openpyxl
import pytest

from lms.accounts.rules import Role
from lms.audit.models import AuditEntry
from tests.facts.training import add_class, ask_leave


def rows(answer) -> list[list[str]]:
    """The rows of a CSV between its heading and its foot, without their serial numbers."""
    assert answer.status_code == 200
    lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    return [line[1:] for line in lines if line and line[0].isdecimal()]


@pytest.fixture
def today(set_clock):
    set_clock("2026-12-01 09:00")


def test_people_are_those_of_the_page_in_its_order_and_no_other_streets(district, today):
    district.add_person("王伟", at="S1C2", person_no="A1", position="网格员")
    district.add_person("=1+1", at="S1C1", person_no="A2")
    district.add_person("李强", at="S2C1", person_no="A3")
    browser = district.client(Role.STREET, "S1")
    found = rows(browser.get("/people.csv"))
    assert [one[0] for one in found if one[0].startswith("A")] == ["A2", "A1"]
    assert [one[1] for one in rows(browser.get("/people.csv?text=王"))] == ["王伟"]
    book = openpyxl.load_workbook(io.BytesIO(browser.get("/people.xlsx").data))
    assert all(cell.data_type != "f" for line in book.active for cell in line)
    with district.session() as session:
        noted = session.query(AuditEntry).filter_by(action="roster.exported").all()
    assert len(noted) == 3


def test_twice_the_people_take_the_same_number_of_queries(district, count_queries, today):
    browser = district.client(Role.STREET, "S1")
    district.add_person("王伟")
    once = count_queries(lambda: browser.get("/people.csv"))
    for _more in range(4):
        district.add_person("李强")
    assert count_queries(lambda: browser.get("/people.csv")) == once


def test_classes_are_those_in_reach_with_how_they_stand(district, today):
    person = district.add_person("周德海")
    add_class(district, "S1", people=[person])
    add_class(district, "S2", intake_number=7)
    [line] = rows(district.client(Role.TRAINER, "S1").get("/classes.csv"))
    assert line == [
        "社区主职干部集中轮训班第4期", "S1街道", "2026年12月8日至12月10日", "党校301", "—", "60", "1", "筹备中",
    ]  # fmt: skip


def test_requests_for_leave_are_those_that_the_page_shows(district, today):
    person = district.add_person("周德海")
    ask_leave(district, add_class(district, "S1", people=[person]), person, how_many=2)
    browser = district.client(Role.STREET, "S1")
    [line] = rows(browser.get("/leave.csv"))
    assert line[0] == "周德海"
    assert line[4] == "2"
    assert rows(browser.get("/leave.csv?show=decided")) == []
    assert rows(district.client(Role.STREET, "S2").get("/leave.csv")) == []


def test_the_pages_offer_them_and_who_may_not_gets_none(district, today):
    person = district.add_person("周德海")
    add_class(district, "S1", people=[person])
    browser = district.client(Role.STREET, "S1")
    assert "/people.xlsx?text=%E5%91%A8" in browser.get("/people?text=周").get_data(as_text=True)
    assert "/classes.pdf" in browser.get("/classes").get_data(as_text=True)
    assert browser.get("/people.pdf").data.startswith(b"%PDF")
    cadre = district.sign_in(person)
    assert [cadre.get(f"/{one}.csv").status_code for one in ("people", "classes", "leave")] == [403, 403, 403]
