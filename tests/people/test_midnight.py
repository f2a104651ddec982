"""At midnight posts begin and end by themselves; where people belong follows."""

from lms.jobs.registry import REPEATED
from lms.people.models import Affiliation


def belongs_to(district, person_id: int) -> set[int]:
    with district.session() as session:
        return {row.organisation_id for row in session.query(Affiliation).filter_by(person_id=person_id)}


def renew(district) -> None:
    with district.session():
        REPEATED["renew affiliations"].function()


def test_a_post_that_ended_yesterday_no_longer_says_where_somebody_belongs(district, set_clock):
    set_clock("2026-06-30 23:00")
    person_id = district.add_person(at="S1C1", until="2026-06-30")
    district.appoint(person_id, "S2C1", since="2026-07-01")
    renew(district)
    assert belongs_to(district, person_id) == {district.organisations["S1C1"]}
    set_clock("2026-07-01 00:05")
    renew(district)
    assert belongs_to(district, person_id) == {district.organisations["S2C1"]}


def test_on_the_same_day_it_is_not_done_again(district, set_clock, count_queries):
    set_clock("2026-08-01 09:00")
    renew(district)
    assert count_queries(lambda: renew(district)) == 0
