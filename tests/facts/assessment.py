"""Factories of curricula and question banks that a quiz can be drawn from."""

from itertools import count

from lms import clock
from lms.assessment.models import Question, QuestionVersion
from lms.assessment.rules import PaperRule, QuestionKind
from lms.curriculum.models import Curriculum, Lesson, LessonProgress, LessonVersion
from tests.facts.district import District
from tests.facts.route_samples import Sample

# kind: what is shown, the key, a right answer, a wrong one
KINDS = {
    QuestionKind.SINGLE: (
        {"options": ["甲", "乙", "丙"]}, {"right": [1], "feedback": ["", "", ""], "tags": []}, 1, 0,
    ),
    QuestionKind.MULTIPLE: (
        {"options": ["甲", "乙", "丙"]}, {"right": [0, 2], "feedback": ["", "", ""], "tags": []}, [0, 2], [0],
    ),
    QuestionKind.TRUE_FALSE: ({}, {"right": True, "feedback": ["", ""], "tags": []}, True, False),
    QuestionKind.SHORT: ({}, {"right": ["调解"], "feedback": [""], "tags": []}, "调解", "起诉"),
    QuestionKind.GAP: ({}, {"right": ["疏散"], "feedback": [""], "tags": []}, "疏散", "消防"),
    QuestionKind.MATCHING: (
        {"prompts": ["一", "二"], "choices": ["甲", "乙", "丙"]}, {"right": ["乙", "甲"], "extra": ["丙"], "tags": []},
        [1, 0], [0, 1],
    ),
    QuestionKind.NUMERIC: ({}, {"right": [["30", "30"]], "feedback": [""], "tags": []}, "30", "15"),
}  # fmt: skip


class Bank:
    """A curriculum "04" with two lessons and one question of each kind (or `questions` true/false ones)."""

    def __init__(self, district: District, *, questions: int | None = None, code: str = "04", **rule) -> None:
        self.district = district
        self.code = code
        kinds = list(KINDS) if questions is None else [QuestionKind.TRUE_FALSE] * questions
        with district.session() as session:
            curriculum = Curriculum(
                code=self.code, kind="capability", position=4, title="化解矛盾纠纷的能力", short_title="化解矛盾纠纷",
                english_title="Resolving disputes", goal="能主持首次调解。", digest="0" * 64,
                quiz=PaperRule(**{"questions": len(kinds), **rule}).to_json(),
            )  # fmt: skip
            session.add(curriculum)
            session.flush()
            self.curriculum_id = curriculum.id
            self.lesson_ids = [self._add_lesson(session, number) for number in (1, 2)]
            for number, kind in enumerate(kinds, start=1):
                self._add_question(session, number, kind)
            session.commit()

    def _add_lesson(self, session, number: int) -> int:
        lesson = Lesson(
            curriculum_id=self.curriculum_id, code=f"{self.code}-{number:02}", position=number, current_version=1
        )
        session.add(lesson)
        session.flush()
        session.add(
            LessonVersion(
                lesson_id=lesson.id,
                version=1,
                title=f"第{number}课",
                minutes=15,
                goal="g",
                sources=[],
                html="<p>正文</p>",
                digest="0" * 64,
                created_at=clock.now(),
            )
        )
        return lesson.id

    def _add_question(self, session, number: int, kind: QuestionKind) -> None:
        shown, key, _right, _wrong = KINDS[kind]
        question = Question(
            code=f"{self.code}-{number:03}",
            curriculum_id=self.curriculum_id,
            kind=kind.value,
            difficulty="基础",
            lesson_code=f"{self.code}-01",
            position=number,
            current_version=1,
        )
        session.add(question)
        session.flush()
        session.add(
            QuestionVersion(
                question_id=question.id,
                version=1,
                shown={"title": "", "stem": f"第{number}题{kind.value}", **shown},
                key=key,
                explanation=f"解析{number}",
                sources=["人民调解法-17"],
                digest="0" * 64,
                created_at=clock.now(),
            )
        )

    def finish_lessons(self, person_id: int) -> None:
        """The person has read everything; the quiz is open."""
        now = clock.now()
        with self.district.session() as session:
            session.add_all(
                LessonProgress(
                    person_id=person_id, lesson_id=one, version=1, paragraph=1, opened_at=now, last_read_at=now,
                    finished_at=now,
                )
                for one in self.lesson_ids
            )  # fmt: skip
            session.commit()

    def learner(self, name: str = "周德海", at: str = "S1C1") -> tuple[int, object]:
        """A person who may sit the quiz, and their browser."""
        person_id = self.district.add_person(name, at=at)
        self.finish_lessons(person_id)
        return person_id, self.district.sign_in(person_id)


def begin(client, code: str = "04") -> int:
    """Press the button; gives the attempt's id."""
    response = client.post(f"/courses/{code}/quiz")
    assert response.status_code == 303, response.get_data(as_text=True)
    return int(response.location.split("/")[2])


def kinds_on(district: District, attempt_id: int) -> dict[int, QuestionKind]:
    """Which kind stands at which place of the paper."""
    from lms.assessment.models import AttemptItem

    with district.session() as session:
        rows = (
            session.query(AttemptItem.position, Question.kind)
            .join(QuestionVersion, QuestionVersion.id == AttemptItem.question_version_id)
            .join(Question, Question.id == QuestionVersion.question_id)
            .filter(AttemptItem.attempt_id == attempt_id)
        )
        return {position: QuestionKind(kind) for position, kind in rows}


def save(client, attempt_id: int, position: int, value, base: int = 0):
    """Save one answer as the page's script does."""
    return client.post(f"/attempts/{attempt_id}/{position}/answer", json={"value": value, "base": base})


_codes = count(30)  # each sample is a curriculum of its own


def make_bank(district: District) -> Bank:
    """A curriculum with two questions and a code of its own."""
    return Bank(district, questions=2, code=str(next(_codes)))


def _curriculum(district: District) -> Sample:
    return Sample({"code": make_bank(district).code}, shared="teaching is for everybody")


def _attempt(district: District) -> Sample:
    bank = make_bank(district)
    person_id, client = bank.learner()
    return Sample({"attempt_id": begin(client, bank.code)}, owner=person_id)


def _question(district: District) -> Sample:
    attempt = _attempt(district)
    return Sample(attempt.values | {"position": 1}, owner=attempt.owner)


ROUTE_SAMPLES = {
    "assessment.start_page": _curriculum,
    "assessment.start": _curriculum,
    "assessment.show_bank": _curriculum,
    "assessment.hand_in_page": _attempt,
    "assessment.hand_in": _attempt,
    "assessment.result": _attempt,
    "assessment.show_question": _question,
    "assessment.answer_and_go": _question,
}
