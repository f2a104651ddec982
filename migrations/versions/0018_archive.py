"""Files of finished classes, handing them over, and reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

NOW = sa.text("superseded_at IS NULL")


def upgrade():
    op.create_table(
        "class_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training_class_id", sa.Integer(), nullable=False),
        sa.Column("closing_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=250), nullable=False),
        sa.Column("contents", sa.Text(), nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stored_file_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("edition > 0", name=op.f("ck_class_file_counted_from_one")),
        sa.ForeignKeyConstraint(["closing_id"], ["class_closing.id"], name=op.f("fk_class_file_closing_id")),
        sa.ForeignKeyConstraint(["stored_file_id"], ["stored_file.id"], name=op.f("fk_class_file_stored_file_id")),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_class_file_training_class_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_file")),
        sa.UniqueConstraint("closing_id", "edition", name=op.f("uq_class_file_closing_id_edition")),
    )
    op.create_index(op.f("ix_class_file_training_class_id"), "class_file", ["training_class_id"])
    op.create_table(
        "file_handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_file_id", sa.Integer(), nullable=False),
        sa.Column("handed_on", sa.Date(), nullable=False),
        sa.Column("receiver", sa.String(length=60), nullable=False),
        sa.Column("receiving_office", sa.String(length=100), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=100), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.String(length=100), nullable=True),
        sa.CheckConstraint("length(receiver) > 0", name=op.f("ck_file_handover_receiver_named")),
        sa.ForeignKeyConstraint(["class_file_id"], ["class_file.id"], name=op.f("fk_file_handover_class_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_handover")),
    )
    op.create_index(
        "one_handover_each", "file_handover", ["class_file_id"], unique=True, sqlite_where=NOW, postgresql_where=NOW
    )
    op.create_table(
        "file_reminder",
        sa.Column("class_file_id", sa.Integer(), nullable=False),
        sa.Column("reminder", sa.String(length=10), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=False),
        sa.CheckConstraint("reminder IN ('ahead', 'due')", name=op.f("ck_file_reminder_reminder_known")),
        sa.ForeignKeyConstraint(["class_file_id"], ["class_file.id"], name=op.f("fk_file_reminder_class_file_id")),
        sa.PrimaryKeyConstraint("class_file_id", "reminder", name=op.f("pk_file_reminder")),
    )


def downgrade():
    op.drop_table("file_reminder")
    op.drop_index("one_handover_each", table_name="file_handover")
    op.drop_table("file_handover")
    op.drop_index(op.f("ix_class_file_training_class_id"), table_name="class_file")
    op.drop_table("class_file")
