"""Courses and questions on a disk, for tests that load or read them."""

from pathlib import Path

from lms.assessment.actions.syncing import sync_questions
from lms.assessment.formats.bank import read_bank
from lms.audit.actor import Actor
from lms.curriculum.actions.syncing import sync_courses
from lms.curriculum.formats.folder import read_courses
from lms.curriculum.queries import curriculum_ids
from lms.transaction import transaction

PARTS = ("情景", "方法", "案例", "容易出错的地方", "带走的清单", "想一想")


class Content:
    """Folders courses/ and question_bank/ below `root`, written course by course."""

    def __init__(self, root: Path) -> None:
        self.courses = root / "courses"
        self.question_bank = root / "question_bank"
        self.courses.mkdir()
        self.question_bank.mkdir()

    def add_course(self, code: str = "04", *, lessons: int = 2, questions: int = 12, title: str = "化解矛盾") -> None:
        """A course with its lessons and its questions, all true or false."""
        folder = self.folder(code)
        folder.mkdir()
        (folder / "course.toml").write_text(
            f'code = "{code}"\nnumber = {int(code)}\nkind = "capability"\ntitle = "{title}的能力"\n'
            f'short_title = "{title}"\nenglish_title = "Course {code}"\ngoal = "能主持调解。"\n',
            encoding="utf-8",
        )
        for number in range(1, lessons + 1):
            self.write_lesson(code, f"{number:02}")
        self.write_questions(code, [self.question(code, number) for number in range(1, questions + 1)])

    def folder(self, code: str) -> Path:
        return self.courses / f"{code}-course"

    def bank(self, code: str) -> Path:
        return self.question_bank / f"{code}-course.gift"

    def lesson(self, code: str, number: str) -> Path:
        return self.folder(code) / f"{number}-lesson.md"

    def write_lesson(self, code: str, number: str, *, first_words: str = "晚上八点。", minutes: int = 15) -> None:
        parts = {"情景": first_words, "带走的清单": "- [ ] 分开两家"}
        body = "".join(f"\n## {part}\n\n{parts.get(part, '写到这里。')}\n" for part in PARTS)
        front = f'id = "{code}-{number}"\ntitle = "第{number}课的题目"\nminutes = {minutes}\n'
        front += 'goal = "能做。"\nsources = ["民法典"]\n'
        self.lesson(code, number).write_text(f"+++\n{front}+++\n{body}", encoding="utf-8")

    @staticmethod
    def question(code: str, number: int, *, stem: str = "调解要自愿") -> str:
        return (
            f"// [id:{code}-{number:03}] [tag:难度-基础] [tag:课-01] [tag:依据-人民调解法-17]\n"
            f"{stem}（{number}）。{{TRUE####自愿是前提。}}\n"
        )

    def write_questions(self, code: str, questions: list[str]) -> None:
        self.bank(code).write_text("\n".join(questions), encoding="utf-8")

    def load(self):
        """Read and load both folders, in an application context; gives what changed."""
        written = read_courses(self.courses)
        bank = read_bank(self.question_bank, written.folders)
        assert (*written.faults, *bank.faults) == ()
        with transaction():
            done = sync_courses(Actor.console(), written.folders)
            questions = sync_questions(Actor.console(), bank.questions, curriculum_ids())
        return done.courses, done.lessons, questions
