"""`lms import`: exit status, what goes where, and the files it writes."""

import json

import openpyxl
import pytest

from lms.errors import Refused
from lms.extensions import db
from lms.people.models import Person
from lms.spreadsheets.commands import IMPORT_COMMANDS
from tests.facts.district import District
from tests.facts.spreadsheets import PEOPLE, SAMPLES, csv_file, people_row

COMMANDS = {command.name: command for command in IMPORT_COMMANDS}


@pytest.fixture
def lms_import(sqlite_app):
    """`lms_import("people", path, "--partial")` runs the command in a small district."""
    District(sqlite_app)
    runner = sqlite_app.test_cli_runner()

    def run(kind, *words):
        return runner.invoke(COMMANDS[kind], [str(word) for word in words])

    return run


@pytest.fixture
def right(tmp_path):
    return csv_file(tmp_path, PEOPLE, people_row("P1"), name="right.csv")


@pytest.fixture
def half_right(tmp_path):
    return csv_file(tmp_path, PEOPLE, people_row("P1"), people_row("P2", "10086"), name="half.csv")


def people(app) -> int:
    with app.app_context():
        return db.session.query(Person).count()


def test_there_is_a_command_for_each_kind():
    assert set(COMMANDS) == {"orgs", "people", "records", "waivers"}


def test_a_right_file_is_taken_and_exits_with_nought(lms_import, right, sqlite_app):
    result = lms_import("people", right)
    assert (result.exit_code, result.stdout) == (0, "已导入1行，其中0行没有变化；0行有误。\n")
    assert people(sqlite_app) == 1


def test_a_refused_file_exits_with_one_and_tells_why_on_standard_error(lms_import, half_right, sqlite_app):
    result = lms_import("people", half_right)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "B3 姓名 10086" in result.stderr
    assert people(sqlite_app) == 0


def test_a_dry_run_exits_as_the_real_run_would(lms_import, right, half_right, sqlite_app):
    assert lms_import("people", right, "--dry-run").exit_code == 0
    assert lms_import("people", half_right, "--dry-run").exit_code == 1
    assert lms_import("people", half_right, "--dry-run", "--partial").exit_code == 0
    assert people(sqlite_app) == 0


def test_in_part_the_refused_rows_go_beside_the_file(lms_import, half_right, sqlite_app):
    result = lms_import("people", half_right, "--partial")
    assert result.exit_code == 0
    assert openpyxl.load_workbook(half_right.with_name("half-待修改.xlsx")).worksheets[0]["A2"].value == "P2"
    assert people(sqlite_app) == 1


def test_report_marked_and_refused_files_go_where_they_were_wanted(lms_import, half_right, tmp_path):
    wanted = {name: tmp_path / "名册" / f"{name}.out" for name in ("report", "marked", "refused")}
    (tmp_path / "名册").mkdir()
    words = [word for name, path in wanted.items() for word in (f"--{name}", path)]
    assert lms_import("people", half_right, "--partial", *words).exit_code == 0
    assert json.loads(wanted["report"].read_text(encoding="utf-8"))["refused"] == 1
    assert all(path.stat().st_size for path in wanted.values())


def test_a_folder_that_is_not_there_is_said_before_anything_is_taken(lms_import, right, tmp_path, sqlite_app):
    result = lms_import("people", right, "--report", tmp_path / "nowhere" / "report.json")
    assert isinstance(result.exception, Refused)  # `lms` tells it in a line and exits with 1
    assert people(sqlite_app) == 0


@pytest.mark.parametrize("wanted", ["--report", "--marked", "--refused"])
def test_a_full_disk_is_said_before_anything_is_taken(lms_import, half_right, sqlite_app, wanted):
    result = lms_import("people", half_right, "--partial", wanted, "/dev/full")
    assert isinstance(result.exception, Refused)
    assert people(sqlite_app) == 0


def test_a_file_that_is_no_spreadsheet_exits_with_one_and_one_sentence(lms_import, tmp_path):
    path = tmp_path / "roster.xlsx"
    path.write_bytes(b"%PDF-1.7")
    report = tmp_path / "report.json"
    result = lms_import("people", path, "--report", report)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert json.loads(report.read_text(encoding="utf-8"))["faults"][0]["row"] is None


def test_wrong_usage_exits_with_two(lms_import, tmp_path, right):
    assert lms_import("people", tmp_path / "nowhere.xlsx").exit_code == 2
    assert lms_import("people", right, "--loudly").exit_code == 2


def test_left_out_rows_and_columns_left_alone_are_told(lms_import):
    result = lms_import("people", SAMPLES / "people-letterhead.xlsx")
    assert "第10行不是数据，没有导入：小计" in result.stderr
    assert "没有用到的列：序号、住宿、备注" in result.stderr
