"""Overruled results, excellent students, certificates."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

NOW = sa.text("superseded_at IS NULL")
IN_FORCE = sa.text("revoked_at IS NULL")


def upgrade():
    with op.batch_alter_table("programme") as batch:
        batch.add_column(sa.Column("excellent_percent", sa.Integer(), server_default="0", nullable=False))
        batch.create_check_constraint(op.f("ck_programme_excellent_is_percent"), "excellent_percent BETWEEN 0 AND 100")
    with op.batch_alter_table("class_result") as batch:
        batch.add_column(sa.Column("overruled_by", sa.String(length=100), nullable=True))
        batch.add_column(sa.Column("overruling_reason", sa.String(length=300), nullable=True))
        batch.add_column(sa.Column("is_excellent", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "result_overruling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training_class_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("completed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=100), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.String(length=100), nullable=True),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_result_overruling_with_reason")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_result_overruling_person_id")),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_result_overruling_training_class_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_overruling")),
    )
    op.create_index(
        "one_overruling_each",
        "result_overruling",
        ["training_class_id", "person_id"],
        unique=True,
        sqlite_where=NOW,
        postgresql_where=NOW,
    )
    _make_certificates()


def _make_certificates():
    op.create_table(
        "certificate_series",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", "name", name=op.f("pk_certificate_series")),
    )
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=20), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("training_class_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("sequence > 0", name=op.f("ck_certificate_counted_from_one")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_certificate_person_id")),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_certificate_training_class_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("number", name=op.f("uq_certificate_number")),
        sa.UniqueConstraint("training_class_id", "person_id", name=op.f("uq_certificate_training_class_id_person_id")),
        sa.UniqueConstraint("year", "series", "sequence", name=op.f("uq_certificate_year_series_sequence")),
    )
    op.create_index("ix_certificate_person", "certificate", ["person_id"])
    op.create_table(
        "certificate_issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("closing_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("badge_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("class_name", sa.String(length=250), nullable=False),
        sa.Column("issuer", sa.String(length=100), nullable=False),
        sa.Column("centihours", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("is_excellent", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.String(length=100), nullable=True),
        sa.Column("revocation_reason", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_certificate_issue_certificate_id")
        ),
        sa.ForeignKeyConstraint(["closing_id"], ["class_closing.id"], name=op.f("fk_certificate_issue_closing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_issue")),
        sa.UniqueConstraint("badge_id", name=op.f("uq_certificate_issue_badge_id")),
        sa.UniqueConstraint("certificate_id", "edition", name=op.f("uq_certificate_issue_certificate_id_edition")),
    )
    op.create_index(
        "one_issue_in_force",
        "certificate_issue",
        ["certificate_id"],
        unique=True,
        sqlite_where=IN_FORCE,
        postgresql_where=IN_FORCE,
    )
    op.create_index("ix_certificate_issue_closing", "certificate_issue", ["closing_id"])


def downgrade():
    op.drop_table("certificate_issue")
    op.drop_table("certificate")
    op.drop_table("certificate_series")
    op.drop_table("result_overruling")
    with op.batch_alter_table("class_result") as batch:
        batch.drop_column("is_excellent")
        batch.drop_column("overruling_reason")
        batch.drop_column("overruled_by")
    with op.batch_alter_table("programme") as batch:
        batch.drop_constraint(op.f("ck_programme_excellent_is_percent"), type_="check")
        batch.drop_column("excellent_percent")
