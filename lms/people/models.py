"""Organisations, persons and their appointments."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.columns import Fact, UtcDateTime
from lms.extensions import Model

NOW = text("superseded_at IS NULL")


class Organisation(Model):
    """单位: a node of the district's tree."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_its_own_parent"),
        CheckConstraint("length(name) > 0 AND length(code) > 0", name="named"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(200), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # OrganisationKind
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)

    parent: Mapped["Organisation | None"] = relationship(remote_side=[id], lazy="raise")


class OrganisationReach(Model):
    """Every pair of an organisation and one in its subtree, itself included (depth 0). Derived from parents."""

    __tablename__ = "organisation_reach"
    __table_args__ = (Index("ix_organisation_reach_descendant", "descendant_id", "depth"),)

    ancestor_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True)
    descendant_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True)
    depth: Mapped[int] = mapped_column()


class Person(Model):
    """人员. What is corrected here is kept in `PersonChange`; standing and posts are facts of their own."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("length(name) BETWEEN 1 AND 30", name="name_length"),
        CheckConstraint("gender IS NULL OR gender IN ('男', '女')", name="gender_known"),
        Index("ix_person_phone", "phone"),
        Index("ix_person_name", "name"),
        Index(
            "uq_person_id_number", "id_number", unique=True,
            sqlite_where=text("id_number IS NOT NULL"), postgresql_where=text("id_number IS NOT NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    person_no: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(30))
    gender: Mapped[str | None] = mapped_column(String(1))
    birth_date: Mapped[date | None] = mapped_column()
    ethnicity: Mapped[str | None] = mapped_column(String(30))
    education: Mapped[str | None] = mapped_column(String(60))
    id_number: Mapped[str | None] = mapped_column(String(18))
    phone: Mapped[str | None] = mapped_column(String(11))
    is_synthetic: Mapped[bool] = mapped_column(default=False)  # a demo person, and says so

    appointments: Mapped[list["Appointment"]] = relationship(back_populates="person", lazy="raise")


class PersonChange(Model):
    """A field of a person that was changed: both values are kept."""

    __tablename__ = "person_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    field: Mapped[str] = mapped_column(String(30))
    old_value: Mapped[str | None] = mapped_column(String(200))
    new_value: Mapped[str | None] = mapped_column(String(200))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str] = mapped_column(String(100))


class PartyStanding(Fact, Model):
    """政治面貌 and 入党日期 of a person, as known at a time. At most one row is known now."""

    __tablename__ = "party_standing"
    __table_args__ = (
        Index("one_standing_each", "person_id", unique=True, sqlite_where=NOW, postgresql_where=NOW),
        Index("ix_party_standing_person", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    political_status: Mapped[str | None] = mapped_column(String(30))
    joined_party_on: Mapped[date | None] = mapped_column()


class Appointment(Fact, Model):
    """任职: a person in a post at an organisation; both days are in post, no last day: still in post."""

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint("last_day IS NULL OR first_day IS NULL OR last_day >= first_day", name="days_in_order"),
        Index(
            "one_row_per_post", "person_id", "organisation_id", "position_category", "first_day", unique=True,
            sqlite_where=NOW, postgresql_where=NOW,
        ),
        Index("ix_appointment_person", "person_id"),
        Index("ix_appointment_organisation", "organisation_id"),
        Index("ix_appointment_category", "position_category", "first_day"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    position_category: Mapped[str | None] = mapped_column(String(40))  # PositionCategory; None: listed, not judged
    position: Mapped[str | None] = mapped_column(String(100))  # 职务, in the office's words
    first_day: Mapped[date | None] = mapped_column()
    last_day: Mapped[date | None] = mapped_column()

    person: Mapped[Person] = relationship(back_populates="appointments", lazy="raise")
    organisation: Mapped[Organisation] = relationship(lazy="raise")


class Affiliation(Model):
    """Where a person belongs today (`rules.organisations_of`). Derived; renewed after changes and each midnight."""

    __tablename__ = "affiliation"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True, index=True
    )
