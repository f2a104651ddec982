"""From the list to the deed: those chosen get seats or a message; what the browser sends is looked at again."""

from datetime import date

import pytest
from sqlalchemy import select

from lms.accounts.rules import Role
from lms.audit.models import AuditEntry
from lms.messages.models import Message
from lms.training.models import Enrolment
from tests.facts.rotation_pages import evaluate, status_of, train
from tests.facts.training import add_class
from tests.rotation.test_pages_lists import text_of

ASKED = "requirement=rotation&year=2026"


@pytest.fixture(autouse=True)
def _late_january(set_clock):
    set_clock("2027-01-20 09:00")


@pytest.fixture
def flagged(district) -> dict[str, int]:
    made = {"one": district.add_person("周德海", at="S1C1"), "two": district.add_person("赵广才", at="S1C2")}
    made["other"] = district.add_person("古丽努尔·艾合买提", at="S2C1")
    evaluate(district)
    return made


def march_class(district, at: str = "D", **more) -> int:
    """A make-up class that ends in time."""
    given = {"first_day": date(2027, 3, 2), "last_day": date(2027, 3, 4), "declared_year": 2027, "intake_number": 1}
    return add_class(district, at, **(given | more))


def seats(district, class_id: int) -> dict[int, int | None]:
    """Who has a seat, with its make-up year."""
    with district.session() as session:
        rows = session.execute(
            select(Enrolment.person_id, Enrolment.make_up_year).where(Enrolment.training_class_id == class_id)
        )
        return {row.person_id: row.make_up_year for row in rows}


def test_those_chosen_are_enrolled_in_a_class_that_makes_up_for_the_year(district, flagged):
    class_id = march_class(district)
    client = district.client(Role.DISTRICT)
    chosen = f"{ASKED}&person={flagged['one']}&person={flagged['two']}"
    page = text_of(client.get(f"/rotation/enrol?{chosen}"))
    assert "给2人选一个班" in page
    assert "作为2026年的补训" in page
    assert "把2人编入第1期？" in text_of(client.get(f"/rotation/enrol/{class_id}?{chosen}"))
    sent = {"requirement": "rotation", "year": 2026, "person": [flagged["one"], flagged["two"]]}
    answer = client.post(f"/rotation/enrol/{class_id}", data=sent | {"next": "/rotation?year=2026&page=1"})
    assert answer.location == "/rotation?year=2026&page=1"
    assert "已把2人编入第1期" in text_of(client.get(answer.location))
    assert seats(district, class_id) == {flagged["one"]: 2026, flagged["two"]: 2026}


def test_a_class_of_the_year_itself_makes_up_for_nothing_and_schedules(district, set_clock):
    set_clock("2026-11-20 09:00")
    person_id = district.add_person(at="S1C1")
    evaluate(district)
    class_id = add_class(district, "D")
    sent = {"requirement": "rotation", "year": 2026, "person": [person_id]}
    district.client(Role.DISTRICT).post(f"/rotation/enrol/{class_id}", data=sent)
    assert seats(district, class_id) == {person_id: None}
    assert status_of(district, person_id) == "scheduled"


def test_a_street_sends_its_own_people_to_a_class_of_the_district_and_nobody_elses(district, flagged):
    class_id = march_class(district)
    sent = {"requirement": "rotation", "year": 2026, "person": [flagged["one"], flagged["other"], 999_999]}
    answer = district.client(Role.STREET, at="S1").post(f"/rotation/enrol/{class_id}", data=sent)
    assert answer.status_code == 303
    assert seats(district, class_id) == {flagged["one"]: 2026}


def test_a_class_that_draws_from_another_street_is_not_found(district, flagged):
    class_id = march_class(district, "S2")
    client = district.client(Role.STREET, at="S1")
    assert client.get(f"/rotation/enrol/{class_id}?{ASKED}&person={flagged['one']}").status_code == 404
    assert "没有可以编入的班" in text_of(client.get(f"/rotation/enrol?{ASKED}&person={flagged['one']}"))


def test_seats_are_given_in_the_order_of_the_list_and_the_rest_is_told(district, flagged):
    class_id = march_class(district, capacity=1)
    client = district.client(Role.DISTRICT)
    chosen = f"{ASKED}&person={flagged['two']}&person={flagged['one']}"
    assert "只有1个名额，选了2人" in text_of(client.get(f"/rotation/enrol/{class_id}?{chosen}"))
    sent = {"requirement": "rotation", "year": 2026, "person": [flagged["two"], flagged["one"]]}
    answer = client.post(f"/rotation/enrol/{class_id}", data=sent)
    assert seats(district, class_id) == {flagged["one"]: 2026}
    said = text_of(client.get(answer.location))
    assert "已把1人编入第1期" in said
    assert "1人没有编入：名额满了" in said


def test_a_class_that_ends_too_late_is_shown_without_a_way_to_it(district, flagged):
    class_id = march_class(district, first_day=date(2027, 4, 12), last_day=date(2027, 4, 14))
    page = district.client(Role.DISTRICT).get(f"/rotation/enrol?{ASKED}&person={flagged['one']}")
    assert "结束得太晚，不算2026年" in text_of(page)
    assert f"/rotation/enrol/{class_id}" not in page.text


def test_choosing_nobody_is_said_in_a_sentence(district, flagged):
    class_id = march_class(district)
    client = district.client(Role.DISTRICT)
    for address in ("/rotation/enrol", "/rotation/remind", f"/rotation/enrol/{class_id}"):
        assert "先在名单上选人" in text_of(client.get(f"{address}?{ASKED}"))
    refused = client.post(f"/rotation/enrol/{class_id}", data={"requirement": "rotation", "year": 2026})
    assert refused.status_code == 422
    assert client.post("/rotation/remind", data={"title": "x", "text": "y"}).status_code == 422


def test_nobody_is_sent_to_another_site_afterwards(district, flagged):
    sent = {"requirement": "rotation", "year": 2026, "person": [flagged["one"]], "next": "https://elsewhere.example/"}
    answer = district.client(Role.DISTRICT).post(f"/rotation/enrol/{march_class(district)}", data=sent)
    assert answer.location.startswith("/rotation")


def test_only_those_who_still_owe_something_are_reminded_and_it_is_put_down(district, flagged):
    train(district, flagged["two"])
    client = district.client(Role.STREET, at="S1")
    chosen = [flagged["one"], flagged["two"], flagged["other"]]
    page = client.get(f"/rotation/remind?{ASKED}&" + "&".join(f"person={one}" for one in chosen))
    assert "提醒1人" in text_of(page)
    assert "请完成2026年集中轮训" in page.text
    sent = {"requirement": "rotation", "year": 2026, "person": chosen, "title": "请参加补训", "text": "3月2日开班。"}
    answer = client.post("/rotation/remind", data=sent)
    assert "已提醒1人" in text_of(client.get(answer.location))
    with district.session() as session:
        message = session.scalars(select(Message)).one()
        assert (message.person_id, message.title, message.link) == (
            flagged["one"], "请参加补训", "/learn/duties/rotation/2026",
        )  # fmt: skip
        assert "message.sent" in set(session.scalars(select(AuditEntry.action)))


def test_a_reminder_without_a_text_is_refused_as_typed(sqlite_district):
    person_id = sqlite_district.add_person(at="S1C1")
    evaluate(sqlite_district)
    sent = {"requirement": "rotation", "year": 2026, "person": [person_id], "title": "标题", "text": ""}
    refused = sqlite_district.client(Role.DISTRICT).post("/rotation/remind", data=sent)
    assert refused.status_code == 422
    assert "请填内容" in text_of(refused)
    assert 'value="标题"' in refused.text


def test_choosing_more_people_costs_no_more_queries(district, flagged, count_queries):
    class_id = march_class(district)
    client = district.client(Role.DISTRICT)

    def choose(*people: int) -> int:
        chosen = ASKED + "".join(f"&person={one}" for one in people)

        def look() -> None:
            assert client.get(f"/rotation/enrol?{chosen}").status_code == 200
            assert client.get(f"/rotation/enrol/{class_id}?{chosen}").status_code == 200
            assert client.get(f"/rotation/remind?{chosen}").status_code == 200

        look()
        return count_queries(look)

    assert choose(flagged["one"]) == choose(*flagged.values())
