"""Whole folders: course.toml, lessons, pictures and the question files beside them."""

from pathlib import Path

import pytest

from lms.assessment.formats.bank import read_bank
from lms.curriculum.faults import Faults
from lms.curriculum.formats.course_file import read_course
from lms.curriculum.formats.folder import read_courses
from lms.curriculum.rules import CurriculumKind, PaperRule, course_centihours, next_lesson
from tests.curriculum.test_lesson_files import BODY, FRONT

ROOT = Path(__file__).parents[2]
COURSE = """code = "04"
number = 4
kind = "capability"
title = "化解矛盾纠纷的能力"
short_title = "化解矛盾纠纷"
english_title = "Resolving disputes"
goal = "能独立主持一次调解。"

[quiz]
questions = 12

[quiz.by_difficulty]
"基础" = 5
"应用" = 4
"""
QUESTION = "// [id:04-001] [tag:难度-基础] [tag:课-02]\n对吗？{TRUE####对。}\n"


@pytest.fixture
def content(tmp_path):
    """A courses folder with one good course, and its questions."""
    folder = tmp_path / "courses" / "04-resolving-disputes"
    folder.mkdir(parents=True)
    (folder / "course.toml").write_text(COURSE, encoding="utf-8")
    (folder / "02-hearing.md").write_text(FRONT + BODY, encoding="utf-8")
    (tmp_path / "question_bank").mkdir()
    (tmp_path / "question_bank" / "04-resolving-disputes.gift").write_text(QUESTION, encoding="utf-8")
    return tmp_path


def problems(content):
    courses = read_courses(content / "courses")
    bank = read_bank(content / "question_bank", courses.folders)
    return [str(fault).replace(f"{content}/", "") for fault in (*courses.faults, *bank.faults)]


def test_the_courses_and_questions_of_the_product_have_no_fault():
    courses = read_courses(ROOT / "courses")
    bank = read_bank(ROOT / "question_bank", courses.folders)
    assert [str(fault) for fault in (*courses.faults, *bank.faults)] == []
    capabilities = [folder.course for folder in courses.folders if folder.course.kind is CurriculumKind.CAPABILITY]
    assert [course.number for course in capabilities] == list(range(1, 11))


def test_a_course_says_how_its_quiz_is_drawn_and_the_rest_is_as_everywhere():
    course = read_course(COURSE, Faults("course.toml"))
    assert course.quiz == PaperRule(questions=12, by_difficulty=(("基础", 5), ("应用", 4)))
    assert (course.quiz.pass_mark, course.quiz.attempts_a_year, course.quiz.minutes) == (80, 2, 20)
    assert PaperRule.from_json(course.quiz.to_json()) == course.quiz


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("number = 4", 'number = "4"', "course.toml:2: number is not accepted."),
        ('kind = "capability"', 'kind = "ability"', "course.toml:3: kind is not accepted."),
        ('title = "化解矛盾纠纷的能力"\n', "", "title is missing."),
        ('code = "04"', 'code = "04-a"', "course.toml:1: code “04-a” is not accepted."),
        ("questions = 12", "questions = 8", "course.toml:12: quiz.by_difficulty asks for more questions"),
        ("questions = 12", "question = 12", "course.toml:10: quiz.question is not known here."),
        ("[quiz]", "quiz", "course.toml:9: This is no TOML"),
        ("questions = 12", "pass_mark = 101", "course.toml:10: quiz.pass_mark is not accepted."),
    ],
)
def test_each_mistake_in_course_toml_is_named(old, new, fault):
    faults = Faults("course.toml")
    assert read_course(COURSE.replace(old, new, 1), faults) is None
    assert any(fault in str(found) for found in faults.found)


def test_a_good_folder_has_no_fault(content):
    assert problems(content) == []


@pytest.mark.parametrize(
    ("path", "text", "fault"),
    [
        ("courses/04-resolving-disputes/course.toml", None, "course.toml: The file is missing."),
        ("courses/04-resolving-disputes/02-hearing.md", None, "04-resolving-disputes: There is no lesson"),
        ("courses/04-resolving-disputes/2-x.md", "", "2-x.md: The lesson's name is not accepted."),
        ("courses/Legal/course.toml", COURSE, "courses/Legal: The folder's name is not accepted."),
        ("courses/05-other/course.toml", COURSE, "05-other/course.toml: code is “04”."),
        ("question_bank/04-resolving-disputes.gift", None, "This course has no question file."),
        ("question_bank/04-other.gift", QUESTION, "04-other.gift: There is no such course."),
        (
            "question_bank/04-resolving-disputes.gift",
            QUESTION.replace("课-02", "课-07"),
            "gift:2: 04-001: There is no lesson 07 in the course.",
        ),
        (
            "question_bank/04-resolving-disputes.gift",
            QUESTION.replace("04-001", "08-001"),
            "gift:2: 08-001: There is no course 08.",
        ),
        (
            "courses/04-resolving-disputes/02-hearing.md",
            FRONT + BODY.replace("晚上八点", "![楼梯](images/stairs.png)"),
            "02-hearing.md: The picture images/stairs.png is missing.",
        ),
    ],
)
def test_each_mistake_in_the_folders_is_named(content, path, text, fault):
    place = content / path
    if text is None:
        place.unlink()
    else:
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, encoding="utf-8")
    assert any(fault in found for found in problems(content))


def test_a_file_in_another_encoding_is_named_with_its_line(content):
    path = content / "courses/04-resolving-disputes/02-hearing.md"
    path.write_bytes((FRONT.replace("邻里", "").replace("+++\n", "+++\n", 1) + BODY).encode("gb18030"))
    assert any("02-hearing.md:3: This is no UTF-8 text." in found for found in problems(content))


def test_a_passed_course_is_worth_its_lessons_each_rounded_once():
    assert course_centihours([15, 20]) == 77  # 0.33 and 0.44 学时


def test_the_quiz_opens_when_no_lesson_is_left():
    assert next_lesson(["04-01", "04-02"], {"04-01"}) == "04-02"
    assert next_lesson(["04-01", "04-02"], {"04-02", "04-01"}) is None


def test_what_the_readme_of_courses_shows_is_accepted():
    written = (ROOT / "courses" / "README.md").read_text(encoding="utf-8").split("```")[1].removeprefix("toml\n")
    faults = Faults("README.md")
    course = read_course(written, faults)
    assert faults.found == []
    assert course.quiz.by_kind == (("multiple", 2),)
    assert (course.quiz.pass_mark, course.quiz.cases) == (PaperRule().pass_mark, PaperRule().cases)
