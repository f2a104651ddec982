"""The year's plan: a row for each programme that an organisation means to hold in a year."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import UtcDateTime
from lms.extensions import Model


class PlannedProgramme(Model):
    """年度培训计划的一项. `seats` are those of all its intakes; once set up, it points at its programme."""

    __tablename__ = "planned_programme"
    __table_args__ = (
        UniqueConstraint("year", "organiser_id", "name"),
        UniqueConstraint("programme_id"),
        CheckConstraint("length(name) > 0", name="named"),
        CheckConstraint("seats > 0 AND intakes > 0", name="has_seats"),
        CheckConstraint("days_hundredths >= 0 AND credit_centihours >= 0", name="length_not_negative"),
        CheckConstraint("(wanted_from IS NULL) = (wanted_until IS NULL)", name="wanted_days_both"),
        CheckConstraint("wanted_until >= wanted_from", name="wanted_days_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column()
    organiser_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(150))
    category: Mapped[str] = mapped_column(String(20))  # TrainingCategory
    theme: Mapped[str] = mapped_column(String(200), default="")
    audience: Mapped[list[str]] = mapped_column(JSON)  # position categories
    days_hundredths: Mapped[int] = mapped_column()
    credit_centihours: Mapped[int] = mapped_column()
    seats: Mapped[int] = mapped_column()
    intakes: Mapped[int] = mapped_column(default=1)
    wanted_from: Mapped[date | None] = mapped_column()
    wanted_until: Mapped[date | None] = mapped_column()
    wanted_by_month: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(Text, default="")
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(100))
