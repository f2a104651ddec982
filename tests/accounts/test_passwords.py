"""The first password, another one, and what is refused."""

import pytest

from lms.accounts.common_passwords import COMMON
from lms.accounts.guard import SESSION_COOKIE
from lms.accounts.rules.passwords import Fault, fault_of
from tests.facts.accounts import PASSWORD, account_of, add_account, add_code, log_in

NEW = "another row of words"


@pytest.fixture
def zhou(district):
    return district.add_person("周德海", person_no="T77001", phone="13800000001")


def change(browser, new=NEW, *, current=PASSWORD, again=None, query=""):
    return browser.post(
        "/password" + query, data={"current": current, "new": new, "again": new if again is None else again}
    )


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("short 7", Fault.TOO_SHORT),
        ("x" * 65 + "y" * 64, Fault.TOO_LONG),
        ("13800000001", Fault.ABOUT_YOU),
        ("１３８０００００００１", Fault.ABOUT_YOU),
        ("long-number-77", Fault.ABOUT_YOU),
        ("LONG-NUMBER-77", Fault.ABOUT_YOU),
        ("买买提·阿不都热合曼", Fault.ABOUT_YOU),
        ("12345678", Fault.TOO_COMMON),
        ("Password123", Fault.TOO_COMMON),
        ("１２３４５６７８", Fault.TOO_COMMON),
        ("zzzzzzzzzz", Fault.TOO_COMMON),
        ("石桥村的八棵树啊", None),
        ("four words in a row", None),
        ("kT7-q2Lx", None),
    ],
)
def test_a_password_is_refused_for_one_clear_reason(password, fault):
    about = ("long-number-77", "13800000001", "买买提·阿不都热合曼")
    assert fault_of(password, about, COMMON) is fault


def test_the_list_of_common_ones_holds_nothing_that_length_refuses_already():
    assert [word for word in COMMON if word != word.casefold()] == []
    assert [word for word in COMMON if len(word) < 8] == []


def test_the_first_login_with_the_code_sets_the_password(district, zhou):
    code = add_code(district, zhou)
    browser = district.app.test_client()
    assert log_in(district, "T77001", code, browser=browser, query="?next=/inbox").location == "/password?next=/inbox"
    assert browser.get("/inbox").location == "/password?next=/inbox", "nothing else opens before"
    page = browser.get("/password?next=/inbox&lang=en").text
    assert "Set a new password" in page
    assert "At least 8 characters" in page
    assert "Present password" not in page
    assert change(browser, query="?next=/inbox").location == "/inbox"
    assert browser.get("/inbox").status_code == 200
    assert log_in(district, "T77001", NEW).status_code == 303


def test_the_code_may_be_typed_with_or_without_gaps_until_it_is_used_up(district, zhou):
    code = add_code(district, zhou)
    browser = district.app.test_client()
    for typed in (code, code.replace(" ", ""), code.replace(" ", "-"), "１" + code[1:] if code[0] == "1" else code):
        assert log_in(district, "T77001", typed, browser=browser).status_code == 303
    change(browser)
    assert log_in(district, "T77001", code).status_code == 422


def test_a_code_runs_out_and_says_so(district, zhou, set_clock):
    set_clock("2026-03-01 08:00")
    code = add_code(district, zhou)
    set_clock("2026-05-01 08:00")
    answer = log_in(district, "T77001", code, query="?lang=en")
    assert answer.status_code == 422
    assert "no longer good" in answer.text


def test_a_code_fits_one_person_alone(district, zhou):
    code = add_code(district, zhou)
    add_code(district, district.add_person("李四", person_no="T77002"))
    assert log_in(district, "T77002", code).status_code == 422


def test_what_is_stored_of_a_code_is_a_keyed_hash(district, zhou):
    code = add_code(district, zhou)
    stored = account_of(district, zhou)
    assert code.replace(" ", "") not in str(vars(stored))
    assert len(stored.activation_hash) == 64
    assert stored.password_hash is None


def test_changing_the_password_ends_every_other_login_at_once(district, zhou):
    add_account(district, zhou)
    here, elsewhere = district.app.test_client(), district.app.test_client()
    log_in(district, "T77001", browser=here)
    log_in(district, "T77001", browser=elsewhere)
    before = here.get_cookie(SESSION_COOKIE).value
    assert change(here).status_code == 303
    assert here.get("/inbox").status_code == 200
    assert here.get_cookie(SESSION_COOKIE).value != before
    assert elsewhere.get("/inbox").location.startswith("/login")
    assert district.app.test_client().carry(before).get("/inbox").location.startswith("/login")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"current": "not it"}, "This is not your present password."),
        ({"again": "something else"}, "This is not the same as the new password."),
        ({"new": "T77001", "again": "T77001"}, "A password has at least 8 characters."),
        ({"new": "13800000001", "again": "13800000001"}, "Do not use your own number"),
        ({"new": "12345678", "again": "12345678"}, "Too many people use this password."),
        ({"new": "", "again": ""}, "Enter a new password."),
    ],
)
def test_a_refused_password_changes_nothing_and_says_why(district, zhou, given, words):
    add_account(district, zhou)
    browser = district.sign_in(zhou)
    fields = {"current": PASSWORD, "new": NEW, "again": NEW} | given
    answer = browser.post("/password?lang=en", data=fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert browser.get("/inbox").status_code == 200
    assert log_in(district, "T77001").status_code == 303


def test_full_width_letters_are_the_same_password(district, zhou):
    add_account(district, zhou)
    change(district.sign_in(zhou), "ｋＴ７－ｑ２Ｌｘ")
    assert log_in(district, "T77001", "kT7-q2Lx").status_code == 303


def test_the_password_of_a_demo_account_stays_as_it_is_printed(district, zhou):
    add_account(district, zhou, is_demo=True)
    answer = change(district.sign_in(zhou), query="?lang=en")
    assert answer.status_code == 422
    assert "demo accounts stay" in answer.text
