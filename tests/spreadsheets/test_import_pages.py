"""The import on the web: a file is checked first, shown, and taken only when somebody says so."""

import io

import pytest
from openpyxl import load_workbook

from lms.accounts.rules import Role
from lms.audit.models import AuditEntry
from lms.extensions import db
from lms.files.models import StoredFile
from lms.people.models import Appointment, Organisation, Person
from tests.facts.imports import checked, send, taken, work
from tests.facts.spreadsheets import ORGS, PEOPLE, SAMPLES, people_row

GOOD = [people_row("P1", "王桂英", "S1C1"), people_row("P2", "李强", "S1C2")]
BAD = people_row("P3", "赵敏", "S1C1", 任职日期="2026-02-30", 职务类别="村主干")


def sheet(*rows, headings=PEOPLE) -> str:
    return "\n".join(",".join(row) for row in (headings, *rows)) + "\n"


def page(browser, address: str) -> str:
    return browser.get(address).get_data(as_text=True)


def count(district, table) -> int:
    with district.session() as session:
        return session.query(table).count()


def numbers(district) -> set[str]:
    with district.session() as session:
        return {row.person_no for row in session.query(Person.person_no)}


@pytest.fixture
def street(district):
    return district.client(Role.STREET, "S1")


def test_a_right_file_is_checked_shown_and_taken_only_then(district, street):
    before = count(district, Person)
    address = checked(district, street, sheet(*GOOD), name="主职干部.csv")
    shown = page(street, address)
    assert "2行都正确" in shown
    assert "新增2行，有变化0行，没有变化0行，共2行" in shown
    assert "主职干部.csv，表头在第1行，2行数据" in shown
    assert "导入2行" in shown
    assert count(district, Person) == before
    done = page(street, taken(district, street, address))
    assert "<h1>已导入2行</h1>" in done
    assert {"P1", "P2"} <= numbers(district)


def test_what_is_new_changed_and_unchanged_is_told_apart(district, street):
    taken(district, street, checked(district, street, sheet(*GOOD)))
    rows = [people_row("P1", "王桂英", "S1C1"), people_row("P2", "李强", "S1C2", 手机号="13800001234")]
    shown = page(street, checked(district, street, sheet(*rows, people_row("P9", "新人", "S1C1"))))
    assert "新增1行，有变化1行，没有变化1行，共3行" in shown


def test_the_same_file_again_offers_no_import(district, street):
    taken(district, street, checked(district, street, sheet(*GOOD)))
    shown = page(street, checked(district, street, sheet(*GOOD)))
    assert "2行都已在系统里，没有要导入的" in shown
    assert "btn-main" not in shown


def test_a_faulty_file_lists_every_fault_and_says_what_was_not_done(district, street):
    before = count(district, Person)
    shown = page(street, checked(district, street, sheet(*GOOD, BAD)))
    assert "没有导入，有1行要改" in shown
    assert "3行里2行正确，1行共有2处错误" in shown
    assert "系统里没有任何变化" in shown
    assert "第4行" in shown
    assert "2026-02-30" in shown
    assert "村主干" in shown
    assert "2026年2月没有30日" in shown
    assert "<title>有误：" in shown
    assert "notice--done" not in shown
    assert count(district, Person) == before


def test_a_faulty_file_cannot_be_taken_whole(district, street):
    address = checked(district, street, sheet(*GOOD, BAD))
    answer = street.post(f"{address}/take")
    assert answer.status_code == 422
    assert "没有导入" in answer.get_data(as_text=True)
    assert "P1" not in numbers(district)


def test_the_right_rows_can_be_taken_and_the_others_come_back(district, street):
    address = checked(district, street, sheet(*GOOD, BAD), name="名册.csv")
    assert "先导入2行" in page(street, address)
    result = taken(district, street, address, partial=True)
    done = page(street, result)
    assert "已导入2行" in done
    assert "还有1行没有导入" in done
    assert {"P1", "P2"} <= numbers(district)
    assert "P3" not in numbers(district)
    answer = street.get(f"{result}/workbook")
    assert "%E5%BE%85%E4%BF%AE%E6%94%B9.xlsx" in answer.headers["Content-Disposition"]
    rows = list(load_workbook(io.BytesIO(answer.data)).worksheets[0].values)
    assert rows[1][0] == "P3"
    assert "2月没有30日" in rows[1][-1]


def test_the_marked_workbook_comes_back_and_mended_it_is_taken(district, street):
    address = checked(district, street, sheet(*GOOD, BAD))
    answer = street.get(f"{address}/workbook")
    assert answer.mimetype.endswith("spreadsheetml.sheet")
    workbook = load_workbook(io.BytesIO(answer.data))
    cell = workbook.worksheets[0].cell(4, PEOPLE.index("任职日期") + 1)
    assert "2月没有30日" in cell.comment.text
    cell.value = "2026-02-28"
    workbook.worksheets[0].cell(4, PEOPLE.index("职务类别") + 1).value = "社区(村)主职干部"
    mended = io.BytesIO()
    del workbook["待修改"]
    workbook.save(mended)
    shown = page(street, checked(district, street, mended.getvalue(), name="改好.xlsx"))
    assert "3行都正确" in shown
    assert "工作表" in shown


def test_an_offices_own_workbook_comes_back_as_it_was_with_its_marks(district, street):
    content = (SAMPLES / "people-letterhead.xlsx").read_bytes()
    before = load_workbook(io.BytesIO(content))
    address = checked(district, street, content, name="名册.xlsx")
    after = load_workbook(io.BytesIO(street.get(f"{address}/workbook").data))
    assert after.sheetnames == [*before.sheetnames, "待修改"]
    for name in before.sheetnames:
        assert list(after[name].values) == list(before[name].values)
    assert any(cell.comment for name in before.sheetnames for row in after[name].iter_rows() for cell in row)


def test_a_clean_check_has_no_workbook(district, street):
    address = checked(district, street, sheet(*GOOD))
    assert street.get(f"{address}/workbook").status_code == 404


def test_of_many_faults_the_first_two_hundred_are_shown_and_each_kind_counted(district, street):
    rows = [people_row(f"Q{number}", "王桂英", "S1C1", 职务类别="村主干") for number in range(250)]
    shown = page(street, checked(district, street, sheet(*rows, BAD)))
    assert "共252处错误，先列200处，标好错的表里全有" in shown
    assert "错误分类" in shown
    assert ">251<" in shown
    assert shown.count("村主干") == 200


def test_what_was_not_used_is_told(district, street):
    rows = [*GOOD, GOOD[0], ["合计", "2人", *[""] * 13]]
    text = sheet(*[[*row, ""] for row in rows], headings=[*PEOPLE, "组别"])
    shown = page(street, checked(district, street, text))
    assert "没有读取：组别" in shown
    assert "第5行（“合计”）不是数据" in shown
    assert "第4行" in shown


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "0字节"),
        (b"%PDF-1.7 not a table", "PDF"),
        (b"PK\x03\x04" + b"\0" * 200, "损坏"),
        ("一段文字，没有表头".encode(), "表头"),
        ((SAMPLES / "clean-people.xlsx").read_bytes()[:2000], "损坏"),
    ],
    ids=["empty", "a PDF", "a broken zip", "a text", "cut off"],
)
def test_what_is_no_roster_gets_one_sentence_and_what_to_do(district, street, content, sentence):
    shown = page(street, checked(district, street, content, name="名册.xlsx"))
    assert "没有导入，这份文件不能用" in shown
    assert sentence in shown
    assert "选择别的文件" in shown
    assert "notice--done" not in shown


def test_without_a_file_or_a_kind_nothing_is_kept(district, street):
    answer = street.post("/import", data={"kind": "people"})
    assert answer.status_code == 422
    assert "请选择文件" in answer.get_data(as_text=True)
    district_client = district.client(Role.DISTRICT, "D")
    answer = send(district_client, sheet(*GOOD), kind="")
    assert answer.status_code == 422
    assert "请选择名册种类" in answer.get_data(as_text=True)
    assert count(district, StoredFile) == 0


def test_an_upload_that_was_cut_off_is_told_and_nothing_is_kept(district, street):
    whole = b'--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\npeople\r\n'
    body = whole + b'--x\r\nContent-Disposition: form-data; name="fi'
    answer = street.post("/import", data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 422
    assert "没有传完就断了" in answer.get_data(as_text=True)
    assert count(district, StoredFile) == 0


def test_an_upload_that_was_cut_off_is_told_with_protection_on_too(district, street):
    district.app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = street.post("/import", data=b"--x\r\nContent-Disp", content_type="multipart/form-data; boundary=x")
    finally:
        district.app.config["WTF_CSRF_ENABLED"] = False
    assert answer.status_code == 400
    assert "没有传完就断了" in answer.get_data(as_text=True)


def test_a_file_that_is_too_large_is_told_the_limit(district, street):
    district.app.config["MAX_CONTENT_LENGTH"] = 1000
    try:
        answer = send(street, "x" * 2000)
    finally:
        district.app.config["MAX_CONTENT_LENGTH"] = 32 * 1024 * 1024
    assert answer.status_code == 413
    assert "最大32兆" in answer.get_data(as_text=True)
    assert count(district, StoredFile) == 0


def test_while_it_waits_the_page_says_so_and_can_be_left(district, street):
    address = send(street, sheet(*GOOD), name="主职干部.csv").location
    shown = page(street, address)
    assert "<h1>正在检查主职干部.csv</h1>" in shown
    assert "可以离开这一页" in shown
    assert 'hx-trigger="every 2s"' in shown
    assert "看看现在的进度" in shown  # without a script one asks oneself
    listed = page(street, "/import")
    assert "主职干部.csv" in listed
    assert "正在检查" in listed
    work(district)
    assert "已检查，还没有导入" in page(street, "/import")
    result = taken(district, street, address)
    listed = page(street, "/import")
    assert "已导入2行" in listed
    assert f'href="{result}"' in listed
    assert f'href="{address}"' not in listed


def test_how_far_it_is_stands_on_the_page(district, street):
    address = send(street, sheet(*GOOD)).location
    with district.session() as session:
        from lms.jobs.models import Job

        job = session.query(Job).one()
        job.state, job.done, job.total = "running", 32_000, 64_000
        session.commit()
    assert "已检查32,000行" in page(street, address)


def test_a_file_belongs_to_whoever_sent_it(district, street):
    address = checked(district, street, sheet(*GOOD, BAD))
    other = district.client(Role.STREET, "S1")
    assert other.get(address).status_code == 404
    assert other.get(f"{address}/workbook").status_code == 404
    assert other.post(f"{address}/take", data={"partial": "1"}).status_code == 404
    assert "名册.csv" not in page(other, "/import")


def test_pressing_twice_imports_once(district, street):
    address = checked(district, street, sheet(*GOOD))
    first = street.post(f"{address}/take").location
    assert street.post(f"{address}/take").location == first
    work(district)
    assert "已导入2行" in page(street, first)


def test_sending_and_taking_are_audited(district, street):
    taken(district, street, checked(district, street, sheet(*GOOD), name="主职干部.csv"))
    with district.session() as session:
        entries = session.query(AuditEntry).order_by(AuditEntry.id).all()
    assert [one.action for one in entries] == ["import.sent", "people.imported"]
    assert all(one.actor.startswith("person:") for one in entries)
    assert "主职干部.csv" in entries[1].detail


def test_an_import_speaks_the_language_of_who_reads_it(district, street):
    address = checked(district, street, sheet(*GOOD, BAD))
    shown = page(street, f"{address}?lang=en")
    assert "Nothing was imported: 1 row needs mending" in shown
    assert "Month 2 of 2026 has no day 30." in shown


def test_a_path_in_the_name_of_a_file_is_left_out(district, street):
    send(street, sheet(*GOOD), name="表/名册.csv")
    with district.session() as session:
        assert session.query(StoredFile).one().name == "名册.csv"


def test_organisations_whose_parent_is_refused_are_not_counted_as_right(district):
    browser = district.client(Role.DISTRICT, "D")
    rows = [["N1", "新街道", "D", "不知道"], ["N1C1", "新社区", "N1", "社区"], ["N2", "新镇", "D", "镇"]]
    address = checked(district, browser, sheet(*rows, headings=ORGS), kind="orgs")
    shown = page(browser, address)
    assert "3行里2行正确" in shown
    assert "先导入1行" in shown
    taken(district, browser, address, partial=True)
    with district.session():
        codes = {row.code for row in db.session.query(Organisation.code)}
    assert "N2" in codes
    assert not {"N1", "N1C1"} & codes


def test_a_longer_list_of_imports_costs_no_more_queries(district, street, count_queries):
    checked(district, street, sheet(*GOOD))
    few = count_queries(lambda: street.get("/import"))
    for _number in range(6):
        checked(district, street, sheet(*GOOD))
    assert count_queries(lambda: street.get("/import")) == few


@pytest.mark.parametrize("kind", ["orgs", "people", "records", "waivers"])
def test_each_kind_has_a_guide_and_a_sheet_whose_example_is_no_data(district, kind):
    browser = district.client(Role.DISTRICT, "D")
    assert "填表说明" in page(browser, f"/import/guide/{kind}")
    answer = browser.get(f"/import/guide/{kind}/sheet")
    shown = page(browser, checked(district, browser, answer.data, name="样表.xlsx", kind=kind))
    assert "没有数据" in shown or "下面没有" in shown


def test_appointments_are_not_doubled_by_a_second_import(district, street):
    taken(district, street, checked(district, street, sheet(*GOOD)))
    before = count(district, Appointment)
    more = people_row("P9", "新人", "S1C1")
    taken(district, street, checked(district, street, sheet(*GOOD, more)))
    assert count(district, Appointment) == before + 1
