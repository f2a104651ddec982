"""`lms import questions FILE`."""

import pytest
from sqlalchemy import func, select

from lms.assessment.commands import questions as command
from lms.assessment.models import Question, QuestionVersion
from lms.extensions import db
from tests.facts.courses import Content


@pytest.fixture
def content(app, tmp_path):
    """One course in the database: 04, two lessons, twelve questions."""
    found = Content(tmp_path)
    found.add_course()
    with app.app_context():
        found.load()
    return found


@pytest.fixture
def file(tmp_path):
    return tmp_path / "more.gift"


def run(app, *arguments):
    return app.test_cli_runner().invoke(command, [str(argument) for argument in arguments])


def test_a_file_adds_its_questions_and_the_folder_leaves_them_alone(app, content, file):
    file.write_text(content.question("04", 90) + "\n" + content.question("04", 91), encoding="utf-8")
    assert "2 added (04-090, 04-091)" in run(app, file).stdout
    with app.app_context():
        content.load()
        offered = db.session.scalars(select(Question.code).where(Question.imported, Question.retired_at.is_(None)))
        assert sorted(offered) == ["04-090", "04-091"]


def test_the_same_file_twice_changes_nothing(app, content, file):
    file.write_text(content.question("04", 90), encoding="utf-8")
    run(app, file)
    again = run(app, file)
    assert (again.exit_code, "0 added, 0 changed, 0 retired, 1 unchanged" in again.stdout) == (0, True)


def test_a_question_that_is_there_already_gets_a_new_version_and_others_stay(app, content, file):
    file.write_text(content.question("04", 1, stem="不能强迫"), encoding="utf-8")
    assert "1 changed (04-001), 0 retired" in run(app, file).stdout
    with app.app_context():
        content.load()
        versions = select(func.count()).select_from(QuestionVersion).join(Question).where(Question.code == "04-001")
        assert db.session.scalar(versions) == 2
        assert db.session.scalar(select(Question.current_version).where(Question.code == "04-001")) == 2


def test_a_broken_question_refuses_the_file_and_names_every_fault(app, content, file):
    file.write_text(
        content.question("04", 90) + "\n// [id:04-091] [tag:难度-基础] [tag:课-09]\n对吗？{TRUE####对。}\n"
        "\n// [id:04-092] [tag:难度-基础] [tag:课-01]\n对吗？{TRUE####对。\n",
        encoding="utf-8",
    )
    done = run(app, file)
    assert done.exit_code != 0
    assert [line.partition("more.gift:")[2].partition(": ")[0] for line in done.stderr.splitlines()] == ["5", "8"]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Question)) == 12


def test_a_dry_run_writes_nothing(app, content, file):
    file.write_text(content.question("04", 90), encoding="utf-8")
    assert run(app, file, "--dry-run").exit_code == 0
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Question)) == 12


@pytest.mark.parametrize("bytes_", [b"", b"\xff\xfe\x00\x01", "随便写的一句话。".encode()])
def test_what_is_no_question_file_is_refused_in_a_sentence(app, content, file, bytes_):
    file.write_bytes(bytes_)
    done = run(app, file)
    assert done.exit_code != 0
    assert "没有导入试题" in str(done.exception)
