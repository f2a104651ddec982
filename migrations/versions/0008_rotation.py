"""Requirements, waivers and obligations."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "evaluation_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("evaluated_on", sa.Date(), nullable=True),
        sa.Column("evaluated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stale_since", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_evaluation_state_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_state")),
    )
    op.create_table(
        "requirement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirement")),
        sa.UniqueConstraint("code", name=op.f("uq_requirement_code")),
    )
    op.create_table(
        "requirement_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("requirement_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("english_name", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("party_members", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("credit_kinds", sa.JSON(), nullable=False),
        sa.Column("min_times", sa.Integer(), nullable=False),
        sa.Column("min_days_hundredths", sa.Integer(), nullable=False),
        sa.Column("min_centihours", sa.Integer(), nullable=False),
        sa.Column("curricula", sa.JSON(), nullable=False),
        sa.Column("combine", sa.String(length=3), nullable=False),
        sa.Column("year_by", sa.String(length=10), nullable=False),
        sa.Column("due", sa.String(length=5), nullable=False),
        sa.Column("due_next_year", sa.Boolean(), nullable=False),
        sa.Column("appointed_by", sa.String(length=5), nullable=False),
        sa.Column("continuity_gap_days", sa.Integer(), nullable=False),
        sa.Column("warn_days", sa.Integer(), nullable=False),
        sa.Column("makeup_until", sa.String(length=5), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=100), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.String(length=100), nullable=True),
        sa.CheckConstraint("combine IN ('all', 'any')", name=op.f("ck_requirement_version_combine_known")),
        sa.CheckConstraint("year_by IN ('last_day', 'declared')", name=op.f("ck_requirement_version_year_by_known")),
        sa.ForeignKeyConstraint(
            ["requirement_id"], ["requirement.id"], name=op.f("fk_requirement_version_requirement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirement_version")),
    )
    op.create_index(
        "one_version_each",
        "requirement_version",
        ["requirement_id"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "waiver",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("requirement_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("deferred_until", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("approver", sa.String(length=100), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=100), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.String(length=100), nullable=True),
        sa.CheckConstraint(
            "(kind = 'deferral') = (deferred_until IS NOT NULL)", name=op.f("ck_waiver_deferral_has_its_day")
        ),
        sa.CheckConstraint("kind IN ('exemption', 'deferral')", name=op.f("ck_waiver_kind_known")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_waiver_person_id")),
        sa.ForeignKeyConstraint(["requirement_id"], ["requirement.id"], name=op.f("fk_waiver_requirement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiver")),
    )
    op.create_index("ix_waiver_person", "waiver", ["person_id", "requirement_id", "year"], unique=False)
    op.create_table(
        "obligation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("requirement_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=14), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("spell_first_day", sa.Date(), nullable=False),
        sa.Column("spell_last_day", sa.Date(), nullable=True),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("days_hundredths", sa.Integer(), nullable=False),
        sa.Column("centihours", sa.Integer(), nullable=False),
        sa.Column("missing_curricula", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("waiver_id", sa.Integer(), nullable=True),
        sa.Column("enrolment_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["appointment_id"], ["appointment.id"], name=op.f("fk_obligation_appointment_id")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_obligation_enrolment_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_obligation_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_obligation_person_id")),
        sa.ForeignKeyConstraint(["record_id"], ["training_record.id"], name=op.f("fk_obligation_record_id")),
        sa.ForeignKeyConstraint(["requirement_id"], ["requirement.id"], name=op.f("fk_obligation_requirement_id")),
        sa.ForeignKeyConstraint(["waiver_id"], ["waiver.id"], name=op.f("fk_obligation_waiver_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
    )
    op.create_index(op.f("ix_obligation_organisation_id"), "obligation", ["organisation_id"], unique=False)
    op.create_index("ix_obligation_person", "obligation", ["person_id"], unique=False)
    op.create_index("ix_obligation_status", "obligation", ["requirement_id", "year", "status"], unique=False)
    op.create_index("uq_obligation", "obligation", ["requirement_id", "year", "person_id"], unique=True)
    op.create_table(
        "obligation_place",
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["obligation_id"], ["obligation.id"], name=op.f("fk_obligation_place_obligation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_obligation_place_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("obligation_id", "organisation_id", name=op.f("pk_obligation_place")),
    )
    op.create_index(op.f("ix_obligation_place_organisation_id"), "obligation_place", ["organisation_id"], unique=False)

    op.execute("INSERT INTO evaluation_state (id) VALUES (1)")


def downgrade():
    op.drop_index(op.f("ix_obligation_place_organisation_id"), table_name="obligation_place")
    op.drop_table("obligation_place")
    op.drop_index("uq_obligation", table_name="obligation")
    op.drop_index("ix_obligation_status", table_name="obligation")
    op.drop_index("ix_obligation_person", table_name="obligation")
    op.drop_index(op.f("ix_obligation_organisation_id"), table_name="obligation")
    op.drop_table("obligation")
    op.drop_index("ix_waiver_person", table_name="waiver")
    op.drop_table("waiver")
    op.drop_index(
        "one_version_each",
        table_name="requirement_version",
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.drop_table("requirement_version")
    op.drop_table("requirement")
    op.drop_table("evaluation_state")
