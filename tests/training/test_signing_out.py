"""Signing out by oneself: kept beside the sign-in, proposing a mark, never spoiling anything."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms import clock
from lms.training.queries import attendance, sign_in
from lms.training.rules.attendance import Entry
from lms.training.rules.sign_in import Window
from lms.training.rules.signing_out import Presence, after_coming_back, after_sign_out
from lms.training.rules.words import Mark
from tests.facts import training

START = datetime(2026, 12, 8, 0, 30, tzinfo=UTC)  # 8:30 in China
WINDOW = Window.of(START, START + timedelta(hours=3))


def _left(minutes, mark=Mark.PRESENT, came=-10, **more):
    presence = Presence(Entry(mark), START, START + timedelta(minutes=came), **more)
    return after_sign_out(presence, START + timedelta(minutes=minutes), WINDOW)


@pytest.mark.parametrize(
    ("minutes", "mark", "came", "after"),
    [
        (100, Mark.PRESENT, -10, Entry(Mark.LEFT_EARLY, 100)),
        (100, Mark.LATE, 40, Entry(Mark.LEFT_EARLY, 60)),  # minutes count from the late sign-in
        (169, Mark.PRESENT, -10, Entry(Mark.LEFT_EARLY, 169)),
        (170, Mark.PRESENT, -10, Entry(Mark.PRESENT)),  # the last ten minutes are no longer early
        (185, Mark.LATE, 40, Entry(Mark.LATE)),
        (-5, Mark.PRESENT, -10, Entry(Mark.LEFT_EARLY, 1)),
    ],
)
def test_leaving_before_the_end_is_early_and_its_minutes_count(minutes, mark, came, after):
    assert _left(minutes, mark, came) == after


def test_what_a_supervisor_decided_stays():
    assert _left(60, decided=True) == Entry(Mark.PRESENT)


@given(left=st.integers(-30, 210), came=st.integers(-30, 180))
def test_a_sign_out_taken_back_leaves_what_was_there_before(left, came):
    before = Entry(WINDOW.mark(START + timedelta(minutes=came)))
    presence = Presence(before, START, START + timedelta(minutes=came))
    out = after_sign_out(presence, START + timedelta(minutes=left), WINDOW)
    assert out.mark in {before.mark, Mark.LEFT_EARLY}  # never absent, never on leave
    assert (out.minutes is None) == (out.mark is not Mark.LEFT_EARLY)
    again = Presence(out, START, presence.signed_in_at, START + timedelta(minutes=left))
    assert after_coming_back(again, WINDOW) == before


@pytest.fixture
def hall(district, set_clock):
    """A cadre who signed in at 8:10, and a browser."""
    set_clock("2026-12-01 09:00")
    person = district.add_person("周德海", at="S1C1")
    class_id = training.add_class(district, "S1", people=[person])
    browser = district.sign_in(person)
    meeting = training.meeting_ids(district, class_id)[0]
    set_clock("2026-12-08 08:10")
    browser.post(f"/s/{training.code_of(district, meeting)}")
    return district, class_id, meeting, person, browser


def _known(district, meeting, person):
    with district.session():
        return attendance.known_marks(meeting)[person]


def test_the_wall_s_number_signs_out_and_both_instants_are_kept(hall, set_clock):
    district, _class_id, meeting, person, browser = hall
    left = set_clock("2026-12-08 10:30")
    page = browser.get(f"/sign-in/{meeting}").text
    assert "离开时签退" in page
    assert "11:20以前离开记为早退" in page
    form = {"number": training.digits_of(district, meeting), "do": "out"}
    answer = browser.post(f"/sign-in/{meeting}/out", data=form)
    assert answer.status_code == 303
    told = browser.get(answer.location).text
    assert "已签退，10:30" in told
    assert "计120分钟" in told
    mark = _known(district, meeting, person)
    assert (mark.status, mark.minutes_attended, mark.source) == ("left_early", 120, "code")
    assert (clock.local(mark.signed_in_at).strftime("%H:%M"), mark.signed_out_at) == ("08:10", left)


def test_a_scan_signs_out_with_one_press_and_at_the_end_the_mark_stays(hall, set_clock):
    district, _class_id, meeting, person, browser = hall
    set_clock("2026-12-08 11:25")
    page = browser.get(f"/s/{training.code_of(district, meeting)}", follow_redirects=True).text
    assert 'name="number"' not in page  # the scan has shown it
    assert browser.post(f"/sign-in/{meeting}/out", data={"do": "out"}).status_code == 303
    assert _known(district, meeting, person).status == "present"
    assert _known(district, meeting, person).signed_out_at is not None


def test_who_pressed_it_by_mistake_takes_it_back_in_the_room(hall, set_clock):
    district, _class_id, meeting, person, browser = hall
    set_clock("2026-12-08 08:40")
    browser.get(f"/s/{training.code_of(district, meeting)}")
    browser.post(f"/sign-in/{meeting}/out", data={"do": "out"})
    assert _known(district, meeting, person).status == "left_early"
    assert browser.post(f"/sign-in/{meeting}/out", data={"do": "back"}).status_code == 303
    known = _known(district, meeting, person)
    assert (known.status, known.minutes_attended, known.signed_out_at) == ("present", None, None)


def test_from_home_nobody_signs_out_or_back(hall, set_clock):
    district, _class_id, meeting, person, browser = hall
    set_clock("2026-12-08 10:30")
    wrong = f"{(int(training.digits_of(district, meeting)) + 1) % 1_000_000:06}"
    answer = browser.post(f"/sign-in/{meeting}/out", data={"number": wrong, "do": "out"})
    assert answer.status_code == 422
    assert "数字不对" in answer.text
    set_clock("2026-12-08 12:01")
    assert "离开时签退" not in browser.get(f"/sign-in/{meeting}").text
    digits = training.digits_of(district, meeting)
    assert browser.post(f"/sign-in/{meeting}/out", data={"number": digits, "do": "out"}).status_code == 422
    assert _known(district, meeting, person).status == "present"


def test_the_supervisor_s_correction_of_it_stays_and_the_first_entry_too(hall, set_clock):
    district, class_id, meeting, person, browser = hall
    set_clock("2026-12-08 10:00")
    browser.get(f"/s/{training.code_of(district, meeting)}")
    browser.post(f"/sign-in/{meeting}/out", data={"do": "out"})
    training.mark(district, class_id, meeting, {person: Mark.PRESENT})
    assert _known(district, meeting, person).signed_out_at is not None  # the fact goes with the person
    set_clock("2026-12-08 10:05")
    browser.post(f"/sign-in/{meeting}/out", data={"do": "out"})
    assert _known(district, meeting, person).status == "present"


def test_who_is_not_signed_in_cannot_sign_out(hall, set_clock):
    district, class_id, meeting, _person, _browser = hall
    other = district.add_person("王伟", at="S1C1")
    training.seat(district, class_id, other)
    set_clock("2026-12-08 10:00")
    digits = training.digits_of(district, meeting)
    answer = district.sign_in(other).post(f"/sign-in/{meeting}/out", data={"number": digits, "do": "out"})
    assert answer.status_code == 422


def test_two_at_once_make_one_mark(hall, set_clock):
    district, _class_id, meeting, person, browser = hall
    set_clock("2026-12-08 10:00")
    browser.get(f"/s/{training.code_of(district, meeting)}")
    for _ in range(2):
        browser.post(f"/sign-in/{meeting}/out", data={"do": "out"})
    with district.session():
        assert sign_in.mark_at(meeting, person).minutes_attended == 90


def test_the_number_typed_after_the_end_leads_to_signing_out_with_one_press(hall, set_clock):
    district, _class_id, meeting, person, browser = hall
    set_clock("2026-12-08 11:40")
    answer = browser.post("/sign-in", data={"number": training.digits_of(district, meeting)})
    assert answer.status_code == 303
    assert 'name="number"' not in browser.get(answer.location).text
    assert browser.post(f"/sign-in/{meeting}/out", data={"do": "out"}).status_code == 303
    assert _known(district, meeting, person).status == "present"


def test_the_scan_that_signs_in_does_not_open_the_way_out(hall, set_clock):
    district, _class_id, meeting, _person, browser = hall
    way_out = '<details class="disclosure" open data-testid="leaving">'
    assert way_out not in browser.get(f"/sign-in/{meeting}").text
    set_clock("2026-12-08 10:00")
    browser.get(f"/s/{training.code_of(district, meeting)}")
    assert way_out in browser.get(f"/sign-in/{meeting}").text


def test_who_scans_after_the_end_without_having_signed_in_is_told_so_at_once(hall, set_clock):
    district, class_id, meeting, _person, _browser = hall
    late = district.add_person("王伟", at="S1C1")
    training.seat(district, class_id, late)
    set_clock("2026-12-08 11:40")
    page = district.sign_in(late).get(f"/s/{training.code_of(district, meeting)}").text
    assert "签到已经结束" in page or "已结束" in page


def test_a_closed_class_records_no_leaving(hall, set_clock):
    district, class_id, meeting, person, browser = hall
    set_clock("2026-12-08 10:00")
    browser.get(f"/s/{training.code_of(district, meeting)}")
    training.close(district, class_id)
    answer = browser.post(f"/sign-in/{meeting}/out", data={"do": "out"})
    assert answer.status_code == 422
    assert "不再记录考勤" in answer.text
    assert _known(district, meeting, person).signed_out_at is None
