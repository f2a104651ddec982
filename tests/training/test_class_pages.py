"""A class from its programme to its closing, through the pages."""

import io
from datetime import date

import pytest
from sqlalchemy import select

from lms.accounts.rules import Role
from lms.extensions import db
from lms.people.queries import EVERYWHERE
from lms.records.models import CreditEntry, TrainingRecord
from lms.training.models import Attendance, ClassSchedule, Enrolment, Programme, TrainingClass
from lms.training.queries import attendance, classes, enrolment
from tests.counting import counted
from tests.facts import training

NEW_CLASS = {
    "intake_number": "4", "first_day": "2026-12-08", "last_day": "2026-12-10", "halves": ["morning", "afternoon"],
    "declared_year": "2026", "planned_hours": "", "capacity": "60", "venue": "党校301", "supervisor_person_id": "0",
}  # fmt: skip


@pytest.fixture
def trainer(district, set_clock):
    set_clock("2026-12-01 09:00")
    return district.client(Role.TRAINER, at="S1")


def _stored(district, statement):
    with district.session():
        return list(db.session.scalars(statement))


def test_a_programme_then_its_first_class(district, trainer):
    form = {
        "name": "社区（村）主职干部集中轮训班", "category": "集中轮训", "year": "2026",
        "organiser_id": district.organisations["S1"], "required_share_percent": "85", "quiz_curriculum_id": "0",
    }  # fmt: skip
    answer = trainer.post("/programmes/new", data=form)
    assert answer.status_code == 303
    assert answer.location.startswith("/classes/new?programme=")
    assert trainer.get(answer.location).status_code == 200
    made = trainer.post(answer.location, data=NEW_CLASS | {"organiser_id": district.organisations["S1"]})
    assert made.status_code == 303
    (card,) = _stored(district, select(TrainingClass))
    assert (card.intake_number, card.planned_centihours, card.draws_from_id) == (4, 2400, district.organisations["S1"])
    assert len(training.meeting_ids(district, card.id)) == 6
    assert "第4期，0人，12月8日至10日" in trainer.get(made.location).text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"last_day": "2026-12-07"}, "结束日期早于开始日期"),
        ({"first_day": "2026-02-30"}, "没有这一天"),
        ({"capacity": "许多"}, "填整数"),
        ({"halves": []}, "至少选一个半天"),
        ({"planned_hours": "三天"}, "学时填数字"),
        ({"intake_number": ""}, "填第几期"),
    ],
)
def test_a_class_filled_in_wrongly_comes_back_as_typed(district, trainer, change, words):
    programme = training.add_programme(district, "S1")
    form = NEW_CLASS | {"organiser_id": district.organisations["S1"], "venue": "老地方"} | change
    answer = trainer.post(f"/classes/new?programme={programme}", data=form)
    assert answer.status_code == 422
    assert words in answer.text
    assert "老地方" in answer.text
    assert _stored(district, select(TrainingClass)) == []


def test_an_intake_number_is_given_once(district, trainer):
    programme = training.add_programme(district, "S1")
    training.add_class(district, "S1", programme=programme, intake_number=4)
    form = NEW_CLASS | {"organiser_id": district.organisations["S1"]}
    answer = trainer.post(f"/classes/new?programme={programme}", data=form)
    assert answer.status_code == 422
    assert "已经有第4期" in answer.text


def test_nobody_makes_a_class_where_their_right_does_not_reach(district, trainer):
    elsewhere = training.add_programme(district, "S2")
    assert trainer.get(f"/classes/new?programme={elsewhere}").status_code == 404
    own = training.add_programme(district, "S1")
    form = NEW_CLASS | {"organiser_id": district.organisations["S2"]}
    assert trainer.post(f"/classes/new?programme={own}", data=form).status_code == 422


def test_new_dates_supersede_the_old_ones(district, trainer):
    class_id = training.add_class(district, "S1")
    form = NEW_CLASS | {"organiser_id": district.organisations["S1"], "last_day": "2026-12-11", "capacity": "70"}
    assert trainer.post(f"/classes/{class_id}/edit", data=form).status_code == 303
    days = _stored(district, select(ClassSchedule.last_day).order_by(ClassSchedule.id))
    assert days == [date(2026, 12, 10), date(2026, 12, 11)]
    refused = trainer.post(f"/classes/{class_id}/edit", data=form | {"last_day": "2026-12-09"})
    assert refused.status_code == 422
    assert "有课次不在这些日期内" in refused.text


def test_half_days_are_added_changed_and_taken_away(district, trainer):
    class_id = training.add_class(district, "S1")
    evening = {"day": "2026-12-08", "half": "evening", "starts": "19：00", "ends": "20:30", "topic": "纪律教育"}
    assert trainer.post(f"/classes/{class_id}/meetings/new", data=evening).status_code == 303
    assert trainer.post(f"/classes/{class_id}/meetings/new", data=evening).status_code == 422  # it meets then already
    meeting = training.meeting_ids(district, class_id)[2]
    longer = evening | {"ends": "20:45"}
    assert trainer.post(f"/classes/{class_id}/meetings/{meeting}/edit", data=longer).status_code == 303
    assert "合计26.33学时" in trainer.get(f"/classes/{class_id}").text
    assert trainer.post(f"/classes/{class_id}/meetings/{meeting}/remove").status_code == 303
    assert len(training.meeting_ids(district, class_id)) == 6


def test_a_half_day_with_attendance_is_not_taken_away(district, trainer):
    person = district.add_person()
    class_id = training.add_class(district, "S1", people=[person])
    meeting = training.meeting_ids(district, class_id)[0]
    training.mark(district, class_id, meeting, {person: training.Mark.PRESENT})
    answer = trainer.post(f"/classes/{class_id}/meetings/{meeting}/remove")
    assert answer.status_code == 422
    assert "没有去掉" in answer.text


def test_only_the_department_says_whom_a_class_draws_from(district, trainer):
    class_id = training.add_class(district, "S1")
    assert trainer.post(f"/classes/{class_id}/draws-from", data={"organisation": "D"}).status_code == 403
    department = district.client(Role.DISTRICT, at="D")
    assert department.post(f"/classes/{class_id}/draws-from", data={"organisation": "云溪"}).status_code == 422
    assert department.post(f"/classes/{class_id}/draws-from", data={"organisation": "云溪区"}).status_code == 303
    assert district.organisations["D"] in _stored(district, select(TrainingClass.draws_from_id))


def test_people_are_picked_and_those_of_elsewhere_are_not_even_shown(district, trainer):
    inside, outside = district.add_person("周德海", at="S1C1"), district.add_person("冯国栋", at="S2C1")
    class_id = training.add_class(district, "S1")
    page = trainer.get(f"/classes/{class_id}/enrol").text
    assert "周德海" in page
    assert "冯国栋" not in page
    assert trainer.post(f"/classes/{class_id}/enrol", data={}).status_code == 422
    answer = trainer.post(f"/classes/{class_id}/enrol", data={"person": [inside, outside], "make_up_year": "2025"})
    assert answer.status_code == 303
    told = trainer.get(answer.location).text
    assert "已编入1人" in told
    assert "1人没有编入：不在这个班的选人范围内" in told
    assert _stored(district, select(Enrolment.make_up_year)) == [2025]


def test_a_pasted_list_in_doubt_enrols_nobody_until_it_is_said_who_is_meant(district, trainer):
    sure = district.add_person("周德海", at="S1C1")
    twins = [district.add_person("王伟", at="S1C1"), district.add_person("王伟", at="S1C2")]
    class_id = training.add_class(district, "S1")
    form = {"text": "1、周德海\n2、王 伟\n3、没有这人"}
    answer = trainer.post(f"/classes/{class_id}/enrol/list", data=form)
    assert answer.status_code == 422
    assert "有2人都叫王 伟，请选是哪一位" in answer.text
    assert "S1C2社区" in answer.text
    assert "没有这人" in answer.text
    assert _stored(district, select(Enrolment)) == []
    still = form | {"choice-1": str(twins[1])}
    assert trainer.post(f"/classes/{class_id}/enrol/list", data=still).status_code == 422
    done = trainer.post(f"/classes/{class_id}/enrol/list", data=still | {"leave_unknown": "y"})
    assert done.status_code == 303
    assert sorted(_stored(district, select(Enrolment.person_id))) == sorted([sure, twins[1]])


@pytest.mark.parametrize("name", ["名单.csv", "名单.xlsx"])
def test_a_list_comes_from_a_file_whatever_stands_beside_the_names(district, trainer, name):
    from lms.spreadsheets.plain_lists import list_file

    person = district.add_person("周德海", at="S1C1")
    class_id = training.add_class(district, "S1")
    rows = [[1, "周德海", "石桥村"]]
    contents = list_file(name.rpartition(".")[2], "名单", ["序号", "姓名", "单位"], rows)
    sent = {"file": (io.BytesIO(contents), name)}
    answer = trainer.post(f"/classes/{class_id}/enrol/list", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    assert _stored(district, select(Enrolment.person_id)) == [person]


def test_a_file_that_is_no_list_is_refused_in_a_sentence(district, trainer):
    class_id = training.add_class(district, "S1")
    sent = {"file": (io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"x" * 100), "名单.xlsx")}
    answer = trainer.post(f"/classes/{class_id}/enrol/list", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "PNG" in answer.text


def test_somebody_is_withdrawn_and_the_page_says_so(district, trainer):
    person = district.add_person("周德海", at="S1C1")
    class_id = training.add_class(district, "S1", people=[person])
    assert trainer.get(f"/classes/{class_id}/trainees/{person}/withdraw").status_code == 200
    answer = trainer.post(f"/classes/{class_id}/trainees/{person}/withdraw", data={"reason": "工作调动"})
    assert answer.status_code == 303
    assert "12月1日撤出：工作调动" in trainer.get(answer.location).text


def test_roll_call_through_the_page_keeps_first_entries_and_asks_why(district, trainer, set_clock):
    one, two = district.add_person("甲", at="S1C1"), district.add_person("乙", at="S1C1")
    class_id = training.add_class(district, "S1", people=[one, two])
    meeting = training.meeting_ids(district, class_id)[0]
    set_clock("2026-12-08 08:40")
    address = f"/classes/{class_id}/meetings/{meeting}/roll-call"
    assert "还有2人没有记录" in trainer.get(address).text
    first = {f"mark-{one}": "present", f"shown-{one}": "", f"shown-{two}": "", "head_count": "2"}
    answer = trainer.post(address, data=first)
    assert answer.location == f"/classes/{class_id}"
    assert "1人没有记录，稍后可补" in trainer.get(answer.location).text
    with district.session():
        shown = attendance.known_marks(meeting)[one].id
    early = {f"mark-{one}": "left_early", f"shown-{one}": str(shown), f"minutes-{one}": ""}
    refused = trainer.post(address, data=early)
    assert refused.status_code == 422
    assert "在1到180之间" in refused.text
    changed = trainer.post(address, data=early | {f"minutes-{one}": "90"})
    assert changed.location == f"/classes/{class_id}/meetings/{meeting}/corrections"
    assert "由“到”改为“早退，在场90分钟”" in trainer.get(changed.location).text
    assert trainer.post(changed.location, data={"reason": ""}).status_code == 422
    (entry,) = _stored(district, select(Attendance.id).where(Attendance.superseded_at.is_(None)))
    assert trainer.post(changed.location, data={"reason": "11点离开", f"reason-{entry}": ""}).status_code == 303


def test_a_row_changed_meanwhile_comes_back_with_both_entries_in_words(district, trainer):
    person = district.add_person("甲", at="S1C1")
    class_id = training.add_class(district, "S1", people=[person])
    meeting = training.meeting_ids(district, class_id)[0]
    training.mark(district, class_id, meeting, {person: training.Mark.PRESENT})
    answer = trainer.post(
        f"/classes/{class_id}/meetings/{meeting}/roll-call", data={f"mark-{person}": "absent", f"shown-{person}": ""}
    )
    assert answer.status_code == 422
    assert "您点的是“缺席”，现在的记录是“到”" in answer.text


def test_closing_reopening_and_closing_again_through_the_pages(district, trainer):
    person = district.add_person("周德海", at="S1C1")
    class_id = training.add_class(district, "S1", people=[person])
    training.mark_all(district, class_id, {person: "PPPPPP"})
    page = trainer.get(f"/classes/{class_id}/close").text
    assert "1人结业、0人未结业" in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert trainer.post(f"/classes/{class_id}/close", data={"seen": "another"}).status_code == 422
    answer = trainer.post(f"/classes/{class_id}/close", data={"seen": seen})
    assert answer.status_code == 303
    assert "已办结第4期：结业1人，未结业0人" in trainer.get(answer.location).text
    again = trainer.post(f"/classes/{class_id}/close", data={"seen": seen})
    assert again.status_code == 422
    assert trainer.post(f"/classes/{class_id}/reopen", data={"reason": ""}).status_code == 422
    assert trainer.post(f"/classes/{class_id}/reopen", data={"reason": "考勤有误"}).status_code == 303
    assert trainer.post(f"/classes/{class_id}/close").status_code == 303
    assert _stored(district, select(CreditEntry.centihours).order_by(CreditEntry.id)) == [2400, -2400, 2400]
    assert len(_stored(district, select(TrainingRecord).where(TrainingRecord.superseded_at.is_(None)))) == 1


def test_a_cancelled_class_stays_on_the_list_of_those_that_ended(district, trainer):
    class_id = training.add_class(district, "S1", people=[district.add_person(at="S1C1")])
    assert trainer.post(f"/classes/{class_id}/cancel", data={"reason": "人数不足"}).status_code == 303
    assert "已取消" in trainer.get("/classes").text
    with district.session():
        assert enrolment.seated(class_id) == frozenset()


def test_another_street_s_class_does_not_exist_for_this_trainer(district, trainer):
    other = training.add_class(district, "S2")
    for path in ("", "/trainees", "/enrol", "/close", "/edit"):
        assert trainer.get(f"/classes/{other}{path}").status_code == 404
    assert "S2街道" not in trainer.get("/classes").text


def test_one_s_own_classes_come_first(district, set_clock):
    set_clock("2026-12-01 09:00")
    me = district.add_person("王敏", at="S1")
    training.add_class(district, "S1", intake_number=1, first_day=date(2026, 12, 2), last_day=date(2026, 12, 3))
    training.add_class(district, "S1", intake_number=2, supervisor_person_id=me)
    page = district.client(Role.TRAINER, at="S1", person_id=me).get("/classes").text
    assert page.index("第2期") < page.index("第1期")


def test_longer_lists_take_no_more_queries(district, trainer):
    def statements(path: str) -> int:
        with district.app.app_context(), counted() as seen:
            assert trainer.get(path).status_code == 200
        return len(seen)

    paths = ["/classes", "/attendance", "/trainees", "/programmes", "/leave"]
    first = training.add_class(district, "S1", people=training.add_crowd(district, 3))
    paths += [f"/classes/{first}/{tab}" for tab in ("trainees", "attendance", "quiz", "close")]
    few = {path: statements(path) for path in paths}
    for number in range(5, 9):
        training.add_class(
            district, "S1", intake_number=number, people=training.add_crowd(district, 3), last_day=date(2026, 12, 8)
        )
    training.seat(district, first, *training.add_crowd(district, 20))
    assert {path: statements(path) for path in paths} == few


def test_the_programme_of_existing_classes_keeps_what_they_rest_on(district, trainer):
    programme = training.add_programme(district, "S1")
    training.add_class(district, "S1", programme=programme)
    form = {
        "name": "新名称", "category": "专题培训", "year": "2026", "organiser_id": district.organisations["S1"],
        "required_share_percent": "80", "quiz_curriculum_id": "0",
    }  # fmt: skip
    assert trainer.post(f"/programmes/{programme}/edit", data=form).status_code == 422
    kept = trainer.post(f"/programmes/{programme}/edit", data=form | {"category": "集中轮训"})
    assert kept.status_code == 303
    assert _stored(district, select(Programme.required_share_percent)) == [80]
    with district.session():
        assert classes.open_classes(EVERYWHERE, "集中轮训", date(2026, 12, 1))[0].programme_name == "新名称"
