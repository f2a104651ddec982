"""Loading the folders: what is new, what changed, what is gone, and what stays."""

import json

import pytest
from sqlalchemy import func, select

from lms.assessment.models import Question, QuestionVersion
from lms.audit.models import AuditEntry
from lms.curriculum.models import Curriculum, Lesson, LessonProgress, LessonVersion
from lms.curriculum.queries import lesson_codes, lessons_left
from lms.curriculum.rules import Changes
from lms.extensions import db


@pytest.fixture
def loaded(app, content):
    """The content, loaded once."""
    with app.app_context():
        content.load()
        yield content


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_the_first_load_adds_everything(app, content):
    with app.app_context():
        courses, lessons, questions = content.load()
        assert courses.added == ("04",)
        assert lessons.added == ("04-01", "04-02")
        assert len(questions.added) == 12
        assert lesson_codes() == {"04": ["04-01", "04-02"]}
        version = db.session.scalars(select(QuestionVersion).limit(1)).one()
        assert "right" not in version.shown
        assert version.sources == ["人民调解法-17"]


def test_the_same_folders_again_change_nothing_and_leave_no_audit_row(loaded):
    before = count(AuditEntry)
    courses, lessons, questions = loaded.load()
    assert (courses.are_none, lessons.are_none, questions.are_none) == (True, True, True)
    assert (len(lessons.unchanged), len(questions.unchanged)) == (2, 12)
    assert count(AuditEntry) == before


def test_an_edited_lesson_is_a_new_version_and_progress_stays(loaded, district):
    person = district.add_person()
    lesson = db.session.scalars(select(Lesson).where(Lesson.code == "04-01")).one()
    finish(person, lesson.id)
    loaded.write_lesson("04", "01", first_words="早上八点。")
    _courses, lessons, _questions = loaded.load()
    assert lessons == Changes(changed=("04-01",), unchanged=("04-02",))
    db.session.expire_all()
    assert lesson.current_version == 2
    texts = db.session.scalars(select(LessonVersion.html).where(LessonVersion.lesson_id == lesson.id)).all()
    assert len(texts) == 2
    assert lessons_left(person, lesson.curriculum_id) == 1


def finish(person_id, lesson_id):
    from lms import clock

    db.session.add(
        LessonProgress(
            person_id=person_id, lesson_id=lesson_id, version=1, paragraph=5,
            opened_at=clock.now(), last_read_at=clock.now(), finished_at=clock.now(),
        )
    )  # fmt: skip
    db.session.commit()


def test_an_edited_question_is_a_new_version_and_the_old_one_stays(loaded):
    loaded.write_questions("04", [loaded.question("04", 1, stem="不能强迫"), loaded.question("04", 2)])
    _courses, _lessons, questions = loaded.load()
    assert questions.changed == ("04-001",)
    assert len(questions.retired) == 10
    assert count(Question) == 12
    assert count(QuestionVersion) == 13


def test_what_comes_back_is_offered_again_without_a_new_version(loaded):
    loaded.write_questions("04", [loaded.question("04", 1)])
    loaded.load()
    loaded.write_questions("04", [loaded.question("04", 1), loaded.question("04", 2)])
    _courses, _lessons, questions = loaded.load()
    assert questions.added == ("04-002",)
    assert count(QuestionVersion) == 12


def test_a_course_and_a_lesson_that_are_gone_are_retired_not_deleted(loaded):
    loaded.add_course("05", title="增收")
    loaded.load()
    loaded.lesson("04", "02").unlink()
    for path in sorted(loaded.folder("05").iterdir()):
        path.unlink()
    loaded.folder("05").rmdir()
    loaded.bank("05").unlink()
    courses, lessons, questions = loaded.load()
    assert courses.retired == ("05",)
    assert lessons.retired == ("04-02", "05-01", "05-02")
    assert len(questions.retired) == 12
    assert (count(Curriculum), count(Lesson)) == (2, 4)
    assert lesson_codes() == {"04": ["04-01"]}


def run(app, content, *arguments):
    folders = ["--courses", str(content.courses), "--question-bank", str(content.question_bank)]
    from lms.curriculum.commands.content import content as group

    return app.test_cli_runner().invoke(group, [*arguments, *folders])


def test_the_command_reports_what_changed_as_json(app, content):
    report = json.loads(run(app, content, "sync", "--format", "json").stdout)
    assert report["lessons"]["added"] == ["04-01", "04-02"]
    again = run(app, content, "sync")
    assert again.exit_code == 0
    assert "questions: 0 added, 0 changed, 0 retired, 12 unchanged" in again.stdout


def test_one_broken_file_refuses_the_whole_load_with_every_fault(app, content):
    content.write_lesson("04", "01", first_words="早上八点。")
    content.lesson("04", "02").write_text("没有说明。", encoding="utf-8")
    content.write_questions("04", [content.question("04", 1), "// [id:04-002] [tag:课-01]\n坏题？{=甲=乙~丙}\n"])
    done = run(app, content, "sync")
    assert done.exit_code != 0
    assert [line.partition(": ")[0].rpartition("/")[2] for line in done.stderr.splitlines() if ".md" in line] == [
        "02-lesson.md:1"
    ]
    assert done.stderr.count("04-course.gift:5: 04-002: ") == 3
    assert "有4处要改" in str(done.exception)
    with app.app_context():
        assert count(Lesson) == 0


def test_checking_loads_nothing_and_fails_on_what_loading_takes(app, content):
    assert run(app, content, "check").exit_code == 1  # two short lessons, twelve questions: good enough to load
    with app.app_context():
        assert count(Curriculum) == 0
