"""The grid of people by half-days: every cell once, and as many queries for three hundred as for three."""

import time
from datetime import date

from flask.testing import FlaskClient
from sqlalchemy import insert

from lms import clock
from lms.accounts.rules import Role
from lms.extensions import db
from lms.training.models import Attendance
from lms.training.rules.words import Mark
from tests.facts import training


def _page(client, class_id):
    return client.get(f"/classes/{class_id}/attendance").text


def test_a_letter_a_mark_and_what_the_letters_mean(district, set_clock):
    set_clock("2026-12-01 09:00")
    person = district.add_person("周德海", at="S1C1")
    class_id = training.add_class(district, "S1", people=[person])
    set_clock("2026-12-09 18:00")
    training.mark_all(district, class_id, {person: "PLE---"})
    page = _page(district.client(Role.TRAINER, at="S1"), class_id)
    row = page.split('<th scope="row">周德海</th>')[1].split("</tr>")[0]
    assert row.startswith('<td>到</td><td>迟</td><td>退60</td><td class="grid__open">–</td><td></td><td></td>')
    assert "到＝到，迟＝迟到，退＝早退，假＝请假，缺＝缺席" in page
    assert "attendance.xlsx" in page
    assert "attendance.csv" in page


def test_twice_the_people_take_the_same_number_of_queries(district, set_clock, count_queries):
    set_clock("2026-12-09 09:00")
    people = training.add_crowd(district, 10)
    class_id = training.add_class(district, "S1", people=people)
    trainer = district.client(Role.TRAINER, at="S1")
    training.mark_all(district, class_id, dict.fromkeys(people, "PPP---"))
    few = count_queries(lambda: _page(trainer, class_id))
    more = training.add_crowd(district, 10)
    training.seat(district, class_id, *more)
    training.mark_all(district, class_id, dict.fromkeys(more, "PLA---"))
    assert count_queries(lambda: _page(trainer, class_id)) == few


def test_three_hundred_people_by_twenty_half_days_are_one_answer(sqlite_district, set_clock):
    district = sqlite_district
    set_clock("2026-12-24 09:00")
    people = training.add_crowd(district, 300)
    class_id = training.add_class(
        district, "S1", people=people, capacity=300, first_day=date(2026, 12, 8), last_day=date(2026, 12, 17)
    )
    rows = [
        {"class_meeting_id": one, "person_id": person, "status": Mark.PRESENT.value, "source": "code",
         "recorded_at": clock.now(), "recorded_by": "test"}
        for one in training.meeting_ids(district, class_id)
        for person in people
    ]  # fmt: skip
    with district.session():
        db.session.execute(insert(Attendance), rows)
        db.session.commit()
    token = district.client(Role.TRAINER, at="S1").get_cookie("lms_session").value
    plain = FlaskClient(district.app)  # the tests' own client would look at every element of the page
    plain.set_cookie("lms_session", token)
    taken = []
    for _ in range(4):
        started = time.process_time()  # of this process alone, whatever else the machine does
        answer = plain.get(f"/classes/{class_id}/attendance")
        taken.append(time.process_time() - started)
    assert answer.text.count("<td>到</td>") == 6000
    assert min(taken) < 0.3
