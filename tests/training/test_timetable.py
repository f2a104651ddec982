"""The whole timetable on one page, and what stands in its way."""

import re
from datetime import date
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from lms.accounts.rules import Role
from lms.audit.models import AuditEntry
from lms.errors import Refused
from lms.extensions import db
from lms.people.queries import EVERYWHERE
from lms.training.actions import classes, enrolment, meetings
from lms.training.models import ClassMeeting, RemovedMeeting
from lms.training.queries import classes as class_queries
from lms.training.queries import meetings as meeting_queries
from lms.transaction import transaction
from tests.counting import counted
from tests.facts import training

NAMES = ("topic", "teacher", "room", "kind", "day", "half", "starts", "ends", "minutes", "seen")


@pytest.fixture
def trainer(district, set_clock):
    set_clock("2026-12-01 09:00")
    return district.client(Role.TRAINER, at="S1")


def shown(page: str) -> dict[str, str]:
    """The fields of the timetable page as a browser would send them unchanged."""
    sent = dict(re.findall(rf'<input[^>]*name="((?:m\d+|new)-(?:{"|".join(NAMES)}))"[^>]*?value="([^"]*)"', page))
    for name, body in re.findall(r'<select[^>]*name="((?:m\d+|new)-\w+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option selected value="([^"]*)"', body) or re.search(r'<option value="([^"]*)"', body)
        sent[name] = chosen[1]
    return sent


def stored(district, class_id: int) -> list[ClassMeeting]:
    with district.session():
        return meeting_queries.half_days_of(class_id)


def other_class(district, **more) -> int:
    """A class of the other street in another house, at the same time."""
    return training.add_class(district, "S2", **({"intake_number": 9, "venue": "社区礼堂"} | more))


def set_half_day(district, class_id: int, place: int = 0, **columns) -> None:
    """Something about a half-day as it came to be without anybody checking."""
    with district.session() as session:
        for name, value in columns.items():
            setattr(meeting_queries.half_days_of(class_id)[place], name, value)
        session.commit()


def test_every_half_day_is_shown_with_all_its_fields(district, trainer):
    class_id = training.add_class(district, "S1")
    fields = shown(trainer.get(f"/classes/{class_id}/timetable").text)
    ids = training.meeting_ids(district, class_id)
    assert {name.partition("-")[0] for name in fields} == {f"m{one}" for one in ids} | {"new"}
    first = {name: fields[f"m{ids[0]}-{name}"] for name in NAMES if name != "seen"}
    assert first == {
        "topic": "", "teacher": "", "room": "", "kind": "lecture", "day": "2026-12-08", "half": "morning",
        "starts": "08:30", "ends": "11:30", "minutes": "180",
    }  # fmt: skip


def test_many_half_days_are_saved_in_one_go(district, trainer):
    class_id = training.add_class(district, "S1")
    address = f"/classes/{class_id}/timetable"
    fields = shown(trainer.get(address).text)
    one, two, *_, last = training.meeting_ids(district, class_id)
    answer = trainer.post(address, data=fields | {
        f"m{one}-topic": "抓党建促基层治理", f"m{one}-teacher": "王力", f"m{one}-minutes": "135",
        f"m{two}-kind": "site_visit", f"m{two}-room": "石桥村", f"m{two}-starts": "13：30", f"m{last}-remove": "y",
        "new-day": "2026-12-09", "new-half": "evening", "new-topic": "分组研讨", "new-kind": "discussion",
    })  # fmt: skip
    assert answer.status_code == 303, answer.text
    rows = stored(district, class_id)
    assert [(row.topic, row.teacher, row.credit_centihours) for row in rows[:1]] == [("抓党建促基层治理", "王力", 300)]
    assert (rows[1].kind, rows[1].room, f"{rows[1].starts_at:%H:%M}") == ("site_visit", "石桥村", "05:30")
    assert [(row.half, row.topic, row.kind) for row in rows if row.half == "evening"] == [
        ("evening", "分组研讨", "discussion")
    ]
    assert [row.sequence for row in rows] == [1, 1, 0, 0, 0, 0]
    page = trainer.get(answer.location).text
    assert "新增1个课次，修改2个课次，去掉1个课次" in page
    assert '<span class="nobr">3学时</span> <span class="nobr muted small">135分钟</span>' in page
    assert "现场教学" in page


def test_saving_it_as_it_is_changes_nothing(district, trainer):
    class_id = training.add_class(district, "S1")
    set_half_day(district, class_id, credit_centihours=25)  # 11.25 minutes
    address = f"/classes/{class_id}/timetable"
    answer = trainer.post(address, data=shown(trainer.get(address).text))
    assert "没有改动" in trainer.get(answer.location).text
    fields = shown(trainer.get(address).text)
    first = training.meeting_ids(district, class_id)[0]
    trainer.post(address, data=fields | {f"m{first}-topic": "只改主题"})
    assert [(row.topic, row.credit_centihours) for row in stored(district, class_id)[:1]] == [("只改主题", 25)]


def test_two_half_days_change_places(district, trainer):
    class_id = training.add_class(district, "S1")
    address = f"/classes/{class_id}/timetable"
    fields = shown(trainer.get(address).text)
    one, two = training.meeting_ids(district, class_id)[:2]
    answer = trainer.post(address, data=fields | {
        f"m{one}-half": "afternoon", f"m{one}-starts": "14:00", f"m{one}-ends": "17:00", f"m{one}-topic": "下午的",
        f"m{two}-half": "morning", f"m{two}-starts": "8:30", f"m{two}-ends": "11:30",
    })  # fmt: skip
    assert answer.status_code == 303, answer.text
    assert [(row.id, row.half, row.topic) for row in stored(district, class_id)[:2]] == [
        (two, "morning", ""), (one, "afternoon", "下午的"),
    ]  # fmt: skip


def test_every_fault_stands_at_its_row_and_nothing_is_lost_or_saved(district, trainer):
    class_id = training.add_class(district, "S1")
    address = f"/classes/{class_id}/timetable"
    fields = shown(trainer.get(address).text)
    one, two, three, *_ = training.meeting_ids(district, class_id)
    typed = {f"m{one}-topic": "先打好的字", f"m{two}-ends": "13:00", f"m{three}-day": "2026-12-31"}
    answer = trainer.post(address, data=fields | typed)
    assert answer.status_code == 422
    assert shown(answer.text)[f"m{one}-topic"] == "先打好的字"
    assert shown(answer.text)[f"m{three}-day"] == "2026-12-31"
    assert f'href="#m{two}-ends">12月8日下午，下课时间：下课时间早于上课时间' in answer.text
    assert f'href="#m{three}-day">12月9日上午，日期：' in answer.text
    assert {row.topic for row in stored(district, class_id)} == {""}
    unreadable = trainer.post(address, data=fields | {f"m{one}-starts": "早上", "new-topic": "没有日期"})
    assert unreadable.status_code == 422
    assert shown(unreadable.text)[f"m{one}-starts"] == "早上"
    assert shown(unreadable.text)["new-topic"] == "没有日期"


def test_two_in_one_half_day_or_at_one_time_are_refused(district, trainer):
    class_id = training.add_class(district, "S1")
    address = f"/classes/{class_id}/timetable"
    fields = shown(trainer.get(address).text)
    one, two = training.meeting_ids(district, class_id)[:2]
    same = trainer.post(address, data=fields | {f"m{two}-half": "morning"})
    assert (same.status_code, "这半天已经有课" in same.text) == (422, True)
    longer = trainer.post(address, data=fields | {f"m{one}-ends": "15:00"})
    assert (longer.status_code, "与本班另一个课次时间重叠" in longer.text) == (422, True)


def test_what_somebody_else_changed_meanwhile_is_shown_not_overwritten(district, trainer):
    class_id = training.add_class(district, "S1")
    address = f"/classes/{class_id}/timetable"
    fields = shown(trainer.get(address).text)
    one, two = training.meeting_ids(district, class_id)[:2]
    colleague = district.client(Role.TRAINER, at="S1")
    colleague.post(address, data=fields | {f"m{one}-topic": "同事改的", f"m{two}-topic": "也是同事改的"})
    answer = trainer.post(address, data=fields | {f"m{one}-topic": "我改的"})
    assert answer.status_code == 422
    assert "这期间有人改过这个课次" in answer.text
    assert "同事改的" in answer.text
    again = shown(answer.text)
    assert (again[f"m{one}-topic"], again[f"m{two}-topic"]) == ("我改的", "也是同事改的")
    assert [row.topic for row in stored(district, class_id)[:2]] == ["同事改的", "也是同事改的"]
    meant = trainer.post(address, data=again)
    assert meant.status_code == 303, meant.text
    assert [row.topic for row in stored(district, class_id)[:2]] == ["我改的", "也是同事改的"]


def test_what_somebody_else_took_away_meanwhile_is_said(district, trainer):
    class_id = training.add_class(district, "S1")
    address = f"/classes/{class_id}/timetable"
    fields = shown(trainer.get(address).text)
    one, two = training.meeting_ids(district, class_id)[:2]
    district.client(Role.TRAINER, at="S1").post(f"/classes/{class_id}/meetings/{one}/remove")
    untouched = trainer.post(address, data=fields | {f"m{two}-topic": "别的课"})
    assert untouched.status_code == 303
    touched = trainer.post(address, data=fields | {f"m{one}-topic": "我的字"})
    assert touched.status_code == 422
    assert "这期间有人去掉了这个课次" in touched.text
    assert "我的字" in touched.text


def test_a_half_day_with_attendance_stays(district, trainer):
    person = district.add_person(at="S1C1")
    class_id = training.add_class(district, "S1", people=[person])
    first = training.meeting_ids(district, class_id)[0]
    training.mark(district, class_id, first, {person: training.Mark.PRESENT})
    address = f"/classes/{class_id}/timetable"
    answer = trainer.post(address, data=shown(trainer.get(address).text) | {f"m{first}-remove": "y"})
    assert answer.status_code == 422
    assert "考勤" in answer.text
    assert len(stored(district, class_id)) == 6


def test_what_is_taken_away_is_kept_for_calendars_alone(district, trainer):
    class_id = training.add_class(district, "S1")
    first = training.meeting_ids(district, class_id)[0]
    uid = stored(district, class_id)[0].uid
    address = f"/classes/{class_id}/timetable"
    trainer.post(address, data=shown(trainer.get(address).text) | {f"m{first}-remove": "y"})
    with district.session():
        (kept,) = db.session.scalars(select(RemovedMeeting))
        assert (kept.uid, kept.sequence) == (uid, 1)
    assert len(training.meeting_ids(district, class_id)) == 5


def test_a_day_is_copied_with_everything_it_says(district, trainer):
    class_id = training.add_class(
        district, "S1", halves=frozenset({training.Half.MORNING}), last_day=date(2026, 12, 11)
    )
    address = f"/classes/{class_id}/timetable"
    fields = shown(trainer.get(address).text)
    first, *_, last = training.meeting_ids(district, class_id)
    trainer.post(address, data=fields | {f"m{first}-topic": "晨读", f"m{first}-minutes": "90", f"m{last}-remove": "y"})
    copying = f"{address}/copy-day"
    assert trainer.get(copying).status_code == 200
    answer = trainer.post(copying, data={"from_day": "2026-12-08", "to_day": "2026-12-11"})
    assert answer.status_code == 303, answer.text
    copied = stored(district, class_id)[-1]
    assert (copied.day, copied.topic, copied.credit_centihours) == (date(2026, 12, 11), "晨读", 200)
    again = trainer.post(copying, data={"from_day": "2026-12-08", "to_day": "2026-12-11"})
    assert (again.status_code, "这半天已经有课" in again.text) == (422, True)
    assert trainer.post(copying, data={"from_day": "2026-12-08", "to_day": "2027-01-01"}).status_code == 422


def test_a_class_without_half_days_has_nothing_to_copy(district, trainer):
    class_id = training.add_class(district, "S1", halves=frozenset())
    assert "还没有课次" in trainer.get(f"/classes/{class_id}/timetable/copy-day").text
    assert trainer.get(f"/classes/{class_id}/timetable").status_code == 200


def test_a_closed_class_keeps_its_timetable(district, trainer):
    person = district.add_person(at="S1C1")
    class_id = training.add_class(district, "S1", people=[person])
    address = f"/classes/{class_id}/timetable"
    fields = shown(trainer.get(address).text)
    training.close(district, class_id)
    first = training.meeting_ids(district, class_id)[0]
    answer = trainer.post(address, data=fields | {f"m{first}-topic": "太晚了"})
    assert (answer.status_code, "办结" in answer.text) == (422, True)
    assert "太晚了" in answer.text


def test_nobody_edits_the_timetable_of_another_street(district, trainer):
    class_id = other_class(district)
    assert trainer.get(f"/classes/{class_id}/timetable").status_code == 404
    assert trainer.post(f"/classes/{class_id}/timetable", data={"new-seen": ""}).status_code == 404
    assert district.client(Role.CADRE).get(f"/classes/{class_id}/timetable").status_code == 403


def test_a_taken_room_refuses_and_says_which_class_has_it_when(district, trainer):
    other_class(district, venue="党校 301")
    class_id = training.add_class(district, "S1", venue="党校")
    first = training.meeting_ids(district, class_id)[0]
    edit = {
        "day": "2026-12-08",
        "half": "morning",
        "starts": "10:00",
        "ends": "12:00",
        "room": "３０１",
        "kind": "lecture",
    }
    refused = trainer.post(f"/classes/{class_id}/meetings/{first}/edit", data=edit)
    assert refused.status_code == 422
    assert "党校 301已被占用：社区主职干部集中轮训班第9期12月8日8:30至11:30在那里上课" in refused.text
    assert trainer.post(f"/classes/{class_id}/meetings/{first}/edit", data=edit | {"kind": "online"}).status_code == 303
    later = edit | {"starts": "11:30", "ends": "12:30"}
    assert trainer.post(f"/classes/{class_id}/meetings/{first}/edit", data=later).status_code == 303


def test_a_taken_teacher_refuses_at_the_row_of_the_timetable(district, trainer):
    other = other_class(district)
    set_half_day(district, other, 2, teacher="王力教授、李梅")
    class_id = training.add_class(district, "S1")
    address = f"/classes/{class_id}/timetable"
    third = training.meeting_ids(district, class_id)[2]
    answer = trainer.post(address, data=shown(trainer.get(address).text) | {f"m{third}-teacher": "王 力"})
    assert answer.status_code == 422
    assert f'href="#m{third}-teacher">12月9日上午，授课人：' in answer.text
    assert "王力教授、李梅这个时间在别的班授课：社区主职干部集中轮训班第9期，12月9日8:30至11:30" in answer.text


def test_people_who_sit_elsewhere_then_refuse_a_move(district, trainer):
    people = [district.add_person(name, at="S1C1") for name in ("陈一", "陈二", "陈三", "陈四")]
    other = other_class(district, draws_from="D", first_day=date(2026, 12, 9), last_day=date(2026, 12, 9))
    class_id = training.add_class(
        district, "S1", people=people, first_day=date(2026, 12, 8), last_day=date(2026, 12, 8)
    )
    training.seat(district, other, *people)
    with district.session(), transaction():
        locked = class_queries.class_for_update(class_id, EVERYWHERE)
        fields = classes.ClassFields(
            locked.organiser_id, 4, date(2026, 12, 8), date(2026, 12, 10), 2026, 60, venue="党校301"
        )  # fmt: skip
        classes.change_class(training.OFFICE, locked, fields)
    first = training.meeting_ids(district, class_id)[0]
    edit = {"day": "2026-12-09", "half": "morning", "starts": "8:30", "ends": "11:30", "kind": "lecture"}
    refused = trainer.post(f"/classes/{class_id}/meetings/{first}/edit", data=edit)
    assert refused.status_code == 422
    assert "本班4人同时编在社区主职干部集中轮训班第9期（12月9日8:30至11:30）：" in refused.text
    assert sum(name in refused.text for name in ("陈一", "陈二", "陈三", "陈四")) == 3
    with district.session(), transaction():
        for person in people:
            enrolment.withdraw(training.OFFICE, class_queries.class_for_update(other, EVERYWHERE), person, "调出")
    assert trainer.post(f"/classes/{class_id}/meetings/{first}/edit", data=edit).status_code == 303


def test_a_class_moves_only_where_nobody_is(district, trainer):
    other_class(district, venue="区委礼堂")
    class_id = training.add_class(district, "S1")
    form = {
        "organiser_id": district.organisations["S1"], "intake_number": "4", "first_day": "2026-12-08",
        "last_day": "2026-12-10", "declared_year": "2026", "planned_hours": "", "capacity": "60",
        "venue": "区委礼堂", "supervisor_person_id": "0",
    }  # fmt: skip
    refused = trainer.post(f"/classes/{class_id}/edit", data=form)
    assert refused.status_code == 422
    assert "区委礼堂已被占用" in refused.text
    assert trainer.post(f"/classes/{class_id}/edit", data=form | {"venue": "党校302"}).status_code == 303


def test_a_new_class_is_not_made_where_another_sits(district, trainer):
    other_class(district, venue="区委礼堂")
    programme = training.add_programme(district, "S1")
    form = {
        "organiser_id": district.organisations["S1"], "intake_number": "1", "first_day": "2026-12-10",
        "last_day": "2026-12-11", "halves": ["morning"], "declared_year": "2026", "planned_hours": "",
        "capacity": "60", "venue": "区委礼堂", "supervisor_person_id": "0",
    }  # fmt: skip
    answer = trainer.post(f"/classes/new?programme={programme}", data=form)
    assert (answer.status_code, "区委礼堂已被占用" in answer.text) == (422, True)
    assert trainer.post(f"/classes/new?programme={programme}", data=form | {"venue": ""}).status_code == 303


def test_what_was_double_booked_before_does_not_stop_a_new_topic(district, trainer):
    class_id = training.add_class(district, "S1")
    other_class(district, venue="党校301")
    address = f"/classes/{class_id}/timetable"
    first = training.meeting_ids(district, class_id)[0]
    answer = trainer.post(address, data=shown(trainer.get(address).text) | {f"m{first}-topic": "新主题"})
    assert answer.status_code == 303


def test_a_cancelled_class_is_in_nobodys_way(district, trainer):
    other = other_class(district, venue="党校302")
    class_id = training.add_class(district, "S1", venue="党校")
    address = f"/classes/{class_id}/timetable"
    first = training.meeting_ids(district, class_id)[0]
    moved = shown(trainer.get(address).text) | {f"m{first}-room": "302"}
    assert trainer.post(address, data=moved).status_code == 422
    with district.session(), transaction():
        classes.cancel_class(training.OFFICE, class_queries.class_for_update(other, EVERYWHERE), "改期")
    assert trainer.post(address, data=moved).status_code == 303


def test_two_classes_that_take_one_room_at_once_do_not_both_get_it(district, set_clock):
    set_clock("2026-12-01 09:00")
    rivals = [training.add_class(district, "S1", venue=""), other_class(district, venue="")]
    start, outcomes = Barrier(2), []

    def take(class_id: int) -> None:
        start.wait()
        try:
            with district.session(), transaction():
                locked, schedule = (
                    class_queries.class_for_update(class_id, EVERYWHERE),
                    class_queries.schedule_of(class_id),
                )
                meeting = meeting_queries.half_days_of(class_id)[0]
                fields = meetings.MeetingFields(**vars(meetings.fields_of(meeting)) | {"room": "大礼堂"})
                meetings.change_meeting(training.OFFICE, locked, schedule, meeting, fields)
            outcomes.append("kept")
        except Refused:
            outcomes.append("refused")

    threads = [Thread(target=take, args=(one,)) for one in rivals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["kept", "refused"]


def test_what_changed_is_in_the_audit_trail(district, trainer):
    class_id = training.add_class(district, "S1")
    address = f"/classes/{class_id}/timetable"
    first = training.meeting_ids(district, class_id)[0]
    trainer.post(
        address, data=shown(trainer.get(address).text) | {f"m{first}-room": "报告厅", f"m{first}-kind": "online"}
    )
    with district.session():
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "meeting.changed")).one()
        assert "报告厅" in entry.detail
        assert "online" in entry.detail


def test_twice_the_half_days_take_the_same_number_of_queries(district, trainer):
    people = [district.add_person(at="S1C1")]
    short = training.add_class(district, "S1", people=people)
    long = training.add_class(district, "S1", intake_number=5, venue="", first_day=date(2026, 11, 1),
                              last_day=date(2026, 11, 6), people=people)  # fmt: skip
    other_class(district, venue="远处", first_day=date(2026, 11, 1), last_day=date(2026, 12, 31))

    def sent(class_id: int) -> int:
        address = f"/classes/{class_id}/timetable"
        fields = shown(trainer.get(address).text)
        touched = {name: "不同的房间" for name in fields if name.endswith("-room") and not name.startswith("new")}
        with district.app.app_context(), counted() as seen:
            trainer.get(address)
        reading = len(seen)
        with district.app.app_context(), counted() as seen:
            assert trainer.post(address, data=fields | touched).status_code == 303
        return reading, len([one for one in seen if one.startswith("SELECT")])

    assert sent(short) == sent(long)
