"""What the system and the departments tell a person."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import BigKey, UtcDateTime
from lms.extensions import Model


class Message(Model):
    """One message in one person's inbox."""

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_person", "person_id", "sent_at"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    link: Mapped[str | None] = mapped_column(String(300))
    sent_by: Mapped[str] = mapped_column(String(100))
    sent_by_name: Mapped[str] = mapped_column(String(100))
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
