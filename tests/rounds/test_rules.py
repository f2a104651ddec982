"""What a round asks, who has done it, and what becomes of its themes."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lms.rounds.rules import (
    Asked,
    Done,
    Stage,
    Standing,
    Verdict,
    days_hundredths,
    match_themes,
    reminder_due,
    standing,
    tidy_themes,
    verdict,
)

MINUTES = st.dictionaries(st.sampled_from([1, 2, 3, 4, None]), st.integers(0, 600))
DONE = st.builds(Done, MINUTES, st.integers(0, 20), st.booleans(), st.booleans())
ASKED = st.builds(Asked, st.integers(0, 900), st.integers(0, 10), st.integers(0, 200))


def test_a_round_that_asks_for_nothing_is_completed_by_whoever_was_reached():
    assert verdict(Asked(), Done({1: 1}), [1, 2]) is Verdict.ENOUGH


def test_minutes_meetings_and_each_theme_are_all_asked():
    done = Done({1: 90, 2: 90}, meetings=2)
    assert verdict(Asked(180, 2, 90), done, [1, 2]) is Verdict.ENOUGH
    assert verdict(Asked(181, 2, 90), done, [1, 2]) is Verdict.TOO_LITTLE
    assert verdict(Asked(180, 3, 90), done, [1, 2]) is Verdict.TOO_LITTLE
    assert verdict(Asked(180, 2, 91), done, [1, 2]) is Verdict.TOO_LITTLE
    assert verdict(Asked(180, 2, 90), done, [1, 2, 3]) is Verdict.TOO_LITTLE


def test_of_members_visited_at_home_nothing_more_is_asked():
    assert verdict(Asked(360), Done({None: 20}, visited_at_home=True), []) is Verdict.VISITED


def test_who_completed_a_class_of_the_programme_has_done_enough():
    assert verdict(Asked(360), Done({1: 20}, completed_a_class=True), []) is Verdict.IN_CLASS


@given(ASKED, DONE)
def test_asking_for_less_never_takes_a_completion_away(asked, done):
    if verdict(asked, done, [1, 2]) is not Verdict.TOO_LITTLE:
        assert verdict(Asked(asked.minutes_each // 2), done, [1, 2]) is not Verdict.TOO_LITTLE


def test_whoever_came_once_counts_as_having_come():
    assert standing(meetings=1, reaches=1, in_class=True) is Standing.ATTENDED
    assert standing(meetings=0, reaches=1, in_class=True) is Standing.REACHED
    assert standing(meetings=0, reaches=0, in_class=True) is Standing.IN_CLASS
    assert standing(meetings=0, reaches=0, in_class=False) is Standing.NOT_REACHED


def test_eight_hours_are_a_day():
    assert (days_hundredths(800), days_hundredths(200), days_hundredths(0), days_hundredths(100)) == (100, 25, 0, 13)


def test_branches_are_reminded_a_week_before_and_after_the_deadline():
    report_by = date(2027, 1, 20)
    assert reminder_due(report_by, date(2027, 1, 12)) is None
    assert reminder_due(report_by, date(2027, 1, 13)) is Stage.BEFORE
    assert reminder_due(report_by, date(2027, 1, 20)) is Stage.BEFORE
    assert reminder_due(report_by, date(2027, 1, 21)) is Stage.AFTER


def test_themes_are_read_a_line_each():
    assert tidy_themes(" 党性教育 \n\n党规党纪\n党性教育") == ("党性教育", "党规党纪")


def test_a_theme_keeps_what_was_reported_when_it_moves_or_gets_another_name():
    before = [(1, "党性教育"), (2, "党规党纪"), (3, "服务群众")]
    moved = match_themes(before, ["党规党纪", "党性教育", "为民服务"])
    assert moved.kept == {2: (0, "党规党纪"), 1: (1, "党性教育"), 3: (2, "为民服务")}
    assert moved.added == ()
    assert moved.removed == frozenset()
    fewer = match_themes(before, ["党性教育", "党规党纪"])
    assert fewer.removed == {3}


@given(st.lists(st.sampled_from("甲乙丙丁戊"), unique=True), st.lists(st.sampled_from("甲乙丙丁戊己"), unique=True))
def test_every_wanted_theme_stands_once_and_every_old_one_is_kept_or_goes(before, wanted):
    change = match_themes(list(enumerate(before)), wanted)
    placed = sorted([*change.kept.values(), *change.added])
    assert placed == list(enumerate(wanted))
    assert set(change.kept) | set(change.removed) == set(range(len(before)))
    assert not set(change.kept) & set(change.removed)
