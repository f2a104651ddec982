"""Training records, capability passes and the credit ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "capability_pass",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("curriculum_code", sa.String(length=20), nullable=False),
        sa.Column("passed_on", sa.Date(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=100), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.String(length=100), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_capability_pass_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capability_pass")),
    )
    op.create_index(op.f("ix_capability_pass_person_id"), "capability_pass", ["person_id"], unique=False)
    op.create_index(
        "one_pass_each",
        "capability_pass",
        ["person_id", "curriculum_code"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "training_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("declared_year", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("days_hundredths", sa.Integer(), nullable=True),
        sa.Column("credit_centihours", sa.Integer(), nullable=False),
        sa.Column("completed", sa.Boolean(), nullable=False),
        sa.Column("score_cents", sa.Integer(), nullable=True),
        sa.Column("make_up_year", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("training_class_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=100), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.String(length=100), nullable=True),
        sa.CheckConstraint("credit_centihours >= 0", name=op.f("ck_training_record_credit_not_negative")),
        sa.CheckConstraint(
            "days_hundredths IS NULL OR days_hundredths >= 0", name=op.f("ck_training_record_days_not_negative")
        ),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_training_record_days_in_order")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_training_record_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_record")),
    )
    op.create_index("ix_training_record_class", "training_record", ["training_class_id"], unique=False)
    op.create_index("ix_training_record_person", "training_record", ["person_id", "last_day"], unique=False)
    op.create_index(
        "one_record_each",
        "training_record",
        ["person_id", "identity"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "credit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("centihours", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_credit_entry_person_id")),
        sa.ForeignKeyConstraint(["record_id"], ["training_record.id"], name=op.f("fk_credit_entry_record_id")),
        sa.ForeignKeyConstraint(["reverses_id"], ["credit_entry.id"], name=op.f("fk_credit_entry_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_entry")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_credit_entry_reverses_id")),
    )
    op.create_index("ix_credit_entry_person", "credit_entry", ["person_id", "year"], unique=False)
    op.create_index(
        "one_earning_each",
        "credit_entry",
        ["record_id"],
        unique=True,
        sqlite_where=sa.text("reverses_id IS NULL"),
        postgresql_where=sa.text("reverses_id IS NULL"),
    )


def downgrade():
    op.drop_index(
        "one_earning_each",
        table_name="credit_entry",
        sqlite_where=sa.text("reverses_id IS NULL"),
        postgresql_where=sa.text("reverses_id IS NULL"),
    )
    op.drop_index("ix_credit_entry_person", table_name="credit_entry")
    op.drop_table("credit_entry")
    op.drop_index(
        "one_record_each",
        table_name="training_record",
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.drop_index("ix_training_record_person", table_name="training_record")
    op.drop_index("ix_training_record_class", table_name="training_record")
    op.drop_table("training_record")
    op.drop_index(
        "one_pass_each",
        table_name="capability_pass",
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.drop_index(op.f("ix_capability_pass_person_id"), table_name="capability_pass")
    op.drop_table("capability_pass")
