"""The year's plan."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "planned_programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("theme", sa.String(length=200), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("days_hundredths", sa.Integer(), nullable=False),
        sa.Column("credit_centihours", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("intakes", sa.Integer(), nullable=False),
        sa.Column("wanted_from", sa.Date(), nullable=True),
        sa.Column("wanted_until", sa.Date(), nullable=True),
        sa.Column("wanted_by_month", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=100), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_planned_programme_named")),
        sa.CheckConstraint("seats > 0 AND intakes > 0", name=op.f("ck_planned_programme_has_seats")),
        sa.CheckConstraint(
            "days_hundredths >= 0 AND credit_centihours >= 0", name=op.f("ck_planned_programme_length_not_negative")
        ),
        sa.CheckConstraint(
            "(wanted_from IS NULL) = (wanted_until IS NULL)", name=op.f("ck_planned_programme_wanted_days_both")
        ),
        sa.CheckConstraint("wanted_until >= wanted_from", name=op.f("ck_planned_programme_wanted_days_in_order")),
        sa.ForeignKeyConstraint(["organiser_id"], ["organisation.id"], name=op.f("fk_planned_programme_organiser_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_planned_programme_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_programme")),
        sa.UniqueConstraint("year", "organiser_id", "name", name=op.f("uq_planned_programme_year_organiser_id_name")),
        sa.UniqueConstraint("programme_id", name=op.f("uq_planned_programme_programme_id")),
    )
    op.create_index(op.f("ix_planned_programme_organiser_id"), "planned_programme", ["organiser_id"], unique=False)


def downgrade():
    op.drop_index(op.f("ix_planned_programme_organiser_id"), table_name="planned_programme")
    op.drop_table("planned_programme")
