"""Meetings have a kind and are known to calendars; addresses under which calendars fetch a timetable."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MEETING = sa.table("class_meeting", sa.column("id"), sa.column("training_class_id"), sa.column("uid"))


def upgrade():
    _mark_classes()
    _mark_meetings()
    _make_removed_meeting()
    _make_calendar_address()


def _mark_classes():
    with op.batch_alter_table("training_class") as table:
        table.add_column(sa.Column("timetable_sequence", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("timetable_changed_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE training_class SET timetable_changed_at = created_at")
    with op.batch_alter_table("training_class") as table:
        table.alter_column("timetable_changed_at", existing_type=sa.DateTime(timezone=True), nullable=False)


def _mark_meetings():
    with op.batch_alter_table("class_meeting") as table:
        table.add_column(sa.Column("kind", sa.String(length=10), server_default="lecture", nullable=False))
        table.add_column(sa.Column("uid", sa.String(length=36), nullable=True))
        table.add_column(sa.Column("sequence", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
    _give_uids()
    op.execute(
        "UPDATE class_meeting SET changed_at = (SELECT created_at FROM training_class"
        " WHERE training_class.id = class_meeting.training_class_id)"
    )
    with op.batch_alter_table("class_meeting") as table:
        table.alter_column("uid", existing_type=sa.String(length=36), nullable=False)
        table.alter_column("changed_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        table.create_unique_constraint(op.f("uq_class_meeting_uid"), ["uid"])
        table.create_check_constraint(
            op.f("ck_class_meeting_kind_known"), "kind IN ('lecture', 'discussion', 'site_visit', 'online')"
        )


def _give_uids():
    """A uid for each meeting there is: from now on calendars know it by that."""
    connection = op.get_bind()
    ids = connection.execute(sa.select(MEETING.c.id)).scalars().all()
    if ids:
        statement = sa.update(MEETING).where(MEETING.c.id == sa.bindparam("of")).values(uid=sa.bindparam("given"))
        connection.execute(statement, [{"of": one, "given": str(uuid4())} for one in ids])


def _make_removed_meeting():
    op.create_table(
        "removed_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training_class_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("credit_centihours", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=150), nullable=False),
        sa.Column("teacher", sa.String(length=60), nullable=False),
        sa.Column("room", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_by", sa.String(length=100), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_removed_meeting_times_in_order")),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_removed_meeting_training_class_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_removed_meeting")),
        sa.UniqueConstraint("uid", name=op.f("uq_removed_meeting_uid")),
    )
    op.create_index(op.f("ix_removed_meeting_training_class_id"), "removed_meeting", ["training_class_id"])


def _make_calendar_address():
    op.create_table(
        "calendar_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("training_class_id", sa.Integer(), nullable=True),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_address_person_id")),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_calendar_address_training_class_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_address")),
        sa.UniqueConstraint("token", name=op.f("uq_calendar_address_token")),
    )
    own, of_class = sa.text("training_class_id IS NULL"), sa.text("training_class_id IS NOT NULL")
    op.create_index(
        "one_own_address_each", "calendar_address", ["person_id"], unique=True,
        sqlite_where=own, postgresql_where=own,
    )  # fmt: skip
    op.create_index(
        "one_class_address_each", "calendar_address", ["person_id", "training_class_id"], unique=True,
        sqlite_where=of_class, postgresql_where=of_class,
    )  # fmt: skip


def downgrade():
    op.drop_table("calendar_address")
    op.drop_table("removed_meeting")
    with op.batch_alter_table("class_meeting") as table:
        table.drop_constraint(op.f("ck_class_meeting_kind_known"), type_="check")
        table.drop_constraint(op.f("uq_class_meeting_uid"), type_="unique")
        for name in ("kind", "uid", "sequence", "changed_at"):
            table.drop_column(name)
    with op.batch_alter_table("training_class") as table:
        table.drop_column("timetable_sequence")
        table.drop_column("timetable_changed_at")
