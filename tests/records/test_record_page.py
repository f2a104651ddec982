"""A person's own record: what counts, what was corrected, and nobody else's."""

from lms.records import actions
from lms.transaction import transaction
from tests.facts.records import record_of
from tests.records.test_records import OFFICE


def test_the_heading_is_the_sum_and_corrected_entries_stay(district, set_clock):
    set_clock("2026-12-01 09:00")
    person = district.add_person("周德海")
    with district.session():
        with transaction():
            first = actions.record_training(OFFICE, record_of(person, name="第4期", credit_centihours=2000))
        set_clock("2026-12-02 09:00")
        with transaction():
            actions.supersede_record(OFFICE, first, "学时有误")
            actions.record_training(OFFICE, record_of(person, name="第4期（更正）"))
            actions.record_training(OFFICE, record_of(person, name="第5期", completed=False))
            actions.record_training(OFFICE, record_of(person, "2025-05-01", name="去年的班"))
    browser = district.sign_in(person)
    page = browser.get("/record").text
    assert "2026年已有24学时" in page
    assert "已更正，改为：第4期（更正）" in page
    assert "未结业" in page
    assert "去年的班" not in page
    assert "去年的班" in browser.get("/record?year=2025").text
    assert "全部年度共48学时" in browser.get("/record?year=all").text


def test_a_year_without_training_says_so(district, set_clock):
    set_clock("2026-12-01 09:00")
    page = district.sign_in(district.add_person()).get("/record?year=nonsense").text
    assert "2026年还没有培训记录" in page
