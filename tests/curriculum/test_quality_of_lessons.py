"""What lessons are held to beyond their form: length, time, links and drawings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.curriculum.faults import Faults
from lms.curriculum.formats.folder import CourseFolder
from lms.curriculum.formats.lesson_file import read_lesson
from lms.curriculum.quality.drawings import check_drawings, problems_of
from lms.curriculum.quality.lengths import check_lengths, check_number_of_lessons, expected_minutes, han_characters
from lms.curriculum.quality.links import check_links, is_broken, places_of
from lms.curriculum.quality.pages import Page, pages_of
from lms.curriculum.rules import CourseText, CurriculumKind, PaperRule
from tests.curriculum.test_lesson_files import BODY, FRONT

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 340 100"><title>两条路</title><desc>先听，后劝。</desc>\n'
    '<text font-size="14" x="1" y="20">听</text></svg>'
)


def page(filler="", minutes=15):
    front = FRONT.replace("minutes = 15", f"minutes = {minutes}")
    reading = read_lesson(front + BODY.replace("晚上八点，", f"晚上八点，{filler}"), "02", "04", Faults("02.md"))
    return Page("02.md", reading.lesson, 8)


def faults(found):
    return [str(fault) for fault in found]


def test_only_chinese_characters_count():
    html = '<h2 id="p1">情景</h2><p data-p="2">晚上 8 点，<strong>刘</strong>师傅 OK。<img alt="图" src="x"></p>'
    assert han_characters(html) == 6


@given(st.text("一二三", max_size=50), st.text("，。8aA ", max_size=50))
def test_marks_never_make_a_lesson_longer(words, marks):
    assert han_characters(f"<p>{words}{marks}</p>") == len(words)


BARE = han_characters(page().lesson.html)


@pytest.mark.parametrize(("length", "is_fault"), [(899, True), (900, False), (1800, False), (1801, True)])
def test_a_lesson_has_900_to_1800_characters(length, is_fault):
    filled = page("好" * (length - BARE), minutes=10 if length < 1000 else 16)
    told = faults(check_lengths(filled))
    assert told == ([f"02.md:8: The lesson has {length} characters. Write 900 to 1,800; Chinese characters alone count."
                     .replace("1,800", "1800")] if is_fault else [])  # fmt: skip


def test_time_comes_from_length_and_tasks():
    filled = page("好" * (1500 - BARE))
    assert expected_minutes(filled.lesson) == 10 + 2 + 0.5 + 1  # read, one question, one box, one table


@pytest.mark.parametrize(("minutes", "is_fault"), [(10, True), (11, False), (16, False), (17, True)])
def test_minutes_are_a_quarter_off_at_most(minutes, is_fault):
    told = faults(check_lengths(page("好" * (1500 - BARE), minutes)))
    assert [one.split(". ")[0] for one in told] == ([f"02.md:1: minutes is {minutes}"] if is_fault else [])


@pytest.mark.parametrize(
    ("kind", "count", "is_fault"),
    [("capability", 4, True), ("capability", 5, False), ("capability", 7, False), ("capability", 8, True),
     ("skill", 2, True), ("skill", 3, False), ("theme", 2, True), ("theme", 9, False)],
)  # fmt: skip
def test_a_course_has_as_many_lessons_as_its_kind_wants(tmp_path, kind, count, is_fault):
    course = CourseText("04", 4, CurriculumKind(kind), "题", "题", "T", "能。", PaperRule())
    folder = CourseFolder("04-x", course, (page().lesson,) * count)
    assert bool(check_number_of_lessons(tmp_path, folder)) is is_fault


def test_a_fault_names_the_line_of_the_file(content):
    lesson = content.lesson("04", "01")
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("晚上八点。", "见[那里](nowhere)。"), encoding="utf-8")
    from_folder = next(pages_of(content.courses, _folders(content)))
    line = lesson.read_text(encoding="utf-8").split("\n").index("见[那里](nowhere)。") + 1
    (fault,) = check_links(from_folder, set())
    assert (fault.file, fault.line) == (str(lesson), line)


def _folders(content):
    from lms.curriculum.formats.folder import read_courses

    return read_courses(content.courses).folders


@pytest.mark.parametrize(
    "link", ["", "02-x.md", "/courses/04/09", "/courses/99", "http://example.com", "https://x", "#p3"]
)
def test_a_link_that_leads_nowhere_is_broken(link):
    assert is_broken(link, places_of(["04-01", "04-02"]))


@pytest.mark.parametrize("link", ["/courses/04", "/courses/04/02", "https://www.gov.cn/a"])
def test_a_link_to_a_lesson_or_to_the_web_is_sound(link):
    assert not is_broken(link, places_of(["04-01", "04-02"]))


def test_a_good_drawing_has_no_problem():
    assert problems_of(DRAWING) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("<title>两条路</title>", "", (1, "It has no <title>.")),
        ("<desc>先听，后劝。</desc>", "<desc></desc>", (1, "It has no <desc>.")),
        ("<text font", "<script>1</script><text font", (2, "<script> is not accepted.")),
        ("<text font", "<style>t{}</style><text font", (2, "<style> is not accepted.")),
        ("<text font", "<image href='https://a.cn/x.png'/><text font", (2, "<image> is not accepted.")),
        ("<text font", "<use href='https://a.cn/x.svg#a'/><text font",
         (2, "It refers to something outside: https://a.cn/x.svg#a.")),
        ("<text font", "<rect fill='url(https://a.cn/x)'/><text font",
         (2, "It refers to something outside: url(https://a.cn/x).")),
        ('x="1"', 'onclick="a()"', (2, "The attribute onclick is not accepted.")),
        ('x="1"', 'style="fill:red"', (2, "The attribute style is not accepted.")),
        ('font-size="14"', 'font-size="9"', (2, "Its type is smaller than 12.")),
        ("0 0 340 100", "0 0 900 100", (1, "Its viewBox is missing or wider than 360.")),
        ("</svg>", "", (2, "This is no SVG that can be read.")),
        ("<svg", '<!DOCTYPE svg [<!ENTITY a "b">]><svg', (1, "It declares an entity.")),
    ],
)  # fmt: skip
def test_each_mistake_of_a_drawing_is_named(old, new, problem):
    assert problem in problems_of(DRAWING.replace(old, new, 1))


def test_every_drawing_of_a_course_is_read(tmp_path):
    images = tmp_path / "04-x" / "images"
    images.mkdir(parents=True)
    (images / "a.svg").write_text(DRAWING.replace("<title>两条路</title>", ""), encoding="utf-8")
    assert faults(check_drawings(tmp_path))[0].startswith(f"{images / 'a.svg'}:1: It has no <title>.")
