"""Clauses of rotation-rules.md that the worked examples do not show."""

from dataclasses import replace
from datetime import date

import pytest

from lms.people.rules import PositionCategory
from lms.records.rules import TrainingCategory
from lms.rotation.defaults import (
    CADRE_STUDY,
    CAPABILITY_QUIZZES,
    DEFAULTS,
    MEMBER_HOURS,
    ROTATION,
    SECRETARY_HOURS,
    SPRING,
    WINTER,
)
from lms.rotation.rules import AskedCurriculum, Combine, Facts, MonthDay, Requirement, evaluate, faults, spells
from tests.facts.rotation import also, deferral, exemption, passed, post, principal, record, seat


def status(requirement: Requirement, facts: Facts, year: int, as_of: str) -> str | None:
    finding = evaluate(requirement, facts, year, date.fromisoformat(as_of))
    return finding and finding.status.value


def member(since: str = "2010-01-01", joined: str | None = "2018-07-01", **more) -> Facts:
    made = Facts(appointments=(post(since, category=PositionCategory.GROUP_WORKER),))
    return replace(made, political_status="中共党员", joined_party_on=joined and date.fromisoformat(joined), **more)


# Which year a record counts for


def test_a_record_belongs_to_the_year_it_ends_in_whatever_it_declares():
    facts = also(principal(), record("2026-12-30", "2027-01-02", declared_year=2026))
    assert status(ROTATION, facts, 2026, "2027-01-10") == "overdue"
    assert status(ROTATION, facts, 2027, "2027-01-10") == "completed"


def test_a_winter_round_belongs_to_its_declared_year():
    facts = also(member(), record("2027-02-20", category=TrainingCategory.WINTER, declared_year=2026))
    assert status(WINTER, facts, 2026, "2027-02-20") == "completed"
    assert status(WINTER, facts, 2027, "2027-02-20") == "pending"


def test_winter_training_is_due_at_the_end_of_the_next_february():
    assert status(WINTER, member(), 2026, "2027-02-28") == "at_risk"
    assert status(WINTER, member(), 2026, "2027-03-01") == "overdue"


def test_a_requirement_without_make_up_knows_none_not_even_in_a_deferral():
    late = record("2027-03-10", category=TrainingCategory.WINTER, declared_year=2027, make_up_year=2026)
    facts = also(member(), late, deferral("2027-05-31", requirement="winter"))
    assert status(WINTER, facts, 2026, "2027-06-01") == "overdue"
    assert status(WINTER, facts, 2027, "2027-06-01") == "pending"


def test_make_up_training_counts_from_the_first_day_of_its_year():
    early = also(principal(), record("2025-12-30", "2025-12-31", make_up_year=2026))
    assert status(ROTATION, early, 2026, "2026-06-30") == "pending"
    first = also(principal(), record("2025-12-30", "2026-01-01", make_up_year=2026))
    assert status(ROTATION, first, 2026, "2026-06-30") == "made_up"


def test_a_deferral_before_the_window_ends_does_not_shorten_it():
    facts = also(principal(), deferral("2027-02-01"), record("2027-03-31", make_up_year=2026))
    assert status(ROTATION, facts, 2026, "2027-04-10") == "made_up"


def test_own_and_make_up_training_add_up():
    own = record("2026-05-01", credit_centihours=5000)
    facts = also(principal(), own, record("2027-02-01", credit_centihours=600, make_up_year=2026))
    assert status(SECRETARY_HOURS, facts, 2026, "2027-01-31") == "overdue"
    assert status(SECRETARY_HOURS, facts, 2026, "2027-02-01") == "made_up"


def test_late_training_of_the_declared_year_completes_it():
    facts = also(member(), record("2027-06-01", category=TrainingCategory.SPRING, declared_year=2026))
    assert status(SPRING, facts, 2026, "2027-05-31") == "overdue"
    assert status(SPRING, facts, 2026, "2027-06-01") == "completed"


# What counts


def test_a_higher_levels_training_stands_for_the_districts_own_and_nothing_else_does():
    for category in TrainingCategory:
        facts = also(principal(), record("2026-05-01", category=category))
        counts = category in {TrainingCategory.ROTATION, TrainingCategory.HIGHER_LEVEL}
        assert (status(ROTATION, facts, 2026, "2026-06-01") == "completed") is counts


def test_equal_records_are_one_and_days_are_compared_as_filled_in():
    twice = replace(ROTATION, min_times=2)
    same = [record("2026-05-01", "2026-05-03"), record("2026-05-01", "2026-05-03")]
    assert status(twice, also(principal(), *same), 2026, "2026-06-01") == "pending"
    filled_in = record("2026-05-01", "2026-05-03", days_hundredths=300)
    assert status(twice, also(principal(), *same, filled_in), 2026, "2026-06-01") == "completed"


def test_hours_are_summed_exactly():
    quarters = [record(f"2026-05-{n:02}", credit_centihours=25) for n in range(1, 5)]
    one_hour = replace(MEMBER_HOURS, min_centihours=100)
    assert status(one_hour, also(member(), *quarters), 2026, "2026-06-01") == "completed"
    assert status(one_hour, also(member(), *quarters[:3]), 2026, "2026-06-01") == "pending"


def test_twelve_days_or_ninety_hours_either_is_enough():
    cadre = Facts(appointments=(post("2020-01-01", category=PositionCategory.STREET_CADRE),))
    days = record("2026-05-01", "2026-05-12", category=TrainingCategory.MAIN_CLASS, credit_centihours=100)
    hours = record("2026-05-01", category=TrainingCategory.MAIN_CLASS, credit_centihours=9000)
    assert status(CADRE_STUDY, also(cadre, days), 2026, "2026-06-01") == "completed"
    assert status(CADRE_STUDY, also(cadre, hours), 2026, "2026-06-01") == "completed"
    online = replace(hours, category=TrainingCategory.ONLINE)
    assert status(CADRE_STUDY, also(cadre, online), 2026, "2026-06-01") == "pending"


def test_secretaries_need_the_hours_and_the_training():
    facts = also(principal(), record("2026-05-01", credit_centihours=5500))
    assert status(SECRETARY_HOURS, facts, 2026, "2026-06-01") == "pending"
    assert (
        status(SECRETARY_HOURS, also(facts, record("2026-05-02", credit_centihours=100)), 2026, "2026-06-01")
        == "completed"
    )


def test_all_ten_quizzes_in_whatever_year_and_no_record_stands_for_one():
    nine = also(principal(), *(passed(f"{n:02}", "2024-03-01") for n in range(1, 10)))
    imported = record("2026-03-01", category=TrainingCategory.BASIC_CAPABILITY, name="廉洁自律")
    assert status(CAPABILITY_QUIZZES, also(nine, imported), 2026, "2026-06-01") == "pending"
    ten = also(nine, passed("10", "2026-06-02"))
    assert status(CAPABILITY_QUIZZES, ten, 2026, "2026-06-01") == "pending"
    assert status(CAPABILITY_QUIZZES, ten, 2026, "2026-06-02") == "completed"
    finding = evaluate(CAPABILITY_QUIZZES, nine, 2026, date(2026, 6, 1))
    assert finding is not None
    assert finding.reached.missing_curricula == ("10",)


def test_quizzes_may_be_one_of_several_ways():
    either = replace(CADRE_STUDY, curricula=(AskedCurriculum("01"),), audience=ROTATION.audience)
    facts = also(principal(), passed("01", "2020-01-01"))
    assert status(either, facts, 2026, "2026-06-01") == "completed"
    assert status(replace(either, combine=Combine.ALL), facts, 2026, "2026-06-01") == "pending"


# Service


def test_a_future_appointment_is_not_known_yet():
    facts = principal("2026-08-01")
    assert status(ROTATION, facts, 2026, "2026-07-31") is None
    assert status(ROTATION, facts, 2026, "2026-08-01") == "pending"


def test_the_days_of_a_gap_belong_to_the_spell_once_the_next_post_has_begun():
    facts = also(principal(until="2026-12-20"), post("2027-01-15"))
    assert status(ROTATION, facts, 2026, "2026-12-25") is None
    assert status(ROTATION, facts, 2026, "2027-01-14") is None
    assert status(ROTATION, facts, 2026, "2027-01-15") == "overdue"


def test_in_a_gap_the_post_that_ended_last_is_shown():
    facts = also(
        principal("2020-01-01", "2026-12-20", at="甲社区"),
        post("2024-01-01", "2026-12-10", at="乙社区"),
        post("2027-01-15", at="丙社区"),
    )
    finding = evaluate(ROTATION, facts, 2026, date(2027, 1, 20))
    assert finding is not None
    assert finding.post.organisation_name == "甲社区"
    assert len(finding.places) == 1


def test_who_comes_back_in_a_new_spell_is_judged_again():
    facts = also(principal(until="2027-01-10"), post("2027-06-01"))
    assert status(ROTATION, facts, 2026, "2027-03-01") == "released"
    assert status(ROTATION, facts, 2026, "2027-06-01") == "overdue"


def test_appointed_on_the_last_day_owes_this_year_one_day_later_the_next():
    assert status(ROTATION, principal("2026-09-30"), 2026, "2026-12-01") == "at_risk"
    assert status(ROTATION, principal("2026-10-01"), 2026, "2026-12-01") == "new_appointee"
    assert status(ROTATION, principal("2026-10-01"), 2027, "2027-12-01") == "at_risk"


def test_a_year_ahead_is_judged_by_the_service_of_today():
    assert status(ROTATION, principal(), 2027, "2026-06-30") == "pending"
    assert status(ROTATION, principal(until="2026-06-29"), 2027, "2026-06-30") is None


def test_a_post_without_end_written_as_the_last_of_all_days_goes_on():
    facts = also(principal("2020-01-01", "9999-12-31"), post("2026-01-01", "2026-02-01"))
    assert [(one.first_day, one.last_day) for one in spells(ROTATION, facts, date(2026, 6, 1))] == [
        (date(2020, 1, 1), None)
    ]


@pytest.mark.parametrize("facts", [principal(None), principal(category=None), Facts()])
def test_a_post_without_category_or_first_day_gives_no_obligation(facts):
    assert status(ROTATION, facts, 2026, "2026-06-30") is None


# Party members


def test_members_owe_from_the_day_they_joined_whatever_their_post():
    assert status(MEMBER_HOURS, member(joined="2026-07-01"), 2026, "2026-06-30") is None
    assert status(MEMBER_HOURS, member(joined="2026-07-01"), 2026, "2026-07-01") == "pending"
    assert status(MEMBER_HOURS, member(joined="2026-10-01"), 2026, "2026-12-01") == "new_appointee"
    assert status(MEMBER_HOURS, member(joined=None), 2026, "2026-06-30") == "pending"


def test_a_post_that_ended_before_they_joined_is_none():
    facts = replace(member(), appointments=(post("2010-01-01", "2018-06-30", category=PositionCategory.GROUP_WORKER),))
    assert spells(MEMBER_HOURS, facts, date(2026, 1, 1)) == []


def test_others_owe_nothing_but_the_post_category_party_member_says_it_by_itself():
    assert status(MEMBER_HOURS, replace(member(), political_status="群众"), 2026, "2026-06-30") is None
    assert status(MEMBER_HOURS, replace(member(), political_status="中共预备党员"), 2026, "2026-06-30") == "pending"
    by_post = Facts(appointments=(post("2010-01-01", category=PositionCategory.PARTY_MEMBER),))
    assert status(MEMBER_HOURS, by_post, 2026, "2026-06-30") == "pending"


def test_a_members_post_begins_for_the_sheet_when_it_began_though_it_counts_from_joining():
    facts = also(member(joined="2018-07-01"), post("2016-01-01", at="乙社区", category=PositionCategory.PARTY_MEMBER))
    finding = evaluate(MEMBER_HOURS, facts, 2026, date(2026, 6, 1))
    assert finding is not None
    assert finding.spell_first_day == date(2016, 1, 1)
    assert finding.post.organisation_name == "乙社区"


# Waivers


def test_a_waiver_counts_from_the_day_it_was_approved_for_its_year_and_requirement_alone():
    facts = also(principal(), exemption(approved="2026-12-01"))
    assert status(ROTATION, facts, 2026, "2026-11-30") == "at_risk"
    assert status(ROTATION, facts, 2026, "2026-12-01") == "exempt"
    assert status(ROTATION, facts, 2027, "2027-12-01") == "at_risk"
    assert status(SECRETARY_HOURS, facts, 2026, "2026-12-01") == "at_risk"


def test_of_several_deferrals_the_latest_holds():
    facts = also(principal(), deferral("2027-06-01"), deferral("2027-03-01", approved="2027-01-01"))
    finding = evaluate(ROTATION, facts, 2026, date(2027, 4, 1))
    assert finding is not None
    assert finding.due == date(2027, 6, 1)


# Classes


@pytest.mark.parametrize(
    ("one", "as_of", "expected"),
    [
        (seat("2026-12-08", "2026-12-10"), "2026-12-01", "scheduled"),
        (seat("2026-12-08", "2026-12-10"), "2026-12-10", "scheduled"),
        (seat("2026-12-08", "2026-12-10"), "2026-12-11", "at_risk"),
        (seat("2026-12-30", "2027-01-02"), "2026-12-01", "at_risk"),  # ends after the due day
        (seat("2026-12-08", "2026-12-10", category=TrainingCategory.ONLINE), "2026-12-01", "at_risk"),
        (seat("2026-12-08", "2026-12-10", enrolled="2026-12-02"), "2026-12-01", "at_risk"),
        (seat("2026-12-08", "2026-12-10", withdrawn="2026-12-02"), "2026-12-01", "scheduled"),
        (seat("2026-12-08", "2026-12-10", withdrawn="2026-12-01"), "2026-12-01", "at_risk"),
        (seat("2026-12-08", "2026-12-10", make_up_year=2026), "2026-12-01", "scheduled"),
        (seat("2026-12-08", "2026-12-10", make_up_year=2025), "2026-12-01", "at_risk"),
        (seat("2027-03-02", "2027-03-04", make_up_year=2026), "2027-02-01", "overdue"),
    ],
)
def test_a_seat_in_a_class_that_would_count_in_time_schedules(one, as_of, expected):
    assert status(ROTATION, also(principal(), one), 2026, as_of) == expected


def test_a_make_up_class_schedules_whose_due_day_was_deferred():
    facts = also(principal(), deferral("2027-05-31"))
    make_up = seat("2027-03-02", "2027-03-04", make_up_year=2026)
    assert status(ROTATION, also(facts, make_up), 2026, "2027-02-01") == "scheduled"
    own = seat("2027-03-02", "2027-03-04")  # it would count for 2027
    assert status(ROTATION, also(facts, own), 2026, "2027-02-01") == "pending"
    assert status(ROTATION, also(facts, own), 2027, "2027-02-01") == "scheduled"


def test_a_winter_class_counts_for_the_year_it_declares():
    one = seat("2027-02-01", "2027-02-02", category=TrainingCategory.WINTER, declared_year=2026)
    assert status(WINTER, also(member(), one), 2026, "2027-01-15") == "scheduled"


# Requirements


def test_the_defaults_are_sound_and_annual_rotation_is_as_written():
    assert [faults(one) for one in DEFAULTS] == [[]] * len(DEFAULTS)
    assert ROTATION.due_day(2026) == date(2026, 12, 31)
    assert ROTATION.appointed_by_day(2026) == date(2026, 9, 30)
    assert ROTATION.make_up_day(2026) == date(2027, 3, 31)
    assert (ROTATION.continuity_gap_days, ROTATION.warn_days) == (30, 60)


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"min_times": 0}, ["asks"]),
        ({"audience": frozenset()}, ["audience"]),
        ({"name": " "}, ["name"]),
        ({"code": ""}, ["code"]),
        ({"min_centihours": -1}, ["amounts"]),
        ({"warn_days": -1}, ["days"]),
    ],
)
def test_a_requirement_that_makes_no_sense_is_refused(changed, wrong):
    assert faults(replace(ROTATION, **changed)) == wrong


def test_the_last_of_february_is_a_day_of_every_year():
    assert MonthDay.parse("02-29").in_year(2028) == date(2028, 2, 29)
    assert MonthDay.parse("02-29").in_year(2027) == date(2027, 2, 28)
    assert str(MonthDay(2, 28)) == "02-28"
    with pytest.raises(ValueError, match="day"):
        MonthDay.parse("02-30")
