"""Loading questions into the bank: an edited question becomes a new version, nothing is ever deleted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from lms import clock
from lms.assessment.models import Question as StoredQuestion
from lms.assessment.models import QuestionVersion
from lms.assessment.rules import Question, digest, key_part, shown_part
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.curriculum.rules import Changes, compare
from lms.extensions import db


@dataclass(frozen=True)
class _Stored:
    """A question of the bank and the digest of its present version."""

    question: StoredQuestion
    digest: str

    @property
    def offered(self) -> str | None:
        """The digest, or None once it is retired."""
        return None if self.question.retired_at else self.digest


def sync_questions(actor: Actor, questions: Iterable[Question], curriculum_ids: Mapping[str, int]) -> Changes:
    """Make the bank equal to the folder question_bank/; again changes nothing.

    Questions that were imported are not the folder's: they stay as they are, and win over a question of the
    folder with the same id.
    """
    stored = _stored()
    imported = {code for code, one in stored.items() if one.question.imported}
    written = {question.code: question for question in questions if question.code not in imported}
    of_folder = {code: one for code, one in stored.items() if code not in imported}
    return _take(actor, "questions.synced", of_folder, written, curriculum_ids)


def import_questions(actor: Actor, questions: Iterable[Question], curriculum_ids: Mapping[str, int]) -> Changes:
    """Add the questions of one file to the bank; those it has already get a new version if they differ."""
    written = {question.code: question for question in questions}
    stored = {code: one for code, one in _stored().items() if code in written}
    changes = _take(actor, "questions.imported", stored, written, curriculum_ids)
    for code in (*changes.added, *changes.changed):
        stored[code].question.imported = True
    db.session.flush()
    return changes


def _stored() -> dict[str, _Stored]:
    return {question.code: _Stored(question, digest) for question, digest in db.session.execute(_with_digest())}


def _take(
    actor: Actor,
    action: str,
    stored: dict[str, _Stored],
    written: Mapping[str, Question],
    curriculum_ids: Mapping[str, int],
) -> Changes:
    """Make the questions in `stored` equal to those `written`; what is only stored is retired."""
    digests = {code: digest(question) for code, question in written.items()}
    changes = compare({code: one.offered for code, one in stored.items()}, digests)
    if changes.are_none:
        return changes
    places = {code: place for place, code in enumerate(written, start=1)}
    fresh = []
    for code in (*changes.added, *changes.changed):
        before = stored.get(code, _Stored(StoredQuestion(code=code, current_version=0, imported=False), ""))
        _place(before.question, written[code], curriculum_ids[written[code].course], places[code])
        stored[code] = _Stored(before.question, digests[code])
        if before.digest != digests[code]:
            before.question.current_version += 1
            fresh.append(code)
    _write(stored, [written[code] for code in fresh], changes.retired)
    audit.record(actor, action, added=list(changes.added), changed=list(changes.changed), retired=list(changes.retired))
    return changes


def _write(stored: Mapping[str, _Stored], fresh: Iterable[Question], retired: Iterable[str]) -> None:
    now = clock.now()
    for code in retired:
        stored[code].question.retired_at = now
    db.session.flush()
    db.session.add_all([_version(stored[question.code], question, now) for question in fresh])
    db.session.flush()


def _place(stored: StoredQuestion, written: Question, curriculum_id: int, position: int) -> None:
    stored.curriculum_id = curriculum_id
    stored.kind, stored.difficulty = written.kind, written.difficulty
    stored.lesson_code, stored.case_code = written.lesson_code, written.case or None
    stored.position, stored.retired_at = position, None
    db.session.add(stored)


def _version(stored: _Stored, written: Question, now: datetime) -> QuestionVersion:
    return QuestionVersion(
        question_id=stored.question.id,
        version=stored.question.current_version,
        shown=shown_part(written),
        key=key_part(written),
        explanation=written.explanation,
        sources=[str(source) for source in written.sources],
        digest=stored.digest,
        created_at=now,
    )


def _with_digest() -> Select[*tuple[Any, ...]]:
    return select(StoredQuestion, QuestionVersion.digest).join(
        QuestionVersion,
        (QuestionVersion.question_id == StoredQuestion.id)
        & (QuestionVersion.version == StoredQuestion.current_version),
    )
