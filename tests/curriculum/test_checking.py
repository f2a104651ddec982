"""`lms content check` and `python -m lms.curriculum.check`: faults of quality fail there, and nowhere else."""

import shutil
import time
from pathlib import Path

import pytest

from lms.cli import build
from lms.curriculum.check import main
from lms.curriculum.commands.check import LAWS

ROOT = Path(__file__).parents[2]


def test_the_content_of_the_product_has_no_fault_and_is_read_in_seconds(capsys):
    begun = time.perf_counter()
    status = main([str(ROOT / "courses"), str(ROOT / "question_bank")])
    assert (status, capsys.readouterr().err) == (0, "")
    assert time.perf_counter() - begun < 10


def test_a_small_bank_of_an_office_loads_and_fails_the_check(content, capsys):
    assert main([str(content.courses), str(content.question_bank)]) == 1
    told = capsys.readouterr().err
    for problem in (
        "01-lesson.md:8: The lesson has",
        "01-lesson.md:1: minutes is 15.",
        "04-course: The course has 2 lessons.",
        "04-course.gift: The bank has 12 questions.",
        "04-course.gift: There is no question of the kind: matching.",
        "100 % of the questions are 基础.",
        "The bank has 0 cases.",
        "course.toml: The quiz wants 1 × cases.",
        "is right 12 times of 12.",
        "SOURCES.toml: The file is missing.",
        "《人民调解法》 stands in no list of sources.",
    ):
        assert problem in told


@pytest.mark.parametrize(("folder", "status"), [("courses", 0), ("elsewhere", 2)])
def test_the_command_takes_a_folder_of_laws_that_is_there(tmp_path, folder, status):
    arguments = ["content", "check", "--laws", str(ROOT / folder if status == 0 else tmp_path / folder)]
    with pytest.raises(SystemExit) as ended:
        build()(arguments, prog_name="lms")
    assert ended.value.code == (1 if status == 0 else 2)  # no law lies in courses/, so every article is a fault


@pytest.mark.parametrize(
    ("path", "old", "new", "problem"),
    [
        ("courses/04-resolving-disputes/02-the-first-sitting.md", "## 方法\n", "## 方法\n\n[这里](/courses/04/99)\n",
         "The link “/courses/04/99” is broken."),
        ("courses/04-resolving-disputes/images/after-the-agreement.svg",
         "调解协议签好以后的几条路</title>", "</title>", "It has no <title>."),
        ("courses/04-resolving-disputes/course.toml", "questions = 20", "questions = 80",
         "The quiz wants 80 × questions."),
        ("courses/04-resolving-disputes/02-the-first-sitting.md", "（第二十条）", "（第二百条）",
         "No law that is named here has an article 200"),
        ("question_bank/05-raising-incomes.gift", "一户现金成本八千元，没有借款，单价每公斤十六元，要卖出",
         "一户种植现金成本三万二千元，当年还本息两万九千元，单价每公斤十七元，要卖出大约",
         "05-014: The question is nearly that of 05-002"),
        ("question_bank/05-raising-incomes.gift", "没有还款，保本产量", "（《民法典》第四百七十条）保本产量",
         "05-014: The question states law without its source: 民法典-470."),
    ],
)  # fmt: skip
def test_a_fault_put_into_a_copy_of_the_content_is_found(tmp_path, capsys, path, old, new, problem):
    for name in ("courses", "question_bank"):
        shutil.copytree(ROOT / name, tmp_path / name)
    place = tmp_path / path
    text = place.read_text(encoding="utf-8")
    assert old in text
    place.write_text(text.replace(old, new), encoding="utf-8")
    main([str(tmp_path / "courses"), str(tmp_path / "question_bank")])
    assert problem in capsys.readouterr().err


@pytest.mark.skipif(not LAWS.is_dir(), reason="the law texts are not beside the project")
def test_a_wrong_article_is_found_in_a_copy_of_the_content(tmp_path, capsys):
    for name in ("courses", "question_bank"):
        shutil.copytree(ROOT / name, tmp_path / name)
    register = tmp_path / "courses" / "SOURCES.toml"
    text = register.read_text(encoding="utf-8")
    register.write_text(text.replace("articles = [14, 20, 22", "articles = [99, 14, 20, 22"), encoding="utf-8")
    assert main([str(tmp_path / "courses"), str(tmp_path / "question_bank"), str(LAWS)]) == 1
    told = capsys.readouterr().err
    assert "老年人权益保障法: The law has no article 99. It has 85 articles." in told
    assert "老年人权益保障法: Nothing cites article 99." in told
