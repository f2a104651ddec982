"""The lists of classes and of requests for leave as files."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from lms.accounts.guard import current_scope, requires
from lms.accounts.rules import Permission
from lms.documents.wording import day, day_span
from lms.rosters.sheets import Align, Column, Sheet
from lms.rosters.views.lists import list_sheet, send_list
from lms.rosters.views.sending import FORMAT
from lms.training.queries import classes, leave
from lms.training.queries.classes import ClassCard
from lms.training.queries.leave import LeaveRow
from lms.training.rules.words import LeaveState
from lms.training.views.blueprint import bp
from lms.training.views.leave import DECIDED
from lms.training.wording import LEAVE_STATE_WORDS, LEAVE_WORDS, STAGE_WORDS

CHINESE = "zh_Hans"
CLASSES = (
    Column("班次", 18, Align.START), Column("主办单位", 9, Align.START), Column("培训时间", 11), Column("地点", 10),
    Column("班主任", 5), Column("名额", 3), Column("人数", 3), Column("状态", 5),
)  # fmt: skip
LEAVE = (
    Column("姓名", 5), Column("单位", 10, Align.START), Column("班次", 14, Align.START), Column("类别", 4),
    Column("半天数", 3), Column("学时", 3), Column("事由", 12, Align.START), Column("申请日期", 7), Column("状态", 5),
    Column("批复意见", 8, Align.START),
)  # fmt: skip


@bp.get(f"/classes.{FORMAT}")
@requires(Permission.VIEW_CLASSES)
def export_classes(file_format: str) -> ResponseReturnValue:
    """班次一览表: every class within reach, closed and cancelled ones too."""
    with force_locale(CHINESE):
        sheet = _classes_sheet(classes.all_classes(current_scope()))
    return send_list(sheet, file_format, url_for(".list_classes"))


@bp.get(f"/leave.{FORMAT}")
@requires(Permission.DECIDE_LEAVE)
def export_leave(file_format: str) -> ResponseReturnValue:
    """请假登记表: the requests that the page shows, those that wait or those decided."""
    decided = request.args.get("show") == "decided"
    states = DECIDED if decided else (LeaveState.ASKED,)
    with force_locale(CHINESE):
        sheet = _leave_sheet(leave.all_leave(current_scope(), states))
    return send_list(sheet, file_format, url_for(".list_leave", show="decided" if decided else "waiting"))


def _classes_sheet(cards: list[ClassCard]) -> Sheet:
    rows = [
        (one.name, one.organiser_name, day_span(one.first_day, one.last_day), one.venue, one.supervisor_name or "",
         one.capacity, one.seats_taken, str(STAGE_WORDS[one.stage]))
        for one in cards
    ]  # fmt: skip
    return list_sheet("班次一览表", CLASSES, rows, "个班次")


def _leave_sheet(requests: list[LeaveRow]) -> Sheet:
    rows = [
        (one.face.name, one.face.organisation, one.training_class.name, str(LEAVE_WORDS[one.kind]), one.half_days,
         one.centihours / 100, one.reason, day(one.asked_at.date()), str(LEAVE_STATE_WORDS[one.state]),
         one.decision_note or "")
        for one in requests
    ]  # fmt: skip
    return list_sheet("请假登记表", LEAVE, rows, "份申请")
