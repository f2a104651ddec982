"""A district imported from files answers, person by person and day by day, what a second reading of the rules says."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from flask.cli import ScriptInfo

from lms.cli import build
from tests.rotation.oracle import HEADS, REQUIREMENTS, Life, answer

PEOPLE = 250
DAYS = [
    date(2025, 6, 1), date(2026, 3, 1), date(2026, 10, 31), date(2026, 11, 1), date(2026, 12, 31), date(2027, 1, 1),
    date(2027, 2, 28), date(2027, 3, 1), date(2027, 3, 31), date(2027, 4, 1), date(2027, 9, 15),
]  # fmt: skip
ORGANISATIONS = [("D", "云溪区", "", "区")] + [
    row
    for street in range(3)
    for row in [(f"S{street}", f"{street}街道", "D", "街道")]
    + [(f"S{street}C{n}", f"{street}街{n}社区", f"S{street}", "社区") for n in range(3)]
]
KINDS = ("集中轮训", "上级调训", "冬训", "春训", "主体班次", "专题培训", "网络培训", "其他", "基本能力")


def between(random: Random, first: date, last: date) -> date:
    return first + timedelta(days=random.randrange((last - first).days + 1))


def a_life(random: Random) -> Life:
    standing = random.choice(["中共党员", "中共预备党员", "群众"])
    joined = between(random, date(2022, 1, 1), date(2027, 6, 30)) if random.random() < 0.4 else None
    life = Life(standing, joined)
    life.posts = posts(random)
    life.records = list(dict.fromkeys(record(random) for _one in range(random.choice([0, 0, 1, 1, 2, 3]))))
    life.waivers = list(dict.fromkeys(waiver(random) for _one in range(random.choice([0, 0, 0, 1, 2]))))
    return life


def posts(random: Random) -> list[tuple]:
    found: dict[tuple, tuple] = {}
    ended = None
    for _one in range(random.choice([1, 1, 1, 2, 3])):
        first = between(random, date(2024, 1, 1), date(2027, 6, 30))
        if ended and random.random() < 0.6:
            first = ended + timedelta(days=random.choice([1, 29, 30, 31, 32, 60]))
        last = None if random.random() < 0.4 else first + timedelta(days=random.choice([0, 10, 100, 300, 700]))
        category = random.choice([*HEADS] * 3 + ["党员", "街镇机关干部", "社区(村)工作人员"])
        organisation = random.choice(ORGANISATIONS)[0]
        found[organisation, category, first] = (organisation, category, first, last)
        ended = last or first
    return list(found.values())


def record(random: Random) -> tuple:
    first = between(random, date(2025, 1, 1), date(2027, 12, 1))
    last = first + timedelta(days=random.choice([0, 2, 4, 20]))
    return (
        random.choice([first.year, last.year, 2026]), random.choice([*KINDS[:2]] * 4 + [*KINDS]),
        f"班{random.randrange(3)}", first, last, random.choice([None, None, 300, 50, 1200]),
        random.choice([800, 2400, 750, 5600, 3200, 9000]), random.random() < 0.75,
        random.choice([None, None, None, 2025, 2026, 2027]),
    )  # fmt: skip


def waiver(random: Random) -> tuple:
    year, kind = random.choice([2025, 2026, 2026, 2027]), random.choice(["免训", "延期"])
    code = random.choice(["rotation"] * 6 + [*REQUIREMENTS])
    until = between(random, date(year, 6, 1), date(year + 1, 8, 1)) if kind == "延期" else None
    return code, year, kind, until, between(random, date(year, 1, 1), date(year + 1, 5, 1))


def run(app, *words: str) -> str:
    done = CliRunner().invoke(build(), list(words), obj=ScriptInfo(create_app=lambda: app))
    assert done.exit_code == 0, (words, done.output, done.exception)
    return done.stdout


def write(path: Path, headings: str, rows: list) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings.split(), *rows])
    return str(path)


def take_in(app, folder: Path, lives: dict[str, Life]) -> None:
    orgs = write(folder / "orgs.csv", "单位编码 单位名称 上级编码 单位类别", ORGANISATIONS)
    people = [
        [no, "王伟", one.political_status, one.joined or "", *post[:2], post[2], post[3] or ""]
        for no, one in lives.items()
        for post in one.posts
    ]
    records = [
        [no, year, kind, name, first, last, "" if days is None else days / 100, hours / 100,
         "结业" if completed else "未结业", make_up or ""]
        for no, one in lives.items()
        for year, kind, name, first, last, days, hours, completed, make_up in one.records
    ]  # fmt: skip
    waivers = [
        [no, code, year, kind, until or "", "因病", "区委组织部", approved]
        for no, one in lives.items()
        for code, year, kind, until, approved in one.waivers
    ]
    run(app, "import", "orgs", orgs)
    headings = "人员编号 姓名 政治面貌 入党日期 单位编码 职务类别 任职日期 免职日期"
    run(app, "import", "people", write(folder / "people.csv", headings, people))
    headings = "人员编号 年度 培训类别 培训名称 开始日期 结束日期 天数 学时 结果 补训年度"
    run(app, "import", "records", write(folder / "records.csv", headings, records))
    headings = "人员编号 要求 年度 类型 延期至 事由 批准人 批准日期"
    run(app, "import", "waivers", write(folder / "waivers.csv", headings, waivers))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_every_answer_is_the_known_one(app, tmp_path, seed):
    random = Random(seed)
    lives = {f"P{number:04}": a_life(random) for number in range(PEOPLE)}
    take_in(app, tmp_path, lives)
    questions = [(code, year, day) for code in REQUIREMENTS for year in (2025, 2026, 2027) for day in DAYS]
    for code, year, day in random.sample(questions, 60):
        words = ("--all", "--format", "json", "--year", str(year), "--as-of", str(day), "--requirement", code)
        rows = json.loads(run(app, "rotation", "flags", *words))
        given = {row["person_no"]: row for row in rows}
        assert len(given) == len(rows)
        for no, life in lives.items():
            expected = answer(life, code, year, day)
            row = given.get(no)
            assert (expected is None) == (row is None), (code, year, day, no, life, expected, row)
            if expected is not None:
                status, due, places = expected
                assert (row["status"], row["due"]) == (status, due), (code, year, day, no, life, row)
                assert row["org_code"] in places
