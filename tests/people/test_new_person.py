"""One new person put down by hand, with what a row of the people file says."""

from datetime import date

import pytest

from lms.accounts.rules import Role
from lms.audit.models import AuditEntry
from lms.people.models import Affiliation, Appointment, PartyStanding, Person
from lms.people.rules import PositionCategory
from tests.facts.people import ID_NUMBER, add_known_person

SHE = {
    "person_no": "００９１７", "name": "欧阳 㛃", "organisation": "S1C2",
    "position_category": PositionCategory.COMMUNITY_WORKER.value, "position": "网格员", "first_day": "2026.03.01",
    "last_day": "", "gender": "女", "birth_date": "", "ethnicity": "", "education": "", "id_number": "", "phone": "",
    "political_status": "中共党员", "joined_party_on": "2019-07",
}  # fmt: skip


def add(district, **other):
    return district.client(Role.STREET, "S1").post("/people/new", data=SHE | other)


def people(district) -> list[Person]:
    with district.session() as session:
        return session.query(Person).filter_by(person_no="00917").all()


def test_she_stands_there_with_her_post_and_standing_and_the_trail_says_who_added_her(district):
    answer = add(district)
    assert answer.status_code == 303
    (she,) = people(district)
    assert answer.location == f"/people/{she.id}"
    assert she.name == "欧阳㛃"  # blanks between Chinese characters go, as in the import
    with district.session() as session:
        post = session.query(Appointment).filter_by(person_id=she.id).one()
        assert (post.organisation_id, post.first_day) == (district.organisations["S1C2"], date(2026, 3, 1))
        assert session.query(Affiliation).filter_by(person_id=she.id).one().organisation_id == post.organisation_id
        standing = session.query(PartyStanding).filter_by(person_id=she.id).one()
        assert (standing.political_status, standing.joined_party_on) == ("中共党员", date(2019, 7, 1))
        deeds = [row.action for row in session.query(AuditEntry.action).filter_by(person_id=she.id)]
        assert deeds == ["person.added", "appointment.added", "person.standing_set"]


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"person_no": ""}, "请填写别人没有用过的人员编号"),
        ({"name": ""}, "请填上姓名"),
        ({"organisation": "S2C1"}, "没有"),  # of another street: reads as unknown
        ({"first_day": "2026-02-30"}, "2026-02-30"),
        ({"last_day": "2026-02-01"}, "2026-03-01"),
        ({"id_number": "110101198003070018"}, "校验码"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nobody_is_added(district, other, sentence):
    answer = add(district, **other)
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert 'value="S1C2"' in answer.get_data(as_text=True) or "organisation" in other  # as typed
    assert people(district) == []


def test_a_number_that_somebody_has_is_refused_and_says_where_a_second_post_goes(district):
    add(district)
    answer = add(district, name="李强")
    assert answer.status_code == 422
    assert "同一个人的第二个职务" in answer.get_data(as_text=True)
    assert [one.name for one in people(district)] == ["欧阳㛃"]


def test_an_identity_number_that_somebody_has_is_refused(district):
    add_known_person(district)
    assert add(district, id_number=ID_NUMBER).status_code == 422
    assert people(district) == []


def test_the_list_offers_it_to_who_may(district):
    district.add_person(at="S1C1")
    assert "new-person" in district.client(Role.STREET, "S1").get("/people").get_data(as_text=True)
