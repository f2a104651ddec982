"""Questions about curricula, their lessons, and how far a person has read."""

from collections.abc import Mapping

from flask_babel import gettext as _
from sqlalchemy import func, select

from lms.curriculum.models import Curriculum, Lesson, LessonProgress, LessonVersion
from lms.curriculum.rules import lesson_centihours
from lms.errors import NotFound
from lms.extensions import db


def curriculum_by_code(code: str) -> Curriculum:
    """The curriculum "04". Raises NotFound, also when it is retired."""
    found = db.session.scalars(
        select(Curriculum).where(Curriculum.code == code, Curriculum.retired_at.is_(None))
    ).one_or_none()
    if found is None:
        raise NotFound(_("There is no such curriculum."))
    return found


def lessons_left(person_id: int, curriculum_id: int) -> int:
    """How many lessons of a curriculum a person has not finished; the quiz opens at 0."""
    finished = select(LessonProgress.lesson_id).where(
        LessonProgress.person_id == person_id, LessonProgress.finished_at.is_not(None)
    )
    left = select(func.count(Lesson.id)).where(
        Lesson.curriculum_id == curriculum_id, Lesson.retired_at.is_(None), Lesson.id.not_in(finished)
    )
    return db.session.scalar(left) or 0


def credit_of_curricula(curricula: Mapping[int, Curriculum]) -> dict[int, int]:
    """What passing each curriculum (by id) is worth, in hundredths of 学时: its lessons' rounded hours."""
    rows = db.session.execute(
        select(Lesson.curriculum_id, LessonVersion.minutes)
        .join(
            LessonVersion, (LessonVersion.lesson_id == Lesson.id) & (LessonVersion.version == Lesson.current_version)
        )
        .where(Lesson.curriculum_id.in_(curricula), Lesson.retired_at.is_(None))
    )
    credit = dict.fromkeys(curricula, 0)
    for curriculum_id, minutes in rows:
        credit[curriculum_id] += lesson_centihours(minutes)
    return credit
