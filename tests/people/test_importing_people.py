"""Taking the people file: new persons and posts, what supersedes, what is a contradiction, how far a street reaches."""

import pytest
from sqlalchemy import select

from lms.extensions import db
from lms.people.models import Affiliation, Appointment, PartyStanding, Person, PersonChange
from lms.people.queries import OrgScope
from lms.people.signals import person_facts_changed
from tests.facts.spreadsheets import PEOPLE, csv_file, faults, people_row, take


@pytest.fixture
def importing(district, tmp_path):
    """`importing(row, …)` takes a people file into the district, as the console or within a scope."""
    with district.app.app_context():

        def import_rows(*rows, scope=None, headings=PEOPLE, **options):
            return take(csv_file(tmp_path, headings, *rows), "people", scope, **options)

        yield import_rows


def person(number: str = "P1") -> Person:
    return db.session.execute(select(Person).where(Person.person_no == number)).scalar_one()


def posts(number: str = "P1", *, known_only: bool = True) -> list[Appointment]:
    statement = select(Appointment).where(Appointment.person_id == person(number).id).order_by(Appointment.id)
    if known_only:
        statement = statement.where(Appointment.superseded_at.is_(None))
    return list(db.session.scalars(statement))


def standings(number: str = "P1") -> list[PartyStanding]:
    statement = select(PartyStanding).where(PartyStanding.person_id == person(number).id)
    return list(db.session.scalars(statement.order_by(PartyStanding.id)))


def test_a_new_person_arrives_with_post_standing_and_place(importing, district):
    report = importing(
        people_row(
            "P1", "古丽 · 买买提", 性别="女", 民族="汉", 政治面貌="党员", 入党日期="2010.07", 手机号="138 0000 1111"
        )
    )
    assert (report.taken, report.unchanged) == (1, 0)
    one = person()
    assert (one.gender, one.ethnicity, one.phone, one.is_synthetic) == ("女", "汉族", "13800001111", False)
    assert [(two.position, str(two.first_day), two.last_day) for two in posts()] == [("党委书记", "2023-05-01", None)]
    assert [(two.political_status, str(two.joined_party_on)) for two in standings()] == [("中共党员", "2010-07-01")]
    assert posts()[0].recorded_by.startswith("console:")
    place = db.session.scalars(select(Affiliation.organisation_id).where(Affiliation.person_id == one.id)).all()
    assert place == [district.organisations["S1C1"]]


def test_the_same_file_twice_changes_nothing(importing):
    importing(
        people_row("P1", 政治面貌="中共党员", 手机号="13800001111"), people_row("P2", "李强", 免职日期="2024-01-31")
    )
    again = importing(
        people_row("P1", 政治面貌="中共党员", 手机号="13800001111"), people_row("P2", "李强", 免职日期="2024-01-31")
    )
    assert (again.taken, again.unchanged) == (2, 2)
    assert db.session.query(Appointment).count() == 2
    assert db.session.query(PersonChange).count() == 0


def test_who_holds_two_posts_has_two_rows_and_is_one_person(importing, district):
    importing(people_row("P1", 手机号="13800001111"), people_row("P1", org="S2C1", 职务类别="第一书记"))
    assert len(posts()) == 2
    places = set(db.session.scalars(select(Affiliation.organisation_id)))
    assert places == {district.organisations["S1C1"], district.organisations["S2C1"]}
    assert person().phone == "13800001111"


def test_an_end_day_supersedes_the_open_post_and_moves_the_person(importing, district):
    importing(people_row("P1"))
    importing(people_row("P1", 免职日期="2024-01-31"), people_row("P1", org="S2C1", 任职日期="2024-02-01"))
    old, ended, new = posts(known_only=False)
    assert old.superseded_at == ended.recorded_at
    assert old.superseded_by == ended.recorded_by
    assert str(ended.last_day) == "2024-01-31"
    assert ended.position == "党委书记"
    assert db.session.scalars(select(Affiliation.organisation_id)).all() == [district.organisations["S2C1"]]
    assert new.organisation_id == district.organisations["S2C1"]


def test_another_end_day_later_on_supersedes_the_first(importing):
    importing(people_row("P1", 免职日期="2024-01-31"))
    importing(people_row("P1", 免职日期="2024-03-31"))
    assert [str(one.last_day) for one in posts()] == ["2024-03-31"]


@pytest.mark.parametrize("column", ["手机号", "政治面貌", "免职日期", "职务", "学历"])
def test_an_empty_cell_or_an_absent_column_never_erases(importing, column):
    full = {"手机号": "13800001111", "政治面貌": "群众", "免职日期": "2024-01-31", "学历": "大学"}
    importing(people_row("P1", **full))
    report = importing(people_row("P1", **(full | {column: ""})))
    assert (report.taken, report.unchanged) == (1, 1)
    few = [PEOPLE.index(name) for name in PEOPLE if name != column]
    report = importing([people_row("P1", **full)[index] for index in few], headings=[PEOPLE[index] for index in few])
    assert report.unchanged == 1


def test_a_new_phone_takes_the_place_of_the_old_and_both_are_kept(importing):
    importing(people_row("P1", 手机号="13800001111"))
    assert importing(people_row("P1", 手机号="13900002222")).unchanged == 0
    assert person().phone == "13900002222"
    change = db.session.execute(select(PersonChange)).scalar_one()
    assert (change.field, change.old_value, change.new_value) == ("phone", "13800001111", "13900002222")


def test_a_new_political_status_supersedes_and_keeps_the_day_of_joining(importing):
    importing(people_row("P1", 政治面貌="中共预备党员", 入党日期="2024-07-01"))
    importing(people_row("P1", 政治面貌="中共党员"))
    before, now = standings()
    assert (before.political_status, before.superseded_at) == ("中共预备党员", now.recorded_at)
    assert (now.political_status, str(now.joined_party_on)) == ("中共党员", "2024-07-01")


def test_a_known_number_with_another_name_is_a_fault(importing):
    importing(people_row("P1", "王桂英"))
    report = importing(people_row("P1", "王桂芳"), people_row("P2", "李强"))
    assert faults(report) == {(2, "姓名", "B2", "conflict")}
    assert report.taken == 0
    assert db.session.query(Person).count() == 1


def test_an_identity_number_of_somebody_else_is_a_fault(importing):
    importing(people_row("P1", 身份证号="990100197911023016"))
    assert faults(importing(people_row("P2", "李强", 身份证号="990100197911023016"))) == {
        (2, "身份证号", "I2", "conflict")
    }
    assert faults(importing(people_row("P1", 身份证号="99010019791102203X"))) == {(2, "身份证号", "I2", "conflict")}


def test_rows_of_one_person_must_agree_about_the_person(importing):
    report = importing(
        people_row("P1", 手机号="13800001111"),
        people_row("P1", org="S2C1", 手机号="13900002222"),
        people_row("P1", org="S2C2"),
    )
    assert faults(report) == {(2, "手机号", "J2", "conflict"), (3, "手机号", "J3", "conflict")}


def test_one_post_has_one_end(importing):
    report = importing(people_row("P1"), people_row("P1", 免职日期="2024-01-31"))
    assert faults(report) == {(2, "免职日期", "O2", "conflict"), (3, "免职日期", "O3", "conflict")}


def test_two_offices_of_one_post_are_one_appointment_with_both_in_its_title(importing):
    rows = people_row("P1", 职务="党委书记"), people_row("P1", 职务="居委会主任")
    report = importing(*rows)
    assert (report.taken, len(posts())) == (2, 1)
    assert posts()[0].position == "党委书记、居委会主任"
    assert [(one.row, one.fault.code) for one in report.warnings] == [(2, "offices-joined"), (3, "offices-joined")]
    again = importing(*rows)
    assert (again.taken, again.unchanged) == (2, 2)


def test_offices_that_do_not_fit_into_one_title_are_a_conflict(importing):
    report = importing(people_row("P1", 职务="书" * 60), people_row("P1", 职务="主" * 60))
    assert faults(report) == {(2, "职务", "L2", "conflict"), (3, "职务", "L3", "conflict")}


def test_a_changed_gender_is_taken_with_a_warning_that_keeps_the_old(importing):
    importing(people_row("P1", 性别="女"))
    report = importing(people_row("P1", 性别="男"))
    assert [(one.row, one.field, one.fault.code) for one in report.warnings] == [(2, "gender", "field-replaced")]
    assert person().gender == "男"


def test_a_lost_rare_character_is_a_warning(importing):
    assert [one.fault.code for one in importing(people_row("P1", "张□")).warnings] == ["lost-characters"]


def test_an_unknown_organisation_refuses_the_row_and_all_with_it(importing):
    report = importing(people_row("P1"), people_row("P2", "李强", org="无此单位"))
    assert faults(report) == {(3, "单位编码", "K3", "unknown-org")}
    assert db.session.query(Person).count() == 0


def test_the_good_rows_alone_are_taken_when_asked(importing):
    report = importing(people_row("P1"), people_row("P2", "李强", org="无此单位"), partial=True)
    assert (report.taken, report.refused) == (1, 1)
    assert [one.person_no for one in db.session.scalars(select(Person))] == ["P1"]


def test_a_file_of_which_nothing_is_right_takes_nothing_even_in_part(importing):
    report = importing(people_row("P1", org="无此单位"), partial=True)
    assert not report.is_taken


def test_a_street_sees_other_organisations_as_unknown(importing, district):
    street = OrgScope(frozenset({district.organisations["S1"]}))
    report = importing(
        people_row("P1"), people_row("P2", "李强", org="S2C1"), people_row("P3", "赵敏", org="D"), scope=street
    )
    assert faults(report) == {(3, "单位编码", "K3", "unknown-org"), (4, "单位编码", "K4", "unknown-org")}


def test_a_street_gives_a_post_to_somebody_of_another_street_and_changes_nothing_else(importing, district):
    importing(people_row("P1", org="S2C1", 手机号="13800001111", 政治面貌="群众"))
    street = OrgScope(frozenset({district.organisations["S1"]}))
    report = importing(people_row("P1", org="S1C1", 手机号="13900002222", 政治面貌="中共党员"), scope=street)
    assert report.taken == 1
    assert person().phone == "13800001111"
    assert [one.political_status for one in standings()] == ["群众"]
    assert len(posts()) == 2


def test_a_street_is_not_told_whose_number_it_met(importing, district):
    importing(people_row("P1", "王桂英", org="S2C1"))
    street = OrgScope(frozenset({district.organisations["S1"]}))
    report = importing(people_row("P1", "李强"), scope=street)
    told = report.to_json()["faults"][0]
    assert told["fault"] == "conflict"
    assert "王桂英" not in told["problem"]


def test_the_people_whose_facts_changed_are_announced_and_no_others(importing):
    importing(people_row("P1"), people_row("P2", "李强"))
    heard = []
    with person_facts_changed.connected_to(lambda _sender, **what: heard.append(what)):
        importing(people_row("P1"), people_row("P2", "李强", 免职日期="2024-01-31"))
        importing(people_row("P1"), people_row("P2", "李强", 免职日期="2024-01-31"))
    assert heard == [{"person_ids": frozenset({person("P2").id})}]


def test_of_many_people_only_their_number_is_announced(importing):
    heard = []
    with person_facts_changed.connected_to(lambda _sender, **what: heard.append(what)):
        importing(*(people_row(f"P{n}", 手机号=f"138{n:08}") for n in range(1_001)))
    assert heard == [{"person_ids": None, "how_many": 1_001}]


def test_an_import_of_many_takes_no_more_statements_than_one_of_few(importing, count_queries):
    few = count_queries(lambda: importing(*(people_row(f"P{n}") for n in range(5))))
    many = count_queries(lambda: importing(*(people_row(f"Q{n}") for n in range(500))))
    assert many <= few
