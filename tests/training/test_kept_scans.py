"""Scans that a phone kept without network: taken by the code's own time, once, for who is signed in."""

import json

import pytest
from sqlalchemy import select

from lms import clock
from lms.accounts.rules import Role
from lms.extensions import db
from lms.training.models import Attendance, SignInSecret
from lms.training.queries import attendance, sign_in
from lms.training.rules import sign_in as rules
from lms.training.rules.words import Mark
from lms.transaction import transaction
from tests.facts import training


@pytest.fixture
def hall(district, set_clock):
    """A cadre with a seat, and the code that hung on the wall at 8:21; now it is 10:12."""
    set_clock("2026-12-01 09:00")
    person = district.add_person("周德海", at="S1C1")
    class_id = training.add_class(district, "S1", people=[person])
    meeting = training.meeting_ids(district, class_id)[0]
    browser = district.sign_in(person)
    set_clock("2026-12-08 08:21")
    code = training.code_of(district, meeting)
    set_clock("2026-12-08 10:12")
    return district, class_id, meeting, person, browser, code


def _send(browser, *codes):
    answer = browser.post("/s/kept/send", data=json.dumps({"codes": codes}), content_type="application/json")
    return [(one["answer"], one["words"]) for one in answer.json["answers"]]


def _known(district, meeting, person):
    with district.session():
        return attendance.known_marks(meeting).get(person)


def test_the_code_s_time_counts_and_the_supervisor_sees_when_it_arrived(hall):
    district, class_id, meeting, person, browser, code = hall
    assert _send(browser, code) == [("signed_in", "12月8日上午：已签到，时间记8:21。")]
    mark = _known(district, meeting, person)
    assert (mark.status, mark.source, mark.arrived_at) == ("present", "code", clock.now())
    page = district.client(Role.TRAINER, at="S1").get(f"/classes/{class_id}/meetings/{meeting}/roll-call").text
    assert "无网络时扫码，10:12补到" in page
    assert "手机在10:12补发" in browser.get(f"/sign-in/{meeting}").text


def test_sending_again_changes_nothing(hall):
    district, _class_id, meeting, _person, browser, code = hall
    _send(browser, code, code)
    assert _send(browser, code)[0][0] == "already"
    with district.session():
        assert len(db.session.scalars(select(Attendance.id).where(Attendance.class_meeting_id == meeting)).all()) == 1


def test_a_kept_scan_of_a_late_moment_is_late(hall, set_clock):
    district, _class_id, meeting, person, browser, _code = hall
    late = training.code_of(district, meeting, set_clock("2026-12-08 08:50"))
    set_clock("2026-12-08 10:12")
    assert _send(browser, late)[0][0] == "signed_in"
    assert _known(district, meeting, person).status == "late"


def test_a_kept_scan_proves_that_a_later_sign_in_was_not_the_first(hall, set_clock):
    district, _class_id, meeting, person, browser, code = hall
    set_clock("2026-12-08 09:00")
    browser.post(f"/s/{training.code_of(district, meeting)}")
    assert _known(district, meeting, person).status == "late"
    set_clock("2026-12-08 10:12")
    assert _send(browser, code)[0][0] == "signed_in"
    assert _known(district, meeting, person).status == "present"


def test_a_kept_scan_does_not_overrule_roll_call_of_who_is_there(hall):
    district, class_id, meeting, person, browser, code = hall
    training.mark(district, class_id, meeting, {person: Mark.LATE})
    assert _send(browser, code)[0][0] == "already"
    assert _known(district, meeting, person).status == "late"


@pytest.mark.parametrize(
    ("now", "answer"),
    [("2026-12-08 23:59", "signed_in"), ("2026-12-09 00:00", "too_old"), ("2026-12-08 08:20", "no_code")],
)
def test_a_kept_scan_is_taken_until_the_end_of_its_day_and_never_ahead(hall, set_clock, now, answer):
    _district, _class_id, _meeting, _person, browser, code = hall
    set_clock(now)
    assert _send(browser, code)[0][0] == answer


def test_what_never_hung_on_a_wall_is_refused(hall):
    district, class_id, meeting, person, browser, code = hall
    _meeting, step, proof = code.split("-")
    other = training.meeting_ids(district, class_id)[1]
    later = rules.step_of(clock.now())
    forged = [f"{meeting}-{step}-aaaaaaaaaa", f"{other}-{step}-{proof}", f"{meeting}-{later}-{proof}", "x", "99999-1-a"]
    assert {answer for answer, _words in _send(browser, *forged)} == {"no_code"}
    assert _known(district, meeting, person) is None


def test_a_closed_class_takes_none_and_says_so(hall):
    district, class_id, meeting, person, browser, code = hall
    training.close(district, class_id)
    assert _send(browser, code) == [("closed", "12月8日上午：班次已办结，留下的码没有采用。")]
    assert _known(district, meeting, person) is None


def test_who_is_not_on_the_list_is_told_so(hall):
    district, *_rest, code = hall
    assert _send(district.sign_in(district.add_person("路人")), code)[0][0] == "not_expected"


def test_a_stranger_learns_nothing_and_keeps_the_scan(hall, monkeypatch):
    district, *_rest, browser, code = hall
    stranger = district.app.test_client()
    assert stranger.get("/s/kept/send").json["who"] is None
    assert stranger.post("/s/kept/send", json={"codes": [code]}).status_code == 303  # to the login: the phone keeps it
    assert browser.get("/s/kept/send").json["who"]
    monkeypatch.setitem(district.app.config, "WTF_CSRF_ENABLED", True)
    assert browser.post("/s/kept/send", json={"codes": [code]}).status_code == 400  # another site cannot send it
    token = browser.get("/s/kept/send").json["token"]
    assert browser.post("/s/kept/send", json={"codes": [code]}, headers={"X-CSRFToken": token}).status_code == 200


@pytest.mark.parametrize("body", ["", "[]", '{"codes": 7}', '{"codes": [7]}'])
def test_what_is_no_list_of_codes_is_refused(hall, body):
    browser = hall[4]
    assert browser.post("/s/kept/send", data=body, content_type="application/json").status_code == 422


def test_the_worker_stands_at_the_head_of_its_scope_and_the_kept_page_is_in_either_language(hall):
    browser = hall[4]
    worker = browser.get("/s/worker.js?language=en")
    assert worker.mimetype == "text/javascript"
    assert worker.headers["Cache-Control"] == "no-cache"
    assert "手机现在没有网络" in browser.get("/s/kept").text
    assert "Your phone has no network" in browser.get("/s/kept?language=en").text


def test_the_secret_changes_every_ten_minutes_and_all_processes_agree(hall, set_clock):
    district, _class_id, meeting, *_rest = hall
    first = training.secret_of(district, meeting, set_clock("2026-12-08 08:20"))
    assert training.secret_of(district, meeting, set_clock("2026-12-08 08:29:59")) == first
    assert training.secret_of(district, meeting, set_clock("2026-12-08 08:30")) != first
    with district.session():
        facts = sign_in.meeting_facts(meeting)
        assert first not in {facts.secret, *db.session.scalars(select(SignInSecret.secret))}


def test_secrets_go_when_no_scan_of_theirs_is_taken_any_more(hall, set_clock):
    district, _class_id, meeting, *_rest = hall
    training.secret_of(district, meeting, set_clock("2026-12-12 08:20"))
    with district.session():
        assert len(db.session.scalars(select(SignInSecret)).all()) == 1


def test_two_processes_that_make_a_secret_at_once_use_one(hall, set_clock):
    import threading

    district, _class_id, meeting, *_rest = hall
    set_clock("2026-12-08 09:00")
    made = []
    threads = [threading.Thread(target=lambda: made.append(training.secret_of(district, meeting))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 6
    assert len(set(made)) == 1


def test_a_half_day_with_secrets_can_be_taken_away(hall):
    district, _class_id, meeting, *_rest = hall
    from lms.training.models import ClassMeeting

    with district.session(), transaction():
        db.session.delete(db.session.get(ClassMeeting, meeting))
    with district.session():
        assert db.session.scalars(select(SignInSecret)).all() == []
