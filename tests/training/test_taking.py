"""Attendance from files of door systems and paper sheets: looked at first, taken once, nothing passed over."""

import io
from datetime import date, time, timedelta

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from lms import clock
from lms.accounts.rules import Role
from lms.extensions import db
from lms.training.models import Attendance
from lms.training.queries import attendance
from lms.training.rules.attendance import Entry
from lms.training.rules.rosters import Candidate
from lms.training.rules.sign_in import Window
from lms.training.rules.taking import FileRow, Held, Verdict, plan_of, read_clock, read_day, read_sign
from lms.training.rules.words import Mark
from tests.facts import training

DAY = date(2026, 12, 8)
START = clock.at(DAY, time(8, 30))
PEOPLE = [Candidate(1, "T1", "周德海"), Candidate(2, "T2", "王伟"), Candidate(3, "T3", "王伟")]


def _held(known=None, start=START, key=1):
    end = start + timedelta(hours=3)
    day = clock.local(start).date()
    return Held(key, day, start, end, Window.of(start, end), frozenset({1, 2, 3}), known or {})


def _row(number=2, **more):
    return FileRow(number, **{"name": "周德海"} | more)


def _one(*rows, held=None):
    (planned,) = plan_of(rows, held or [_held()], PEOPLE).rows
    return planned


@pytest.mark.parametrize(
    ("sign", "mark"),
    [("√", Mark.PRESENT), ("✓", Mark.PRESENT), ("迟到", Mark.LATE), ("早退", Mark.LEFT_EARLY), ("○", Mark.LEAVE),
     ("△", Mark.LEAVE), ("病假", Mark.LEAVE), ("×", Mark.ABSENT), ("x", Mark.ABSENT),
     ("旷课", Mark.ABSENT), ("？", None)],
)  # fmt: skip
def test_signs_of_paper_sheets(sign, mark):
    assert read_sign(sign) is mark


@pytest.mark.parametrize(
    ("text", "day", "clock_time"),
    [("2026-12-08 08:21:33", DAY, time(8, 21)), ("2026/12/8 8:21", DAY, time(8, 21)), ("8：21", None, time(8, 21)),
     ("2026年12月8日8时21分", DAY, time(8, 21)), ("25:00", None, None), ("2026-13-01", None, None),
     ("早上", None, None)],
)  # fmt: skip
def test_times_as_doors_write_them(text, day, clock_time):
    assert (read_day(text), read_clock(text)) == (day, clock_time)


@pytest.mark.parametrize(
    ("rows", "entry", "left"),
    [
        ([_row(came=time(8, 20))], Entry(Mark.PRESENT), None),
        ([_row(came=time(8, 50))], Entry(Mark.LATE), None),
        ([_row(came=time(8, 20)), _row(came=time(9, 40))], Entry(Mark.PRESENT), None),  # a door tells no leaving
        ([_row(came=time(8, 20)), _row(came=time(11, 25))], Entry(Mark.PRESENT), time(11, 25)),
        ([_row(came=time(8, 20)), _row(came=time(10, 0), is_out=True)], Entry(Mark.LEFT_EARLY, 90), time(10, 0)),
        ([_row(came=time(8, 20), left=time(10, 0))], Entry(Mark.LEFT_EARLY, 90), time(10, 0)),
        (
            [_row(came=time(8, 20)), _row(came=time(9, 40), is_out=True), _row(came=time(9, 50))],
            Entry(Mark.PRESENT),
            None,
        ),
    ],
)
def test_first_in_and_last_out(rows, entry, left):
    planned = _one(*rows)
    assert (planned.verdict, planned.entry) == (Verdict.NEW, entry)
    assert planned.signed_out_at == (clock.at(DAY, left) if left else None)
    assert planned.signed_in_at == clock.at(DAY, rows[0].came)


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        (_row(name="路人", sign="√"), Verdict.UNKNOWN),
        (_row(name="王伟", sign="√"), Verdict.SEVERAL),
        (_row(name="王伟", person_no="T1", sign="√"), Verdict.OTHER_NAME),
        (_row(sign="？"), Verdict.NO_MARK),
        (_row(), Verdict.NO_MARK),
        (_row(unread=True), Verdict.NO_TIME),
        (_row(sign="早退"), Verdict.NO_MINUTES),
        (_row(sign="早退", minutes=181), Verdict.NO_MINUTES),
        (_row(came=time(7, 0)), Verdict.NO_MEETING),
        (_row(came=time(8, 20), day=date(2026, 12, 9)), Verdict.NO_MEETING),
    ],
)
def test_what_cannot_be_used_says_why(row, verdict):
    assert _one(row).verdict is verdict


def test_two_rows_that_disagree_are_neither_taken():
    assert _one(_row(sign="√"), _row(number=3, sign="×")).verdict is Verdict.TWICE
    assert _one(_row(sign="√"), _row(number=3, sign="到")).entry == Entry(Mark.PRESENT)


def test_what_is_known_is_the_same_or_a_change_and_never_new():
    assert _one(_row(sign="√"), held=[_held({1: Entry(Mark.PRESENT)})]).verdict is Verdict.SAME
    changed = _one(_row(sign="×"), held=[_held({1: Entry(Mark.PRESENT)})])
    assert (changed.verdict, changed.before, changed.entry) == (
        Verdict.CHANGE, Entry(Mark.PRESENT), Entry(Mark.ABSENT),
    )  # fmt: skip


@given(
    st.lists(st.tuples(st.sampled_from(["周德海", "王伟", "路人"]), st.times(), st.booleans()), max_size=8),
    st.sampled_from([None, Entry(Mark.PRESENT), Entry(Mark.ABSENT)]),
)
def test_every_row_has_a_verdict_and_taking_a_plan_leaves_nothing_to_take(rows, known):
    sent = [FileRow(number, name=name, came=at, is_out=out) for number, (name, at, out) in enumerate(rows)]
    held = _held({1: known} if known else {})
    plan = plan_of(sent, [held], PEOPLE)
    assert sorted(number for one in plan.rows for number in one.rows) == list(range(len(rows)))
    taken = {one.person_id: one.entry for one in plan.of(Verdict.NEW, Verdict.CHANGE)}
    again = plan_of(sent, [_held(held.known | taken)], PEOPLE)
    assert again.of(Verdict.NEW, Verdict.CHANGE) == []


@pytest.fixture
def hall(district, set_clock):
    set_clock("2026-12-01 09:00")
    people = [district.add_person(name, at="S1C1", person_no=no) for no, name in (("T901", "周德海"), ("T902", "王伟"))]
    class_id = training.add_class(district, "S1", people=people)
    set_clock("2026-12-08 18:00")
    return district, class_id, training.meeting_ids(district, class_id), people, district.client(Role.TRAINER, at="S1")


def _csv(*lines):
    return io.BytesIO("\n".join(lines).encode("gb18030")), "考勤.csv"


def _send(trainer, class_id, file, meeting=0):
    page = f"/classes/{class_id}/attendance/file"
    answer = trainer.post(page, data={"file": file, "meeting_id": meeting}, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text[answer.text.index("<main") :][:1500]
    return answer.location


def _take(trainer, page, **more):
    seen = trainer.get(page).text.split('name="seen" value="')[1].split('"')[0]
    return trainer.post(page, data={"seen": seen} | more)


def _marks(district, meeting):
    with district.session():
        return {person: (row.status, row.source) for person, row in attendance.known_marks(meeting).items()}


DOOR = ("某区党校门禁记录", "人员编号,姓名,通行时间,进出", "T901,周德海,2026-12-08 08:21:07,进",
        "T901,周德海,2026-12-08 11:40:00,出", "T902,王伟,2026/12/8 8:50,进", "T902,王伟,2026/12/8 10:00,出",
        "T902,王伟,2026/12/8 13:55,进", "X1,路人,2026-12-08 08:00,进", "合计,,,")  # fmt: skip


def test_a_door_system_s_file_is_looked_at_and_taken(hall):
    district, class_id, meetings, people, trainer = hall
    page = _send(trainer, class_id, _csv(*DOOR))
    shown = trainer.get(page).text
    assert "文件里有3条新的考勤" in shown
    assert "班次名单里没有这个人" in shown
    assert "早退，在场70分钟" in shown or "70" in shown
    assert _marks(district, meetings[0]) == {}  # looking takes nothing
    assert _take(trainer, page).status_code == 303
    assert _marks(district, meetings[0]) == {people[0]: ("present", "import"), people[1]: ("left_early", "import")}
    assert _marks(district, meetings[1]) == {people[1]: ("present", "import")}


def test_the_same_file_twice_changes_nothing(hall):
    district, class_id, _meetings, _people, trainer = hall
    _take(trainer, _send(trainer, class_id, _csv(*DOOR)))
    shown = trainer.get(_send(trainer, class_id, _csv(*DOOR))).text
    assert "没有可以导入的考勤" in shown
    assert "已有相同记录3条" in shown
    with district.session():
        assert len(db.session.scalars(select(Attendance.id)).all()) == 3


def test_a_mark_that_is_there_changes_only_when_it_is_said_and_with_a_reason(hall):
    district, class_id, meetings, people, trainer = hall
    training.mark(district, class_id, meetings[0], {people[0]: Mark.ABSENT})
    sheet = _csv("签到表,,", "姓名,单位,状态", "周 德海,S1,√", "王伟,S1,×")
    page = _send(trainer, class_id, sheet, meetings[0])
    assert "与已有记录不同1条" in trainer.get(page).text
    refused = _take(trainer, page, change="y")
    assert refused.status_code == 422
    assert "请写明更正的原因" in refused.text
    _take(trainer, page)
    assert _marks(district, meetings[0]) == {people[0]: ("absent", "roll_call"), people[1]: ("absent", "import")}
    _take(trainer, page, change="y", reason="本人签了名")
    assert _marks(district, meetings[0])[people[0]] == ("present", "import")
    with district.session():
        rows = db.session.scalars(select(Attendance).where(Attendance.person_id == people[0]).order_by(Attendance.id))
        assert [(row.status, row.reason, row.superseded_at is None) for row in rows] == [
            ("absent", None, False), ("present", "本人签了名", True),
        ]  # fmt: skip


def test_what_changed_since_it_was_shown_is_looked_at_again(hall):
    district, class_id, meetings, people, trainer = hall
    page = _send(trainer, class_id, _csv("姓名,状态", "周德海,√"), meetings[0])
    seen = trainer.get(page).text.split('name="seen" value="')[1].split('"')[0]
    training.mark(district, class_id, meetings[0], {people[0]: Mark.LEAVE})
    answer = trainer.post(page, data={"seen": seen})
    assert answer.status_code == 422
    assert _marks(district, meetings[0]) == {people[0]: ("leave", "roll_call")}


def test_real_times_of_a_workbook_are_read(hall):
    district, class_id, meetings, people, trainer = hall
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["姓名", "签到时间", "签退时间"])
    shape = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    alone = book.add_format({"num_format": "hh:mm"})
    sheet.write(1, 0, "周德海")
    sheet.write_datetime(1, 1, clock.local(START).replace(tzinfo=None) + timedelta(minutes=30), shape)
    sheet.write_number(1, 2, 10 / 24, alone)
    book.close()
    memory.seek(0)
    page = _send(trainer, class_id, (memory, "门禁.xlsx"))
    assert _take(trainer, page).status_code == 303
    with district.session():
        mark = attendance.known_marks(meetings[0])[people[0]]
        assert (mark.status, mark.minutes_attended) == ("left_early", 60)
        assert mark.signed_in_at == START + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["姓名,单位", "周德海,S1"], "没有找到表头"),
        (["姓名,状态,姓名,状态", "周德海,√,王伟,√"], "左右两份名单"),
        (["姓名,状态"], "没有找到表头"),
    ],
)
def test_a_file_that_says_too_little_is_refused_in_one_sentence(hall, lines, words):
    _district, class_id, _meetings, _people, trainer = hall
    page = f"/classes/{class_id}/attendance/file"
    answer = trainer.post(page, data={"file": _csv(*lines), "meeting_id": 0}, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert words in answer.text


def test_a_closed_class_takes_no_file_and_nobody_reaches_another_s(hall):
    district, class_id, meetings, _people, trainer = hall
    page = _send(trainer, class_id, _csv("姓名,状态", "周德海,√"), meetings[0])
    seen = trainer.get(page).text.split('name="seen" value="')[1].split('"')[0]
    other = district.client(Role.TRAINER, at="S1", person_id=district.add_person("郑爽", at="S1"))
    assert other.get(page).status_code == 404
    training.close(district, class_id)
    assert trainer.post(page, data={"seen": seen}).status_code == 422
    assert _marks(district, meetings[0]) == {}
