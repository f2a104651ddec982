"""The addresses under which somebody's calendar fetches a timetable."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import UtcDateTime
from lms.extensions import Model

OWN, OF_CLASS = text("training_class_id IS NULL"), text("training_class_id IS NOT NULL")


class CalendarAddress(Model):
    """A person's address: of all one's own half-days, or of a class one looks after. A new token ends the old one.

    The token stands here as it is, since the page shows it again; what it opens stands in the same database.
    """

    __tablename__ = "calendar_address"
    __table_args__ = (
        Index("one_own_address_each", "person_id", unique=True, sqlite_where=OWN, postgresql_where=OWN),
        Index("one_class_address_each", "person_id", "training_class_id", unique=True,
              sqlite_where=OF_CLASS, postgresql_where=OF_CLASS),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    training_class_id: Mapped[int | None] = mapped_column(ForeignKey("training_class.id"))
    token: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
