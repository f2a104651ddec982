"""Samples for `/components`, where every component is drawn once. Everything in them is invented."""

from datetime import UTC, date, datetime
from typing import Any

from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    Form,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, ValidationError

BARS = (
    ("长桥街道", 17, 1, 9, 119),
    ("石井街道", 9, 0, 11, 111),
    ("望海街道", 21, 2, 12, 123),
    ("青禾镇", 14, 2, 11, 115),
)
PEOPLE = (
    ("周德海", "青禾镇石桥村，村党支部书记", "overdue", "2026年参加第4期，请假12学时，未结业；已逾期20天。"),
    ("古丽努尔·艾合买提", "长桥街道锦程物流有限公司，党支部书记", "overdue", "2026年未参加集中轮训；已逾期20天。"),
    ("赵广才", "青禾镇东沟村，村党支部书记", "at_risk", "因病延期至2027年3月1日；还有40天。"),
)
STREETS = [SelectChoice("", "全区"), SelectChoice("S1", "长桥街道")]
QR = Markup(
    '<svg viewBox="0 0 29 29"><path stroke="#000" d="M4 4.500h7m3 0h1m3 0h7M4 5.500h1m5 0h1m1 0h4m2 0h1m5 0h1'
    'M4 10.500h7m1 0h1m1 0h1m1 0h1m1 0h7M12 14.500h9M4 24.500h7"/></svg>'
)


class SampleForm(Form):
    """A field of each kind, two of them wrong."""

    until = DateField("延期至", [InputRequired()], description="最晚到第二年3月31日，例如2027-03-01")
    kind = RadioField(
        "类型", [InputRequired()], choices=[SelectChoice("waiver", "免训"), SelectChoice("deferral", "延期")]
    )
    street = SelectField("街镇", choices=STREETS)
    why = TextAreaField("事由", render_kw={"rows": 3})
    approved_by = StringField("批准人", [InputRequired()])
    proof = FileField("证明材料", description="照片或PDF，最大32兆")
    password = PasswordField("登录密码", [InputRequired()])
    told = BooleanField("已经告诉本人")

    def validate_until(self, field: DateField) -> None:
        """A sample of a fault."""
        raise ValidationError(f"{field.data}早于批准日期2026-11-05，请核对")


class SampleFilters(Form):
    """Conditions of a list."""

    q = StringField("姓名或编号")
    status = SelectField("状态", choices=[SelectChoice("flagged", "逾期和临期"), SelectChoice("all", "全部")])
    org = SelectField("街镇", choices=STREETS)
    as_of = DateField("截至哪一天", default=date(2027, 1, 20))


def samples() -> dict[str, Any]:
    """Everything the page draws."""
    sent = MultiDict({"until": "2026-10-01", "kind": "deferral", "why": "因病住院，附医院证明"})
    form = SampleForm(sent)
    form.validate()
    return {
        "sample_form": form,
        "sample_filters": SampleFilters(),
        "bars_rows": [
            {"name": name, "href": "#main", "overdue": overdue, "at_risk": risk, "other": other, "completed": done,
             "total": overdue + risk + other + done}
            for name, overdue, risk, other, done in BARS
        ],
        "people": [dict(zip(("name", "post", "status", "reason"), row, strict=True)) for row in PEOPLE],
        "qr": QR,
        "saved_at": datetime(2026, 12, 8, 6, 32, 5, tzinfo=UTC),
        "class_day": date(2026, 12, 8),
        "events": [
            {"on": date(2027, 1, 1), "what": "状态变为逾期"},
            {"on": date(2026, 12, 10), "what": "第4期办结：未结业，请假12学时", "who": "王敏记录", "href": "#main"},
            {"on": date(2026, 12, 9), "what": "第4期请假8学时", "who": "王敏记录", "superseded": True},
        ],
        "reason_steps": [
            {"holds": True, "what": "在要求范围内：社区（村）主职干部", "note": "2021年3月15日起任职"},
            {"holds": False, "what": "没有免训，也没有延期"},
            {"holds": True, "decides": True, "status": "overdue", "what": "12月31日已过，所以是逾期"},
        ],
        "squares": [
            {"number": number, "href": "#main", "answered": number < 7 and number != 5, "here": number == 7}
            for number in range(1, 21)
        ],
        "marks": [("present", "到", "present"), ("late", "迟到", "late"), ("early", "早退", "early"),
                  ("leave", "请假", "leave"), ("absent", "缺席", "absent")],
    }  # fmt: skip
