"""Lists of names as people paste them; and half-days as they are planned."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.training.rules import meetings, rosters
from lms.training.rules.rosters import Candidate, Found
from lms.training.rules.words import Half

PEOPLE = [
    Candidate(1, "T00001", "周德海"),
    Candidate(2, "T00002", "王伟"),
    Candidate(3, "T00003", "王伟"),
    Candidate(4, "T00004", "阿依古丽·买买提"),
    Candidate(5, "T00005", "㛃𬱖"),
]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("周德海\n王伟", ["周德海", "王伟"]),
        ("1. 周德海\n2、王伟\n（3）李强", ["周德海", "王伟", "李强"]),
        ("周德海、王伟，李强;赵六", ["周德海", "王伟", "李强", "赵六"]),
        ("姓名\n周德海\n\n周德海\n", ["周德海"]),
        ("\ufeff序号\t姓名\r\n1\t周德海", ["周德海"]),
        ("   ", []),
    ],
)
def test_a_list_is_read_line_by_line_and_comma_by_comma(text, entries):
    assert rosters.entries(text) == entries


@pytest.mark.parametrize(
    ("entry", "people"),
    [
        ("周德海", [1]), ("T00001", [1]), ("t00001", [1]), ("Ｔ０００01", [1]), ("周 德 海", [1]), ("周　德海", [1]),
        ("王伟", [2, 3]), ("王 伟", [2, 3]), ("T00003", [3]), ("阿依古丽•买买提", [4]), ("㛃𬱖", [5]), ("周德", []),
    ],
)  # fmt: skip
def test_who_an_entry_means_is_found_whole_or_not_at_all(entry, people):
    (line,) = rosters.match(rosters.entries(entry), PEOPLE)
    assert [one.person_id for one in line.candidates] == people
    assert line.found is (Found.NOBODY, Found.ONE, Found.SEVERAL)[min(len(people), 2)]


def test_names_with_blanks_between_are_read_one_by_one():
    lines = rosters.match(rosters.entries("周德海 T00003 没有"), PEOPLE)
    assert [(line.text, line.found) for line in lines] == [
        ("周德海", Found.ONE), ("T00003", Found.ONE), ("没有", Found.NOBODY)
    ]  # fmt: skip


@given(st.text(max_size=200))
def test_any_text_gives_entries_that_nobody_has_to_clean(text):
    for entry in rosters.entries(text):
        assert entry == entry.strip() != ""
    assert {line.text for line in rosters.match(rosters.entries(text), PEOPLE)} or not rosters.entries(text)


def test_half_days_are_made_from_the_dates():
    made = meetings.half_days(date(2026, 12, 8), date(2026, 12, 10))
    assert len(made) == 6
    assert [(one.day.day, one.half) for one in made[:3]] == [
        (8, Half.MORNING), (8, Half.AFTERNOON), (9, Half.MORNING)
    ]  # fmt: skip
    assert sum(one.centihours for one in made) == 2400
    assert meetings.half_days(date(2026, 12, 8), date(2026, 12, 8), {Half.EVENING})[0].centihours == 200


@pytest.mark.parametrize(
    ("first", "last", "others", "problem"),
    [
        ("2026-12-08", "2026-12-07", [], meetings.IN_DISORDER),
        ("2026-12-08", "2028-12-07", [], meetings.TOO_LONG),
        ("2026-12-08", "2026-12-09", ["2026-12-10"], meetings.LEAVES_OUT_MEETINGS),
    ],
)
def test_dates_that_cannot_be_are_refused(first, last, others, problem):
    with pytest.raises(meetings.DaysAreWrong) as refusal:
        meetings.check_days(date.fromisoformat(first), date.fromisoformat(last), map(date.fromisoformat, others))
    assert refusal.value.problem == problem


def test_minutes_between_two_wall_times():
    assert meetings.minutes_between(time(8, 30), time(11, 45)) == 195
