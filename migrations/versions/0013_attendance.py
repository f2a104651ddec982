"""Attendance: minutes of sign-in per class, secrets that rotate, sign-out, scans kept without network, files."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SOURCES = "'roll_call', 'code', 'number', 'leave', 'import'"
WITH_SUPERVISOR = "'roll_call', 'code', 'number', 'supervisor', 'leave', 'import'"


def upgrade():
    op.create_table(
        "sign_in_secret",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_meeting_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_meeting_id"],
            ["class_meeting.id"],
            name=op.f("fk_sign_in_secret_class_meeting_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_secret")),
        sa.UniqueConstraint(
            "class_meeting_id", "valid_from", name=op.f("uq_sign_in_secret_class_meeting_id_valid_from")
        ),
    )
    with op.batch_alter_table("training_class") as batch:
        batch.add_column(sa.Column("opens_minutes", sa.Integer(), server_default="30", nullable=False))
        batch.add_column(sa.Column("late_minutes", sa.Integer(), server_default="15", nullable=False))
        batch.add_column(sa.Column("early_minutes", sa.Integer(), server_default="10", nullable=False))
        batch.create_check_constraint(
            op.f("ck_training_class_opens_within_two_hours"), "opens_minutes BETWEEN 0 AND 120"
        )
        batch.create_check_constraint(
            op.f("ck_training_class_minutes_not_negative"), "late_minutes >= 0 AND early_minutes >= 0"
        )
    with op.batch_alter_table("attendance") as batch:
        batch.add_column(sa.Column("signed_out_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True))
        batch.drop_constraint(op.f("ck_attendance_source_known"), type_="check")
        batch.create_check_constraint(op.f("ck_attendance_source_known"), f"source IN ({WITH_SUPERVISOR})")


def downgrade():
    op.execute("UPDATE attendance SET source = 'roll_call' WHERE source = 'supervisor'")
    with op.batch_alter_table("attendance") as batch:
        batch.drop_constraint(op.f("ck_attendance_source_known"), type_="check")
        batch.create_check_constraint(op.f("ck_attendance_source_known"), f"source IN ({SOURCES})")
        batch.drop_column("arrived_at")
        batch.drop_column("signed_out_at")
    with op.batch_alter_table("training_class") as batch:
        batch.drop_constraint(op.f("ck_training_class_minutes_not_negative"), type_="check")
        batch.drop_constraint(op.f("ck_training_class_opens_within_two_hours"), type_="check")
        batch.drop_column("early_minutes")
        batch.drop_column("late_minutes")
        batch.drop_column("opens_minutes")
    op.drop_table("sign_in_secret")
