"""Importing 100,000 people through the command line, against reading the same file with python-calamine alone."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import xlsxwriter
from python_calamine import CalamineWorkbook

from lms.demo import names
from lms.people.rules import PositionCategory

PEOPLE = 100_000
HEADINGS = (
    "人员编号 姓名 性别 出生日期 民族 学历 政治面貌 入党日期 身份证号 手机号 单位编码 职务 职务类别 任职日期 免职日期"
)
_LMS = str(Path(sys.executable).parent / "lms")


def run() -> Iterator[str]:
    """One import into a fresh SQLite database; its time, rows a second, memory, and the ratio to calamine alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        orgs, people = folder / "orgs.xlsx", folder / "people.xlsx"
        _write_orgs(orgs)
        _write_people(people)
        started = time.perf_counter()
        CalamineWorkbook.from_path(people).get_sheet_by_index(0).to_python()
        reading = time.perf_counter() - started
        _lms(folder, "db", "upgrade")
        _lms(folder, "import", "orgs", str(orgs))
        started = time.perf_counter()
        _lms(folder, "import", "people", str(people))
        taken = time.perf_counter() - started
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        yield f"calamine alone reads {PEOPLE:,} rows   {reading:6.1f} s  {PEOPLE / reading:9,.0f} rows/s"
        yield f"lms import people                {taken:6.1f} s  {PEOPLE / taken:9,.0f} rows/s  (wanted: at most 60 s)"
        yield f"memory at its highest            {memory:6.0f} MB              (wanted: less than 600 MB)"
        yield f"ratio {taken / reading:.1f}"


def _lms(folder: Path, *words: str) -> None:
    environment = os.environ | {"LMS_DATA_DIR": str(folder / "data")}
    subprocess.run([_LMS, *words], env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _write_orgs(path: Path) -> None:
    rows = [("D", "云溪区", "", "区")]
    rows += [(f"D{street:02}", f"第{street}街道", "D", "街道") for street in range(30)]
    rows += [(f"D{street:02}{n:03}", f"第{n}社区", f"D{street:02}", "社区") for street in range(30) for n in range(60)]
    _write(path, ("单位编码", "单位名称", "上级编码", "单位类别"), rows)


def _write_people(path: Path) -> None:
    random = Random(1)
    categories = [one.value for one in PositionCategory]
    rows = (
        (
            f"B{number:07}",
            names.person_name(random),
            random.choice("男女"),
            f"19{random.randint(60, 99)}-03-05",
            "汉族",
            "大专",
            "中共党员",
            "2010.07",
            "",
            f"138{number:08}",
            f"D{number % 30:02}{number % 60:03}",
            "书记",
            random.choice(categories),
            f"20{random.randint(10, 25)}年5月1日",
            "至今",
        )
        for number in range(PEOPLE)
    )
    _write(path, tuple(HEADINGS.split()), rows)


def _write(path: Path, headings: tuple[str, ...], rows) -> None:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, headings)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            sheet.write_string(number, column, value)
    book.close()
