"""Where people belong, worked out by the database, is what the rule says of each."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from lms.extensions import db
from lms.people.derived import renew_affiliations
from lms.people.models import Affiliation, Appointment, Person
from lms.people.rules import Post, organisations_of
from tests.facts.district import LONG_AGO, RECORDER

TODAY = date(2026, 6, 30)
PLACES = ("S1C1", "S1C2", "S2C1")
A_DAY = st.integers(-3, 3).map(lambda days: TODAY + timedelta(days=days))


@st.composite
def posts(draw) -> tuple[str, date | None, date | None]:
    first, last = draw(st.none() | A_DAY), draw(st.none() | A_DAY)
    if first and last and last < first:
        first, last = last, first
    return draw(st.sampled_from(PLACES)), first, last


@given(st.lists(st.lists(posts(), max_size=4, unique_by=lambda post: post[:2]), min_size=1, max_size=4))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_database_and_the_rule_agree_where_people_belong(district, people):
    with district.app.app_context():
        for model in (Affiliation, Appointment, Person):
            db.session.execute(delete(model))
        expected = {}
        for number, held in enumerate(people):
            person = Person(person_no=f"B{number}", name="王桂英")
            db.session.add(person)
            db.session.flush()
            db.session.add_all(
                _appointment(person.id, district.organisations[at], first, last) for at, first, last in held
            )
            said = [Post(district.organisations[at], first, last) for at, first, last in held]
            expected[person.id] = organisations_of(said, TODAY)
        renew_affiliations(TODAY)
        rows = db.session.execute(select(Affiliation.person_id, Affiliation.organisation_id)).all()
        db.session.commit()
    assert {person: {org for one, org in rows if one == person} for person in expected} == expected


def _appointment(person_id: int, organisation_id: int, first: date | None, last: date | None) -> Appointment:
    return Appointment(
        person_id=person_id, organisation_id=organisation_id, position_category="党员", first_day=first, last_day=last,
        recorded_at=LONG_AGO, recorded_by=RECORDER,
    )  # fmt: skip
