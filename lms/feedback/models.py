"""What people thought of a class, without who thought it; and who has answered, without what.

No table joins the two, and none of them has a time or an order. A new answer goes into the class's sealed box, which
is written anew each time and says nothing to whoever reads the database, or copies it before and after. Once five
answers about something are in the box they are taken out together and added to sums (`EvaluationTally`); single
answers are kept nowhere. What is in the box can only be read with the server's own key (`lms.feedback.box`).
"""

import secrets
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.extensions import Model

_OF_TOPIC = text("class_meeting_id IS NOT NULL")
_OF_CLASS = text("class_meeting_id IS NULL")
_NO_ORDER = {"sqlite_with_rowid": False}


def random_key() -> str:
    """A key that says nothing."""
    return secrets.token_hex(16)


class EvaluationTally(Model):
    """How many chose a score, for a topic (`class_meeting_id`) or the class as a whole; of answers that are shown."""

    __tablename__ = "evaluation_tally"
    __table_args__ = (
        CheckConstraint("score BETWEEN 1 AND 5", name="score_known"),
        CheckConstraint("votes > 0", name="has_votes"),
        Index("one_tally_of_topic", "class_meeting_id", "question", "score", unique=True,
              sqlite_where=_OF_TOPIC, postgresql_where=_OF_TOPIC),
        Index("one_tally_of_class", "training_class_id", "question", "score", unique=True,
              sqlite_where=_OF_CLASS, postgresql_where=_OF_CLASS),
        Index("ix_evaluation_tally_class", "training_class_id"),
        _NO_ORDER,
    )  # fmt: skip

    key: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_key)
    training_class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    class_meeting_id: Mapped[int | None] = mapped_column(ForeignKey("class_meeting.id"))
    question: Mapped[str] = mapped_column(String(12))
    score: Mapped[int] = mapped_column()
    votes: Mapped[int] = mapped_column()


class EvaluationRemark(Model):
    """What somebody wrote about a class; it came out of the box among five answers or more."""

    __tablename__ = "evaluation_remark"
    __table_args__ = (Index("ix_evaluation_remark_class", "training_class_id"), _NO_ORDER)

    key: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_key)
    training_class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    words: Mapped[str] = mapped_column(Text)


class EvaluationBox(Model):
    """Answers about one class that are not shown yet, sealed."""

    __tablename__ = "evaluation_box"

    training_class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"), primary_key=True)
    sealed: Mapped[str] = mapped_column(Text)


class EvaluationGiven(Model):
    """That a person has answered about a topic, or about the class as a whole: once, and so no reminder is sent."""

    __tablename__ = "evaluation_given"
    __table_args__ = (
        Index("one_answer_about_topic", "class_meeting_id", "person_id", unique=True,
              sqlite_where=_OF_TOPIC, postgresql_where=_OF_TOPIC),
        Index("one_answer_about_class", "training_class_id", "person_id", unique=True,
              sqlite_where=_OF_CLASS, postgresql_where=_OF_CLASS),
        Index("ix_evaluation_given_person", "person_id"),
        _NO_ORDER,
    )  # fmt: skip

    key: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_key)
    training_class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    class_meeting_id: Mapped[int | None] = mapped_column(ForeignKey("class_meeting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class EvaluationReminder(Model):
    """That the people of a class were reminded, which happens once."""

    __tablename__ = "evaluation_reminder"

    training_class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"), primary_key=True)
    reminded_on: Mapped[date] = mapped_column()
