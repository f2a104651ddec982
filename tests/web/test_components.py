"""Every component, drawn in both languages; and what single ones promise."""

from datetime import date

import pytest
from flask import render_template_string
from wtforms import Form, FormField, RadioField, SelectChoice, StringField
from wtforms.validators import InputRequired

from lms.web.drawing import bar_parts, percent
from lms.web.fields import form_faults
from lms.web.statuses import STATUSES

NINE_CODES = {
    "overdue", "at_risk", "pending", "scheduled", "completed", "made_up", "exempt", "new_appointee", "released",
}  # fmt: skip


@pytest.fixture
def draw(sqlite_app):
    """Render a piece of template as Chinese or English pages would."""

    def render(template: str, language: str = "zh", **values) -> str:
        with sqlite_app.test_request_context(f"/learn?lang={language}&q=周&page=3"):
            return render_template_string(template, **values)

    return render


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_component_keeps_the_rules_of_pages(sqlite_app, language):
    assert sqlite_app.test_client().get(f"/components?lang={language}").status_code == 200


def test_samples_are_not_found_on_a_running_site(sqlite_app, monkeypatch):
    monkeypatch.setattr(sqlite_app, "testing", False)
    assert sqlite_app.test_client().get("/components").status_code == 404


def test_each_of_the_nine_statuses_is_a_shape_and_a_word(draw):
    assert set(STATUSES) == NINE_CODES
    for code in NINE_CODES:
        chip = draw('{% from "components/status.html" import status %}{{ status(code) }}', code=code)
        assert "<svg" in chip
        assert str(STATUSES[code].word) not in chip  # Chinese, not the English text
    assert "At risk" in draw('{% from "components/status.html" import status %}{{ status("at_risk") }}', "en")


def test_an_unknown_status_is_no_chip(draw):
    with pytest.raises(KeyError):
        draw('{% from "components/status.html" import status %}{{ status("late") }}')


def test_what_people_wrote_is_never_markup(draw):
    shown = draw(
        '{% from "components/notice.html" import notice %}'
        '{% from "components/table.html" import row_head, choose_cell %}'
        '{{ notice("done", name) }}{{ row_head(name) }}{{ choose_cell("person", 1, name) }}',
        name="<b>周</b>",
    )
    assert "<b>" not in shown
    assert shown.count("&lt;b&gt;") == 3


def test_a_list_of_one_page_needs_no_pages(draw):
    assert draw('{% from "components/pages.html" import pages %}{{ pages(1, 1) }}').strip() == ""


def test_pages_keep_the_conditions_of_the_list(draw):
    drawn = draw('{% from "components/pages.html" import pages %}{{ pages(3, 12) }}')
    assert "第3页，共12页" in drawn
    assert "/learn?lang=zh&amp;q=%E5%91%A8&amp;page=4" in drawn
    assert '<input type="hidden" name="q" value="周">' in drawn


def test_a_table_without_rows_says_why(draw):
    template = (
        '{% from "components/table.html" import data_table %}'
        '{% call(row) data_table([], ["班次"], caption="共0个", empty="今年还没有建班。") %}{% endcall %}'
    )
    assert "今年还没有建班。" in draw(template)
    assert "<table" not in draw(template)


def test_a_bar_adds_up_to_its_whole():
    parts = bar_parts([("overdue", 17), ("at_risk", 0), ("other", 9), ("completed", 120)])
    assert [part.kind for part in parts] == ["overdue", "other", "completed"]
    assert sum(part.width for part in parts) == pytest.approx(100, abs=0.2)
    assert parts[1].start == parts[0].width


@pytest.mark.parametrize(("done", "of", "shown"), [(0, 56, 0), (41.5, 56, 74.1), (60, 56, 100), (3, 0, 0)])
def test_progress_stays_between_nothing_and_all(done, of, shown):
    assert percent(done, of) == shown


class Period(Form):
    since = StringField("起", [InputRequired("填开始日期。")])


class Leave(Form):
    kind = RadioField(
        "类型", [InputRequired("选一种。")], choices=[SelectChoice("sick", "病假"), SelectChoice("official", "公假")]
    )
    why = StringField("事由", description="一句话")
    period = FormField(Period)


def test_a_summary_leads_to_every_fault_in_reading_order(sqlite_app):
    with sqlite_app.test_request_context():
        form = Leave()
        form.validate()
        assert [tuple(fault) for fault in form_faults(form)] == [
            ("kind-0", "类型", "选一种。"),
            ("period-since", "起", "填开始日期。"),
        ]


def test_a_wrong_field_says_so_to_eye_and_ear(draw):
    form = Leave()
    form.validate()
    form.why.errors = ["写清事由。"]
    drawn = draw('{% from "components/field.html" import field %}{{ field(form.why) }}', form=form)
    assert 'aria-invalid="true"' in drawn
    assert 'aria-describedby="h-why e-why"' in drawn
    assert "改正：" in drawn
    assert "（选填）" in drawn


def test_a_field_with_choices_is_a_group_with_a_name(draw):
    drawn = draw('{% from "components/field.html" import field %}{{ field(form.kind) }}', form=Leave())
    assert "<fieldset" in drawn
    assert "<legend>类型</legend>" in drawn
    assert "（选填）" not in drawn


def test_a_corrected_entry_stays_in_the_timeline(draw):
    drawn = draw(
        '{% from "components/timeline.html" import timeline %}{{ timeline(entries) }}',
        entries=[{"on": date(2026, 12, 9), "what": "请假8学时", "superseded": True}],
    )
    assert "2026年12月9日" in drawn
    assert "已更正" in drawn
