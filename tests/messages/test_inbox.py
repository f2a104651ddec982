"""Everybody reads their own messages and nobody else's."""

import pytest
from sqlalchemy import func, select

from lms.audit.actor import Actor
from lms.audit.models import AuditEntry
from lms.messages import actions, queries
from lms.messages.models import Message
from lms.transaction import transaction
from tests.facts.messages import add_message


@pytest.fixture
def person_id(district):
    return district.add_person()


def test_a_message_is_new_until_it_is_opened(district, person_id):
    message_id = add_message(district, person_id, link="/learn")
    browser = district.sign_in(person_id)
    assert "1 message to read" in browser.get("/inbox?lang=en").text
    assert 'href="/learn"' in browser.get(f"/inbox/{message_id}").text
    assert "All messages are read" in browser.get("/inbox").text


def test_the_first_opening_counts(district, person_id, set_clock):
    message_id = add_message(district, person_id)
    browser = district.sign_in(person_id)
    first = set_clock("2027-01-05 08:00")
    browser.get(f"/inbox/{message_id}")
    set_clock("2027-01-05 09:00")
    browser.get(f"/inbox/{message_id}")
    with district.session():
        assert queries.message_of(message_id, person_id).read_at == first


def test_anothers_message_is_not_found(district, person_id):
    message_id = add_message(district, person_id)
    other = district.sign_in(district.add_person("李四"))
    assert other.get(f"/inbox/{message_id}").status_code == 404
    assert "No message yet" in other.get("/inbox?lang=en").text


def test_many_people_are_written_to_in_one_statement(district, count_queries):
    people = [district.add_person(f"人{number}") for number in range(40)]
    with district.session():

        def send(to):
            with transaction():
                assert actions.send(Actor.console(), to, "通知", "明天上课") == len(to)

        assert count_queries(lambda: send(people[:2])) == count_queries(lambda: send(people))


def test_a_thousand_messages_are_sent_and_put_down_once(district, person_id):
    others = [district.add_person(f"人{number}") for number in range(30)]
    with district.session() as session, transaction():
        actions.send(Actor.console(), [*others, *others], "通知", "明天上课")
    with district.session() as session:
        assert session.scalar(select(func.count()).select_from(Message)) == 30
        entry = session.scalars(select(AuditEntry)).one()
        assert entry.action == "message.sent"
        assert '"people":30' in entry.detail


def test_a_message_never_links_to_another_site(district, person_id):
    with district.session(), pytest.raises(ValueError, match="this site"):
        actions.send(Actor.console(), [person_id], "通知", "看这里", "https://evil.example/")


def test_a_longer_inbox_costs_no_more_queries(district, person_id, count_queries):
    browser = district.sign_in(person_id)
    add_message(district, person_id)
    few = count_queries(lambda: browser.get("/inbox"))
    for number in range(25):
        add_message(district, person_id, f"通知{number}")
    assert count_queries(lambda: browser.get("/inbox")) == few
