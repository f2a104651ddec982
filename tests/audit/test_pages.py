"""The auditor reads, filters, exports and checks; looking is itself put down."""

import csv
import io

import openpyxl
import pytest
from sqlalchemy import select, update

from lms.accounts.rules import Role
from lms.audit import views
from lms.audit.actor import Actor
from lms.audit.models import AuditEntry
from tests.audit.test_chain import past_the_triggers
from tests.facts.audit import add_entries


@pytest.fixture
def auditor(district):
    return district.client(Role.AUDITOR, "D")


def actions_of(district) -> list[str]:
    with district.session() as session:
        return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_the_heading_counts_today_and_the_page_says_how_far_the_chain_was_checked(district, auditor):
    add_entries(district, 3)
    page = auditor.get("/audit?lang=en").text
    assert "Audit trail, 3 entries today" in page
    assert "has not been checked yet" in page
    auditor.post("/audit/check")
    assert "The trail is whole: checked up to entry 4" in auditor.get("/audit?lang=en").text


def test_looking_is_put_down_with_what_was_asked_and_the_page_says_so(district, auditor):
    assert "That you looked is put down" in auditor.get("/audit?who=林静&page=1&lang=en").text
    with district.session() as session:
        entry = session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.actor_name) == ("audit.read", "林静")
    assert '"who":"林静"' in entry.detail


def test_a_broken_chain_is_told_with_its_position(district, auditor):
    add_entries(district, 5)
    with district.session() as session:
        past_the_triggers(session, update(AuditEntry).where(AuditEntry.id == 4).values(address="10.0.0.1"))
    assert auditor.post("/audit/check").status_code == 303
    page = auditor.get("/audit/check?lang=en").text
    assert "broken at entry 4" in page
    assert "changed after it was written" in page
    assert "Entry 4 does not fit" in auditor.get("/audit?lang=en").text


def found(page: str) -> list[int]:
    """The positions of the entries that a page lists."""
    return [int(part.partition('"')[0]) for part in page.split('href="/audit/')[1:] if part[0].isdigit()]


def test_conditions_choose_by_who_what_whom_and_when(district, auditor, set_clock):
    set_clock("2026-11-01 23:30")
    zhou = district.add_person("周德海", person_no="T77001")
    add_entries(district, actor=Actor.person(zhou, "周德海", "203.0.113.7"), action="login.done", person_id=zhou)
    set_clock("2026-11-02 00:30")
    add_entries(district, action="message.sent", at="S1")
    last = add_entries(district, action="grant.given", person_id=zhou)
    assert found(auditor.get("/audit?who=周德").text) == [1]
    assert found(auditor.get("/audit?who=T77001").text) == [1]
    assert found(auditor.get("/audit?action=message.sent").text) == [2]
    assert found(auditor.get("/audit?whom=周德海").text) == [last, 1]
    assert found(auditor.get("/audit?last_day=2026-11-01").text) == [1]
    assert found(auditor.get("/audit?first_day=2026-11-02&action=grant.given").text) == [last]
    assert found(auditor.get("/audit?action=nonsense&who=%00%25").text) == []


def test_a_day_that_does_not_exist_is_marked_and_left_out(district, auditor):
    add_entries(district)
    page = auditor.get("/audit?first_day=2026-02-30&lang=en")
    assert page.status_code == 200
    assert 'aria-invalid="true"' in page.text


def test_one_entry_tells_everything_it_holds(district, auditor):
    position = add_entries(district, at="S1", action="grant.given", role="street")
    page = auditor.get(f"/audit/{position}?lang=en").text
    assert "gave a right" in page
    assert "street" in page


def test_an_auditor_of_one_street_sees_what_concerns_it_and_nothing_else(district):
    of_s1 = district.add_person("张三", at="S1C1")
    add_entries(district, at="S1C2")
    add_entries(district, person_id=of_s1)
    add_entries(district, actor=Actor.person(of_s1, "张三"))
    add_entries(district, at="S2")
    add_entries(district)
    add_entries(district, actor=Actor.person(10**9, "gone"))
    auditor = district.client(Role.AUDITOR, "S1")
    assert found(auditor.get("/audit").text) == [3, 2, 1]
    assert auditor.get("/audit/4").status_code == 404
    rows = list(csv.reader(io.StringIO(auditor.get("/audit/export?format=csv").data.decode("utf-8-sig"))))
    assert {row[0] for row in rows[1:]} >= {"1", "2", "3"}
    assert not {row[0] for row in rows[1:]} & {"4", "5", "6"}


def test_the_export_holds_the_same_as_the_page_and_is_put_down(district, auditor):
    add_entries(district, 3, action="message.sent")
    add_entries(district, 2, action="=HYPERLINK(1)")
    answer = auditor.get("/audit/export?format=csv&action=message.sent&lang=en")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0][:4] == ["Entry", "Time", "Who", "What was done"]
    assert [row[4] for row in rows[1:]] == ["message.sent"] * 3
    book = openpyxl.load_workbook(io.BytesIO(auditor.get("/audit/export?format=xlsx").data))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert "=HYPERLINK(1)" in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "n"}, "no cell is a formula"
    assert actions_of(district)[-2:] == ["audit.exported", "audit.exported"]


def test_a_cell_that_looks_like_a_formula_is_harmless_in_csv(district, auditor):
    add_entries(district, action="=HYPERLINK(1)")
    rows = auditor.get("/audit/export?format=csv").data.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in rows


def test_too_many_entries_for_one_file_are_refused_in_a_sentence(district, auditor, monkeypatch):
    monkeypatch.setattr(views, "MOST_EXPORTED", 2)
    add_entries(district, 3)
    answer = auditor.get("/audit/export?who=test&lang=en")
    assert answer.location == "/audit?who=test"
    assert "Not exported: more than 2 entries" in auditor.get("/audit?lang=en").text


def test_a_longer_trail_costs_no_more_queries(district, auditor, count_queries):
    add_entries(district, 2)
    few = count_queries(lambda: auditor.get("/audit"))
    add_entries(district, 40)
    assert count_queries(lambda: auditor.get("/audit")) == few
