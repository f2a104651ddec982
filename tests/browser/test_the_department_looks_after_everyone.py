"""The organisation department at a desk: who is missing and why, a seat in a class, files in and out."""

import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Page, expect

from lms import clock
from lms.people.rules import PositionCategory
from tests.browser.conftest import DESK
from tests.browser.demo import Demo
from tests.browsers import IN_A_BROWSER, looks_right
from tests.facts.rotation_pages import evaluate

pytestmark = IN_A_BROWSER

HEADINGS = ("人员编号", "姓名", "单位编码", "职务", "职务类别", "任职日期")
PEOPLE = (
    ("BR0001", "程远航", "YX13001", "党支部书记", "社区(村)主职干部", "2023-03-05"),
    ("BR0002", "柳青青", "YX13999", "居委会主任", "社区(村)主职干部", "2023-03-05"),  # no such organisation
    ("BR0003", "古力", "YX13002", "社区工作者", "社区(村)工作人员", "2026-02-30"),  # no such day
)


@pytest.fixture
def untrained(demo: Demo) -> str:
    """A secretary of many years without any training, in the second community of 望海街道."""
    year = clock.today().year
    demo.facts.add_person(
        "严守正", at="YX12002", since=f"{year - 3}-03-05", position="党支部书记",
        category=PositionCategory.COMMUNITY_PRINCIPAL,
    )  # fmt: skip
    evaluate(demo.facts)
    return "严守正"


def test_from_the_totals_to_a_person_the_reason_and_a_seat(log_in, untrained):
    page = log_in("district", DESK)
    expect(page).to_have_url(re.compile("/rotation$"))
    expect(page.get_by_test_id("proof")).to_contain_text("=")

    page.get_by_role("link", name="望海街道", exact=True).first.click()
    expect(page.locator("h1")).to_contain_text("望海街道")
    page.get_by_label("状态").select_option("all")
    page.get_by_role("button", name="按条件查看").click()
    looks_right(page, "rotation-street")
    page.get_by_role("link", name=untrained).click()

    expect(page.locator("h1")).to_contain_text(untrained)
    expect(page.get_by_test_id("reason")).to_be_visible()
    expect(page.locator(".reasons li")).not_to_have_count(0)
    page.get_by_test_id("way").click()
    expect(page.locator("h1")).to_contain_text("编入")
    looks_right(page, "rotation-enrol")
    page.get_by_test_id("confirm-enrolment").click()
    expect(page.locator(".notice").first).to_contain_text("已把1人编入")


def write_roster(path: Path) -> Path:
    """A roster as an office sends it, two of its rows wrong."""
    book = openpyxl.Workbook()
    for row in (HEADINGS, *PEOPLE):
        book.active.append(row)
    book.save(path)
    return path


def send(page: Page, path: Path) -> None:
    page.get_by_label("人员", exact=False).first.check()
    page.get_by_test_id("file").set_input_files(path)
    page.get_by_test_id("check").click()


def cell(sheet: Worksheet, person_no: str, heading: str):
    """The cell of a person under a heading."""
    headings = [one.value for one in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[headings.index("人员编号")].value == person_no)
    return row[headings.index(heading)]


def test_a_file_with_faults_comes_back_marked_and_is_taken_once_mended(log_in, tmp_path):
    page = log_in("district", DESK)
    page.get_by_role("link", name="名册导入").first.click()
    send(page, write_roster(tmp_path / "名册.xlsx"))
    expect(page.get_by_text("没有导入，有2行要改")).to_be_visible()
    looks_right(page, "import-faulty")

    with page.expect_download() as download:
        page.get_by_test_id("marked").click()
    marked = tmp_path / "标好错的.xlsx"
    download.value.save_as(marked)
    book = openpyxl.load_workbook(marked)
    sheet = book.worksheets[0]
    for number, heading, right in (("BR0002", "单位编码", "YX13002"), ("BR0003", "任职日期", "2026-02-28")):
        assert cell(sheet, number, heading).comment is not None
        cell(sheet, number, heading).value = right
    book.save(marked)

    page.get_by_role("link", name="选择改好的文件").click()
    send(page, marked)
    expect(page.get_by_text("3行都正确")).to_be_visible()
    looks_right(page, "import-clean")
    page.get_by_test_id("take").click()
    expect(page.locator("h1")).to_contain_text("已导入3行")
    looks_right(page, "import-taken")
    page.get_by_role("link", name="单位与人员").first.click()
    page.get_by_label("姓名或人员编号").fill("BR0001")
    page.get_by_role("button", name="按条件查看").click()
    expect(page.get_by_role("link", name="程远航")).to_be_visible()


def test_the_list_of_those_not_trained_goes_out_as_excel_and_pdf(log_in, untrained, tmp_path):
    page = log_in("district", DESK)
    page.goto(f"/rosters?roster=not-trained&requirement=rotation&year={clock.today().year - 1}")
    for name in ("xlsx", "pdf"):
        with page.expect_download() as download:
            page.get_by_test_id(name).click()
        download.value.save_as(tmp_path / f"roster.{name}")
    sheet = openpyxl.load_workbook(tmp_path / "roster.xlsx").active
    assert "应训未训" in str(sheet["A1"].value)
    assert untrained in [value.value for row in sheet.iter_rows() for value in row]
    assert (tmp_path / "roster.pdf").read_bytes().startswith(b"%PDF-")
