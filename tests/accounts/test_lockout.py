"""Wrong tries: an attacker is slowed; a hall of people behind one address is not, nor the victim's own device."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from lms.accounts import actions
from lms.accounts.actions import LockedOut, Visitor
from lms.accounts.models import LoginFailure
from lms.accounts.rules.lockout import ALL_PLACES, ONE_PLACE, Tries, is_locked, one_more, tries_left
from lms.transaction import transaction
from tests.facts.accounts import ELSEWHERE, HERE, PASSWORD, add_account, log_in

NOON = datetime(2026, 11, 1, 4, tzinfo=UTC)


@pytest.fixture
def zhou(district):
    person_id = district.add_person("周德海", person_no="T77001", phone="13800000001")
    add_account(district, person_id)
    return person_id


def tried(times: int, *, policy=ONE_PLACE, at=NOON) -> Tries:
    tries = None
    for _ in range(times):
        tries = one_more(tries, at, policy)
    return tries


@pytest.mark.parametrize(
    ("times", "minutes", "left"),
    [(1, 0, 4), (4, 0, 1), (5, 10, 0), (6, 0, 4), (10, 20, 0), (15, 40, 0), (20, 60, 0), (25, 60, 0)],
)
def test_every_fifth_wrong_try_locks_longer_up_to_an_hour(times, minutes, left):
    tries = tried(times)
    assert tries.locked_until == (NOON + timedelta(minutes=minutes) if minutes else None)
    assert tries_left(tries, ONE_PLACE) == left


def test_a_day_without_a_wrong_try_forgets_the_others():
    assert one_more(tried(4), NOON + timedelta(hours=25), ONE_PLACE).number == 1
    assert one_more(tried(4), NOON + timedelta(hours=23), ONE_PLACE).number == 5


def test_all_places_together_lock_after_thirty_for_a_quarter_of_an_hour():
    assert not is_locked(tried(29, policy=ALL_PLACES), NOON)
    for times in (30, 60, 300):
        assert tried(times, policy=ALL_PLACES).locked_until == NOON + timedelta(minutes=15)


def test_the_fifth_wrong_try_says_until_when_and_whom_to_ask(district, zhou, set_clock):
    set_clock("2026-11-01 14:00")
    for _ in range(4):
        log_in(district, "T77001", "wrong")
    fifth = log_in(district, "T77001", "wrong", query="?lang=en")
    assert "14:10" in fifth.text
    assert "party building office" in fifth.text
    assert "14:10" in log_in(district, "T77001", query="?lang=en").text, "the right password waits too"
    set_clock("2026-11-01 14:11")
    assert log_in(district, "T77001").status_code == 303


def test_number_and_phone_count_together(district, zhou):
    for name in ("T77001", "13800000001", "t77001", "13800000001"):
        log_in(district, name, "wrong")
    assert "Tries left" not in log_in(district, "T77001", "wrong", query="?lang=en").text


def test_the_right_password_wipes_the_slate(district, zhou):
    for _ in range(4):
        log_in(district, "T77001", "wrong")
    log_in(district, "T77001")
    assert "Tries left: 4" in log_in(district, "T77001", "wrong", query="?lang=en").text


def test_a_hall_of_people_who_mistype_behind_one_address_locks_out_nobody(district):
    for number in range(20):
        log_in(district, f"H{number:03}", "wrong")
        log_in(district, f"H{number:03}", "wrong")
    add_account(district, district.add_person(person_no="H000"))
    assert log_in(district, "H000").status_code == 303


def test_tries_from_everywhere_are_slowed_but_not_at_the_device_the_victim_uses(district, zhou):
    own_device, new_device = district.app.test_client(), district.app.test_client()
    assert log_in(district, "T77001", browser=own_device).status_code == 303
    for number in range(30):
        log_in(district, "T77001", "wrong", address=f"198.51.100.{number}")
    assert log_in(district, "T77001", browser=new_device, address=ELSEWHERE).status_code == 422
    assert log_in(district, "T77001", browser=own_device, address=ELSEWHERE).status_code == 303


def test_an_attacker_behind_the_same_address_does_not_lock_the_victims_device(district, zhou):
    own_device = district.app.test_client()
    log_in(district, "T77001", browser=own_device)
    for _ in range(6):
        log_in(district, "T77001", "wrong", address=HERE)
    assert log_in(district, "T77001", address=HERE).status_code == 422
    assert log_in(district, "T77001", browser=own_device, address=HERE).status_code == 303


def test_a_device_proves_itself_for_its_own_accounts_alone(district, zhou):
    other = district.add_person("李四", person_no="T77002")
    add_account(district, other)
    browser = district.app.test_client()
    log_in(district, "T77002", browser=browser)
    for number in range(30):
        log_in(district, "T77001", "wrong", address=f"198.51.100.{number}")
    assert log_in(district, "T77001", browser=browser, address=ELSEWHERE).status_code == 422


def test_a_device_is_slowed_too(district, zhou):
    browser = district.app.test_client()
    log_in(district, "T77001", browser=browser)
    for number in range(5):
        log_in(district, "T77001", "wrong", browser=browser, address=f"198.51.100.{number}")
    assert log_in(district, "T77001", browser=browser, address="198.51.100.77").status_code == 422


def test_forty_tries_at_once_count_as_forty(database, district, zhou):
    """However many come together, five passwords are looked at and no more."""

    def try_once(_number) -> bool:
        with database.app.app_context():
            try:
                with transaction():
                    actions.begin("T77001", Visitor(address=HERE))
            except LockedOut:
                return False
            return True

    with ThreadPoolExecutor(8) as threads:
        let_through = list(threads.map(try_once, range(40)))
    assert sum(let_through) == 5


def test_the_present_password_is_guarded_like_the_login(district, zhou):
    browser = district.sign_in(zhou)
    given = {"current": "wrong", "new": "quite another one", "again": "quite another one"}
    for _ in range(5):
        assert browser.post("/password", data=given).status_code == 422
    given["current"] = PASSWORD
    refused = browser.post("/password?lang=en", data=given)
    assert "Too many wrong tries" in refused.text
    assert log_in(district, "T77001").status_code == 303, "that locks the open browser, not the person"


def test_old_counts_and_logins_are_taken_away(district, zhou, set_clock):
    set_clock("2026-11-01 14:00")
    log_in(district, "T77001", "wrong")
    log_in(district, "T77001", address=ELSEWHERE)
    set_clock("2027-03-01 14:00")
    with district.session() as session:
        with transaction():
            actions.forget_old()
        assert session.query(LoginFailure).count() == 0
