"""A quiz as its person takes it: drawn, saved answer by answer, handed in, marked, rewarded."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.accounts.models import Account, LoginSession
from lms.assessment.actions.attempts import submit_overdue
from lms.assessment.jobs import sweep
from lms.assessment.models import Answer, Attempt
from lms.assessment.rules import QuestionKind
from lms.assessment.rules.questions import chinese_number
from lms.people.rules import PositionCategory
from lms.records.models import CapabilityPass, CreditEntry, TrainingRecord
from lms.transaction import transaction
from tests.facts.assessment import KINDS, Bank, begin, kinds_on, save


def answer_all(district, client, attempt_id, *, right=True):
    for position, kind in kinds_on(district, attempt_id).items():
        value = KINDS[kind][2 if right else 3]
        assert save(client, attempt_id, position, value).status_code == 200


def stored(district, attempt_id) -> Attempt:
    with district.session() as session:
        return session.get(Attempt, attempt_id)


def test_all_right_passes_and_brings_the_capability_and_its_credit(district):
    bank = Bank(district)
    person, client = bank.learner()
    attempt = begin(client)
    answer_all(district, client, attempt)
    assert client.post(f"/attempts/{attempt}/hand-in").status_code == 303
    page = client.get(f"/attempts/{attempt}/result").get_data(as_text=True)
    assert "100" in page
    with district.session() as session:
        assert session.scalars(select(CapabilityPass.curriculum_code).filter_by(person_id=person)).all() == ["04"]
        record = session.scalars(select(TrainingRecord).filter_by(person_id=person)).one()
        assert (record.category, record.credit_centihours, record.days_hundredths) == ("网络培训", 66, 0)
        assert session.scalars(select(CreditEntry.centihours).filter_by(person_id=person)).all() == [66]


def test_all_wrong_fails_and_brings_nothing(district):
    bank = Bank(district)
    _person, client = bank.learner()
    attempt = begin(client)
    answer_all(district, client, attempt, right=False)
    client.post(f"/attempts/{attempt}/hand-in")
    assert stored(district, attempt).score_cents == 0
    with district.session() as session:
        assert session.scalar(select(func.count()).select_from(CapabilityPass)) == 0
        assert session.scalar(select(func.count()).select_from(TrainingRecord)) == 0


def test_passing_twice_in_a_year_earns_once(district):
    bank = Bank(district)
    _person, client = bank.learner()
    for _time in range(2):
        attempt = begin(client)
        answer_all(district, client, attempt)
        client.post(f"/attempts/{attempt}/hand-in")
    with district.session() as session:
        assert session.scalar(select(func.sum(CreditEntry.centihours))) == 66


def test_the_quiz_opens_when_the_lessons_are_done(district):
    bank = Bank(district)
    person = district.add_person()
    client = district.sign_in(person)
    assert client.post("/courses/04/quiz").status_code == 422
    bank.finish_lessons(person)
    assert client.post("/courses/04/quiz").status_code == 303


def test_two_attempts_a_year_and_new_ones_the_next_year(district, set_clock):
    bank = Bank(district)
    set_clock("2026-06-01 09:00")
    _person, client = bank.learner()
    for _time in range(2):
        client.post(f"/attempts/{begin(client)}/hand-in")
    assert client.post("/courses/04/quiz").status_code == 422
    set_clock("2027-01-01 00:10")
    assert client.post("/courses/04/quiz").status_code == 303


def test_pressing_begin_again_goes_on_with_the_same_attempt(district):
    _person, client = Bank(district).learner()
    assert begin(client) == begin(client)


def test_an_answer_is_there_on_another_device(district):
    bank = Bank(district, questions=3)
    person, phone = bank.learner()
    attempt = begin(phone)
    save(phone, attempt, 2, True)
    computer = district.sign_in(person)
    page = computer.get(f"/attempts/{attempt}/2").get_data(as_text=True)
    assert 'value="true" checked' in page


def test_a_stale_tab_never_overwrites_a_newer_answer(district):
    bank = Bank(district, questions=3)
    person, phone = bank.learner()
    attempt = begin(phone)
    assert save(phone, attempt, 1, True).json["sequence"] == 1
    assert save(phone, attempt, 1, False, base=1).json["sequence"] == 2
    refused = save(district.sign_in(person), attempt, 1, True, base=1)
    assert refused.status_code == 409
    assert (refused.json["value"], refused.json["sequence"]) == (False, 2)


def test_every_answer_is_kept(district):
    bank = Bank(district, questions=1)
    _person, client = bank.learner()
    attempt = begin(client)
    for base, value in enumerate([True, False, True]):
        save(client, attempt, 1, value, base=base)
    with district.session() as session:
        assert session.scalars(select(Answer.value).order_by(Answer.sequence)).all() == ["true", "false", "true"]


def test_without_script_the_next_button_saves(district):
    bank = Bank(district, questions=3)
    _person, client = bank.learner()
    attempt = begin(client)
    gone = client.post(f"/attempts/{attempt}/1", data={"answer": "true", "base": "0", "go": "next"})
    assert gone.location == f"/attempts/{attempt}/2"
    assert 'value="true" checked' in client.get(f"/attempts/{attempt}/1").get_data(as_text=True)


def test_time_is_the_servers_and_a_late_answer_is_not_taken(district, set_clock):
    bank = Bank(district, questions=2)
    set_clock("2026-06-01 09:00:00")
    _person, client = bank.learner()
    attempt = begin(client)
    set_clock("2026-06-01 09:19:59")
    assert save(client, attempt, 1, True).status_code == 200
    set_clock("2026-06-01 09:20:00")
    assert save(client, attempt, 2, True).status_code == 410


def test_a_read_after_the_deadline_already_sees_it_submitted(district, set_clock):
    bank = Bank(district, questions=2)
    set_clock("2026-06-01 09:00")
    _person, client = bank.learner()
    attempt = begin(client)
    save(client, attempt, 1, True)
    set_clock("2026-06-01 09:21")
    assert client.get(f"/attempts/{attempt}/2").location == f"/attempts/{attempt}/result"
    finished = stored(district, attempt)
    assert (finished.submitted_by, finished.score_cents) == ("deadline", 5000)
    assert finished.submitted_at == finished.deadline_at


def test_the_sweep_marks_all_that_are_over_and_no_other(district, set_clock, count_queries):
    bank = Bank(district, questions=2)
    set_clock("2026-06-01 09:00")
    early = [begin(bank.learner(f"甲{number}")[1]) for number in range(3)]
    set_clock("2026-06-01 09:15")
    later = begin(bank.learner("乙")[1])
    set_clock("2026-06-01 09:25")
    with district.app.app_context():
        assert sweep() == 3
        assert sweep() == 0
    assert all(stored(district, one).marked_at for one in early)
    assert stored(district, later).submitted_at is None


def test_sweeping_more_attempts_takes_no_more_statements(district, set_clock, count_queries):
    bank = Bank(district, questions=2)

    def swept(how_many: int) -> int:
        set_clock("2026-06-01 09:00")
        for number in range(how_many):
            begin(bank.learner(f"甲{number}")[1])
        set_clock("2026-06-01 09:25")
        with district.app.app_context():
            return count_queries(sweep)

    assert swept(2) == swept(8)


def test_handing_in_twice_at_once_submits_once(district):
    bank = Bank(district, questions=2)
    person, client = bank.learner()
    attempt = begin(client)
    save(client, attempt, 1, True)
    clients = [district.sign_in(person) for _one in range(4)]
    threads = [threading.Thread(target=one.post, args=(f"/attempts/{attempt}/hand-in",)) for one in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with district.session() as session:
        assert session.get(Attempt, attempt).submitted_by == "person"
        assert session.scalar(select(func.count()).select_from(Attempt)) == 1


def test_after_handing_in_nothing_can_be_changed(district):
    bank = Bank(district, questions=2)
    _person, client = bank.learner()
    attempt = begin(client)
    client.post(f"/attempts/{attempt}/hand-in")
    assert save(client, attempt, 1, True).status_code == 410


def test_somebody_elses_attempt_is_not_found(district):
    bank = Bank(district, questions=2)
    _person, client = bank.learner()
    attempt = begin(client)
    _other, stranger = bank.learner("王敏")
    for address in (f"/attempts/{attempt}/1", f"/attempts/{attempt}/hand-in", f"/attempts/{attempt}/result"):
        assert stranger.get(address).status_code == 404
    assert save(stranger, attempt, 1, True).status_code == 404
    assert stranger.post(f"/attempts/{attempt}/hand-in").status_code == 404


@pytest.mark.parametrize("end", ["logout", "disabled", "expired"])
def test_an_ended_session_saves_nothing_more(district, end):
    bank = Bank(district, questions=2)
    person, client = bank.learner()
    attempt = begin(client)
    with district.session() as session:
        login = session.scalars(select(LoginSession)).all()[-1]
        if end == "logout":
            login.ended_at = clock.now()
        elif end == "expired":
            login.expires_at = clock.now() - timedelta(minutes=1)
        else:
            session.scalars(select(Account).filter_by(person_id=person)).one().disabled_at = clock.now()
        session.commit()
    assert save(client, attempt, 1, True).status_code == 401
    with district.session() as session:
        assert session.scalar(select(func.count()).select_from(Answer)) == 0


@pytest.mark.parametrize("value", [99, [0, 99], -1, {"a": 1}, "x" * 501, [[0]], 1.5])
def test_an_answer_the_form_cannot_send_is_not_taken(district, value):
    bank = Bank(district)
    _person, client = bank.learner()
    attempt = begin(client)
    place = next(place for place, kind in kinds_on(district, attempt).items() if kind is QuestionKind.SINGLE)
    assert save(client, attempt, place, value).status_code in {409, 422}
    with district.session() as session:
        assert session.scalar(select(func.count()).select_from(Answer)) == 0


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"value": 1}', b'{"value": 1, "base": "0"}'])
def test_a_damaged_request_is_refused_in_words(district, body):
    bank = Bank(district, questions=1)
    _person, client = bank.learner()
    attempt = begin(client)
    response = client.post(f"/attempts/{attempt}/1/answer", data=body, content_type="application/json")
    assert response.status_code == 400
    assert response.json["words"]


def test_the_key_never_reaches_the_browser_before_submission(district):
    bank = Bank(district)
    _person, client = bank.learner()
    attempt = begin(client)
    for position in kinds_on(district, attempt):
        page = client.get(f"/attempts/{attempt}/{position}").get_data(as_text=True)
        assert "解析" not in page
        assert "right" not in page.replace("box-arrow-right", "").replace("chevron-right", "")
    assert client.get(f"/attempts/{attempt}/result").status_code == 303


def test_the_result_explains_and_names_the_law(district):
    bank = Bank(district, questions=1)
    _person, client = bank.learner()
    attempt = begin(client)
    save(client, attempt, 1, False)
    client.post(f"/attempts/{attempt}/hand-in")
    page = client.get(f"/attempts/{attempt}/result").get_data(as_text=True)
    assert "解析1" in page
    assert "人民调解法" in page


def test_options_stand_in_another_order_for_each_paper(district):
    bank = Bank(district, attempts_a_year=30)
    orders = set()
    _person, client = bank.learner()
    from lms.assessment.models import AttemptItem

    for _time in range(8):
        attempt = begin(client)
        with district.session() as session:
            rows = session.scalars(select(AttemptItem.option_order).filter_by(attempt_id=attempt)).all()
            orders.add(str(rows))
        client.post(f"/attempts/{attempt}/hand-in")
    assert len(orders) > 1


def test_submit_overdue_of_nothing_is_nothing(district):
    with district.app.app_context(), transaction():
        assert submit_overdue() == 0


def test_a_trainer_sees_the_bank_and_a_cadre_does_not(district):
    from lms.accounts.rules import Role

    Bank(district, questions=3)
    trainer = district.client(Role.TRAINER, "D")
    assert trainer.get("/papers").status_code == 200
    assert "第1题" in trainer.get("/papers/04").get_data(as_text=True)
    cadre = district.sign_in(district.add_person(category=PositionCategory.COMMUNITY_WORKER))
    assert cadre.get("/papers").status_code == 403


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (10, "十"),
        (17, "十七"),
        (20, "二十"),
        (102, "一百零二"),
        (110, "一百一十"),
        (1005, "一千零五"),
        (1165, "一千一百六十五"),
    ],
)
def test_articles_are_counted_as_laws_count_them(number, words):
    assert chinese_number(number) == words
