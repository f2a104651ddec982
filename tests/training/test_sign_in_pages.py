"""Signing in on a phone: what each scan and each number leads to."""

from dataclasses import replace

import pytest

from lms.accounts.rules import Role
from lms.training.queries import attendance
from lms.training.queries import sign_in as queries
from lms.training.views.wall import is_this_machine
from tests.facts import training


@pytest.fixture
def hall(district, set_clock):
    """A cadre with a seat, at 8:10 of the first morning; gives district, meeting, person and browser."""
    set_clock("2026-12-01 09:00")
    person = district.add_person("周德海", at="S1C1")
    supervisor = district.add_person("王敏", at="S1")
    class_id = training.add_class(district, "S1", people=[person], supervisor_person_id=supervisor)
    browser = district.sign_in(person)
    set_clock("2026-12-08 08:10")
    return district, training.meeting_ids(district, class_id)[0], person, browser


def _code(district, meeting):
    return training.code_of(district, meeting)


def _marks(district, meeting):
    with district.session():
        return {person: row.status for person, row in attendance.known_marks(meeting).items()}


def test_a_scan_shows_who_and_where_and_the_button_signs_in(hall):
    district, meeting, person, browser = hall
    code = _code(district, meeting)
    page = browser.get(f"/s/{code}").text
    assert "周德海" in page
    assert "S1C1社区" in page
    assert "12月8日上午" in page
    assert _marks(district, meeting) == {}  # looking signs nobody in
    answer = browser.post(f"/s/{code}")
    assert answer.status_code == 303
    assert "签到成功，8:10" in browser.get(answer.location).text
    assert _marks(district, meeting) == {person: "present"}


def test_scanning_again_says_when(hall, set_clock):
    district, meeting, _person, browser = hall
    browser.post(f"/s/{_code(district, meeting)}")
    set_clock("2026-12-08 09:30")
    answer = browser.get(f"/s/{_code(district, meeting)}", follow_redirects=True)
    assert "签到成功，8:10" in answer.text


def test_too_early_says_from_when_and_spoils_nothing(hall, set_clock):
    district, meeting, person, browser = hall
    set_clock("2026-12-08 07:40")
    early = _code(district, meeting)
    assert "现在还不能签到，8:00开始" in browser.get(f"/s/{early}").text
    assert browser.post(f"/s/{early}").status_code == 422
    set_clock("2026-12-08 08:05")
    assert browser.post(f"/s/{early}").status_code == 422  # that code is long gone, and was never kept
    assert browser.post(f"/s/{_code(district, meeting)}").status_code == 303
    assert _marks(district, meeting) == {person: "present"}


def test_late_says_so_and_whom_to_tell(hall, set_clock):
    district, meeting, _person, browser = hall
    set_clock("2026-12-08 08:45")
    answer = browser.post(f"/s/{_code(district, meeting)}", follow_redirects=True)
    assert "已签到，记为迟到（8:45）" in answer.text
    assert "有出入请找班主任王敏" in answer.text


def test_who_is_not_on_the_list_is_told_whom_to_ask(hall):
    district, meeting, _person, _browser = hall
    stranger = district.sign_in(district.add_person("路人"))
    answer = stranger.get(f"/s/{_code(district, meeting)}")
    assert "名单里没有您" in answer.text
    assert "请找班主任王敏登记" in answer.text
    assert stranger.post(f"/s/{_code(district, meeting)}").status_code == 422


def test_a_code_too_old_leads_to_the_six_digits(hall, set_clock):
    district, meeting, _person, browser = hall
    old = _code(district, meeting)
    set_clock("2026-12-08 08:11")
    answer = browser.get(f"/s/{old}")
    assert 'name="number"' in answer.text
    assert browser.post(f"/s/{old}").status_code == 422


def test_a_login_in_between_comes_back_to_the_same_code_which_is_still_good(hall, set_clock):
    district, meeting, person, signed_in = hall
    code = _code(district, meeting)
    phone = district.app.test_client()
    answer = phone.get(f"/s/{code}")
    assert answer.status_code == 303
    assert answer.location == f"/login?next=/s/{code}"
    token = signed_in.get_cookie("lms_session").value
    set_clock("2026-12-08 08:14")  # typing the password took four minutes
    phone.carry(token)
    assert "我要签到" in phone.get(f"/s/{code}").text
    assert phone.post(f"/s/{code}").status_code == 303
    assert _marks(district, meeting) == {person: "present"}


def test_a_code_passed_on_to_somebody_at_home_is_good_for_nothing_after_half_a_minute(hall, set_clock):
    district, meeting, _person, browser = hall
    code = _code(district, meeting)
    district.app.test_client().get(f"/s/{code}")  # another phone was in the hall
    set_clock("2026-12-08 08:11")
    assert browser.post(f"/s/{code}").status_code == 422
    assert _marks(district, meeting) == {}


def test_a_code_that_is_none_is_not_found(hall):
    _district, _meeting, _person, browser = hall
    assert browser.get("/s/nothing").status_code == 404
    assert browser.post("/s/999-abc").status_code == 404


def test_the_bottom_bar_s_page_takes_the_six_digits(hall):
    district, meeting, person, browser = hall
    digits = training.digits_of(district, meeting)
    assert 'name="number"' in browser.get("/sign-in").text
    wrong = f"{(int(digits) + 1) % 1_000_000:06}"
    for _ in range(5):
        answer = browser.post("/sign-in", data={"number": wrong})
        assert answer.status_code == 422
        assert "数字不对" in answer.text
    assert "1分钟内输错了5次" in browser.post("/sign-in", data={"number": digits}).text
    assert _marks(district, meeting) == {}
    assert person


def test_the_right_digits_sign_in_however_they_are_typed(hall):
    district, meeting, person, browser = hall
    digits = training.digits_of(district, meeting)
    answer = browser.post("/sign-in", data={"number": f"{digits[:3]} {digits[3:]}"})
    assert answer.status_code == 303
    assert _marks(district, meeting) == {person: "present"}


def test_nothing_open_says_what_comes_next(hall, set_clock):
    _district, _meeting, _person, browser = hall
    set_clock("2026-12-07 12:00")
    page = browser.get("/sign-in").text
    assert "现在没有可以签到的课" in page
    assert "12月8日8:00开始签到" in page


def test_two_people_on_one_phone_are_shown_to_the_supervisor_and_neither_is_refused(hall, set_clock):
    district, meeting, _person, browser = hall
    set_clock("2026-12-08 08:12")
    other = district.add_person("王伟", at="S1C1")
    with district.session():
        class_id = queries.meeting_facts(meeting).class_id
    training.seat(district, class_id, other)
    browser.get("/sign-in")  # gives the phone its name
    assert browser.post(f"/s/{_code(district, meeting)}").status_code == 303
    browser.carry(district.sign_in(other).get_cookie("lms_session").value)
    assert browser.post(f"/s/{_code(district, meeting)}").status_code == 303
    trainer = district.client(Role.TRAINER, at="S1")
    page = trainer.get(f"/classes/{class_id}/meetings/{meeting}/roll-call").text
    assert "用同一部手机签到" in page
    assert "王伟" in page


@pytest.fixture
def wall(hall, monkeypatch):
    """The wall's page and code as a trainer opens them, under the address that `LMS_BASE_URL` names."""
    district, meeting, _person, _browser = hall
    trainer = district.client(Role.TRAINER, at="S1")
    with district.session():
        facts = queries.meeting_facts(meeting)

    def opened(base_url: str, part: str = "") -> str:
        settings = replace(district.app.extensions["settings"], base_url=base_url)
        monkeypatch.setitem(district.app.extensions, "settings", settings)
        return trainer.get(f"/classes/{facts.class_id}/meetings/{meeting}/wall{part}").text

    return opened, lambda: training.digits_of(district, meeting)


def test_the_wall_shows_a_code_only_while_sign_in_is_open(wall, set_clock):
    opened, number = wall
    page = opened("https://learn.example.org", "/code")
    assert f"{number()[:3]} {number()[3:]}" in page
    assert "<svg" in page
    assert "style=" not in page
    assert "周德海" not in page  # no names on the wall
    set_clock("2026-12-08 07:00")
    early = opened("https://learn.example.org", "/code")
    assert "8:00开始签到" in early
    assert number()[3:] not in early
    set_clock("2026-12-08 12:00")
    assert "签到已结束。扫码签退" in opened("https://learn.example.org", "/code")
    set_clock("2026-12-08 12:01")
    assert "签到已于11:30结束" in opened("https://learn.example.org", "/code")


def test_the_wall_refuses_a_code_that_leads_a_phone_to_itself(wall):
    opened, number = wall
    page = opened("http://127.0.0.1:8000")
    assert "不能显示二维码" in page
    assert f"{number()[:3]} {number()[3:]}" not in page


@pytest.mark.parametrize(
    ("address", "itself"),
    [
        ("http://127.0.0.1:8000", True), ("http://localhost:8000", True), ("http://[::1]:8000", True),
        ("http://0.0.0.0", True), ("http://10.0.0.5:8000", False), ("https://learn.example.org", False),
    ],
)  # fmt: skip
def test_which_addresses_are_the_machine_itself(address, itself):
    assert is_this_machine(address) is itself
