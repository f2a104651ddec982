"""The office's side of a class, a person's own certificates, the roster that lists them, the appraisal forms."""

import io
from datetime import date

import pypdf
import pytest
from sqlalchemy import func, select

from lms.accounts.rules import Role
from lms.audit.models import AuditEntry
from lms.certificates import paper as printing
from lms.certificates.jobs import print_certificates
from lms.certificates.models import Certificate, CertificateIssue
from lms.extensions import db
from lms.jobs.models import Job
from lms.messages.models import Message
from lms.people.models import Person
from tests.counting import counted
from tests.facts import training
from tests.facts.certificates import add_completed_class, papers_of, reopen


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock("2026-12-10 18:00")


@pytest.fixture
def district(sqlite_district):
    """What pages say no database changes; what they rest on is tested on both (test_issuing)."""
    return sqlite_district


@pytest.fixture
def count_queries(sqlite_app):
    """How many statements a call sends."""

    def count(function) -> int:
        with sqlite_app.app_context(), counted() as seen:
            function()
        return len(seen)

    return count


@pytest.fixture
def closed(district):
    """A class with two certificates and one who did not come."""
    people = [district.add_person(name, at="S1C1") for name in ("欧阳㛃", "王伟", "没来")]
    class_id = training.add_class(district, "S1", people=people)
    training.mark_all(district, class_id, {people[0]: "PPPPPP", people[1]: "PPPPPP", people[2]: "AAAAAA"})
    training.close(district, class_id)
    return class_id, people


def sheets(answer) -> list[str]:
    assert answer.mimetype == "application/pdf"
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages]


def deeds(district) -> list[str]:
    with district.session():
        return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_an_office_sees_the_numbers_and_prints_them_all(district, closed):
    class_id, _people = closed
    browser = district.client(Role.STREET, "S1")
    page = browser.get(f"/classes/{class_id}/certificates").text
    assert "2026-轮训04-0001" in page
    assert "打印全部2份证书" in page
    assert "没来" not in page
    printed = sheets(browser.get(f"/classes/{class_id}/certificates.pdf"))
    assert ["2026-轮训04-0001" in printed[0], "2026-轮训04-0002" in printed[1]] == [True, True]
    with district.session():
        one = db.session.scalar(select(Certificate.id).where(Certificate.number == "2026-轮训04-0002"))
    [sheet] = sheets(browser.get(f"/classes/{class_id}/certificates/{one}.pdf"))
    assert "2026-轮训04-0002" in sheet
    assert deeds(district)[-2:] == ["certificates.printed"] * 2


def test_an_open_class_says_when_certificates_come(district):
    class_id = training.add_class(district, "S1", people=[district.add_person()])
    browser = district.client(Role.TRAINER, "S1")
    assert "班次办结时" in browser.get(f"/classes/{class_id}/certificates").text
    answer = browser.open(f"/classes/{class_id}/appraisal-forms.pdf", follow_redirects=True)
    assert "没有可导出的结业名单" in answer.text


def test_a_reopened_class_shows_its_certificates_as_revoked(district, closed):
    class_id, _people = closed
    reopen(district, class_id)
    browser = district.client(Role.STREET, "S1")
    page = browser.get(f"/classes/{class_id}/certificates").text
    assert page.count("已撤销") == 2
    assert "打印全部" not in page
    assert browser.open(f"/classes/{class_id}/certificates.pdf").status_code == 303


def test_a_class_closed_before_certificates_were_kept_gets_them_by_a_button(district, closed):
    class_id, _people = closed
    with district.session():
        for table in (CertificateIssue, Certificate):
            db.session.query(table).delete()
        db.session.commit()
    browser = district.client(Role.STREET, "S1")
    assert "现在发证书" in browser.get(f"/classes/{class_id}/certificates").text
    assert browser.post(f"/classes/{class_id}/certificates").status_code == 303
    assert len(papers_of(district, class_id)) == 2
    assert browser.post(f"/classes/{class_id}/certificates").status_code == 303
    assert len(papers_of(district, class_id)) == 2


def test_a_name_the_type_lacks_is_told_on_the_page(district):
    class_id = add_completed_class(district, district.add_person("李𪚥"))
    answer = district.client(Role.STREET, "S1").open(f"/classes/{class_id}/certificates.pdf", follow_redirects=True)
    assert "李𪚥的𪚥" in answer.text
    assert "没有打印" in answer.text


def test_many_are_printed_in_the_background_for_who_asked(district, closed, monkeypatch):
    class_id, _people = closed
    monkeypatch.setattr("lms.certificates.views.office.MOST_AT_ONCE", 1)
    browser = district.client(Role.STREET, "S1")
    assert browser.open(f"/classes/{class_id}/certificates.pdf").status_code == 303
    browser.post(f"/classes/{class_id}/certificates.pdf")
    assert "正在制作" in browser.get(f"/classes/{class_id}/certificates").text
    with district.session():
        job = db.session.scalars(select(Job).where(Job.kind == "certificates.print")).one()
        arguments, job_id = job.arguments, job.id
        result = print_certificates(lambda *_: None, **arguments)
        job = db.session.get(Job, job_id)
        job.state, job.result = "done", result
        db.session.commit()
    assert "下载2份证书" in browser.get(f"/classes/{class_id}/certificates").text
    assert len(sheets(browser.get(f"/classes/{class_id}/certificates/made/{job_id}"))) == 2
    colleague = district.client(Role.STREET, "S1")
    assert colleague.open(f"/classes/{class_id}/certificates/made/{job_id}").status_code == 404


def test_twice_the_certificates_take_the_same_queries(district, count_queries):
    browser = district.client(Role.STREET, "S1")

    def asked(how_many: int) -> int:
        crowd = training.add_crowd(district, how_many)
        class_id = add_completed_class(district, *crowd)
        return count_queries(lambda: browser.get(f"/classes/{class_id}/certificates"))

    asked(1)
    assert asked(9) == asked(18)


def test_a_person_finds_certificates_in_the_file_and_takes_them_along(district, closed):
    _class_id, (first, _second, absent) = closed
    browser = district.sign_in(first)
    with district.session():
        number, certificate_id = db.session.execute(
            select(Certificate.number, Certificate.id).where(Certificate.person_id == first)
        ).one()
    page = browser.get("/record").text
    assert number in page
    assert f"/certificates/{certificate_id}.pdf" in page
    mine = browser.get("/certificates").text
    assert number in mine
    assert f"/certificates/{certificate_id}.jwt" in mine
    [sheet] = sheets(browser.get(f"/certificates/{certificate_id}.pdf"))
    assert "欧阳㛃同志" in sheet
    assert deeds(district)[-1] == "certificate.own_downloaded"
    other = district.sign_in(absent)
    assert "还没有证书" in other.get("/certificates").text
    assert "2026-轮训" not in other.get("/record").text


def test_a_persons_list_of_certificates_asks_the_same_number_of_queries(district, count_queries):
    person = district.add_person()
    browser = district.sign_in(person)

    def asked(intake: int) -> int:
        add_completed_class(
            district, person, intake_number=intake, programme=training.add_programme(district, name=f"班{intake}"),
            first_day=date(2026, intake, 8), last_day=date(2026, intake, 10),
        )  # fmt: skip
        return count_queries(lambda: (browser.get("/certificates"), browser.get("/record")))

    asked(1)
    assert asked(2) == asked(3)


def test_the_rosters_bear_the_numbers(district, closed):
    class_id, _people = closed
    browser = district.client(Role.STREET, "S1")
    page = browser.get(f"/rosters?roster=completion&class_id={class_id}").text
    assert "2026-轮训04-0001" in page
    listed = browser.get(f"/rosters/certificates.csv?class_id={class_id}").data.decode("utf-8-sig")
    assert listed.count(",有效,") == 2
    printed = "".join(sheets(browser.get(f"/rosters/certificates.pdf?class_id={class_id}")))
    assert "结业证书清单" in printed
    assert "合计：2份，其中有效2份，已撤销0份。" in printed
    reopen(district, class_id)
    listed = browser.get(f"/rosters/certificates.csv?class_id={class_id}").data.decode("utf-8-sig")
    assert listed.count("已撤销,") == 2


def test_appraisal_forms_have_a_sheet_for_each_person_decided_about(district, closed):
    class_id, (first, _second, absent) = closed
    browser = district.client(Role.STREET, "S1")
    forms = sheets(browser.get(f"/classes/{class_id}/appraisal-forms.pdf"))
    assert len(forms) == 3
    [one] = sheets(browser.get(f"/classes/{class_id}/appraisal-forms/{first}.pdf"))
    for words in (
        "学员考核鉴定表", "欧阳㛃", "结业", "2026年社区主职干部集中轮训班（第4期）", "自我鉴定", "小组意见",
        "组织部意见", "证书编号：2026-轮训04-000",
    ):  # fmt: skip
        assert words in one
    [other] = sheets(browser.get(f"/classes/{class_id}/appraisal-forms/{absent}.pdf"))
    assert "未结业" in other
    assert "出勤学时不足" in other
    assert browser.open(f"/classes/{class_id}/appraisal-forms/999999.pdf").status_code == 404
    assert deeds(district)[-1] == "certificates.forms_printed"


def test_a_trainer_gets_forms_without_what_only_personnel_may_see(district, closed):
    class_id, (first, *_others) = closed
    with district.session():
        db.session.get(Person, first).gender = "女"
        db.session.commit()
    path = f"/classes/{class_id}/appraisal-forms/{first}.pdf"
    assert "女" in sheets(district.client(Role.STREET, "S1").get(path))[0]
    assert "女" not in sheets(district.client(Role.TRAINER, "S1").get(path))[0]


def test_the_street_is_told_what_is_missing_in_a_file(district):
    person = district.add_person("周德海", at="S1C1")
    office = district.add_person("林静", at="S1")
    district.client(Role.STREET, "S1", office)
    browser = district.sign_in(person)
    assert "这里少了一条，告诉街镇" in browser.get("/record").text
    assert browser.post("/record/missing", data={"text": " "}).status_code == 422
    answer = browser.post("/record/missing", data={"text": "2026年3月2日的班\n24学时"})
    assert answer.status_code == 303
    with district.session():
        message = db.session.scalars(select(Message)).one()
        assert (message.person_id, message.title) == (office, "档案里少了培训：周德海")
        assert message.body == "2026年3月2日的班\n24学时"
        assert message.link == f"/people/{person}"


def test_where_nobody_is_in_charge_nothing_is_sent_and_it_says_so(district):
    answer = district.sign_in(district.add_person()).post("/record/missing", data={"text": "少了一个班"})
    assert answer.status_code == 422
    assert "没有发送" in answer.text
    with district.session():
        assert db.session.scalar(select(func.count()).select_from(Message)) == 0


def test_more_than_a_class_at_once_is_never_set_in_a_request():
    assert printing.MOST_AT_ONCE <= 100
