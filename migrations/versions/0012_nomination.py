"""Call-ups: quotas by unit, nominations, and the notices sent."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ACTIVE = sa.text("state IN ('nominated', 'waiting', 'confirmed')")
NOT_SENT = sa.text("sent_at IS NULL")


def upgrade():
    _call_up()
    _nomination()
    _notice()


def _call_up():
    op.create_table(
        "call_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training_class_id", sa.Integer(), nullable=False),
        sa.Column("requirement_id", sa.Integer(), nullable=True),
        sa.Column("owed_year", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=100), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("seats > 0", name=op.f("ck_call_up_has_seats")),
        sa.CheckConstraint("minimum >= 0", name=op.f("ck_call_up_minimum_not_negative")),
        sa.CheckConstraint("state IN ('draft', 'open', 'sent')", name=op.f("ck_call_up_state_known")),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_call_up_training_class_id")
        ),
        sa.ForeignKeyConstraint(["requirement_id"], ["requirement.id"], name=op.f("fk_call_up_requirement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_up")),
        sa.UniqueConstraint("training_class_id", name=op.f("uq_call_up_training_class_id")),
    )
    op.create_index(op.f("ix_call_up_closes_on"), "call_up", ["closes_on"])
    op.create_table(
        "call_quota",
        sa.Column("call_up_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("owing", sa.Integer(), nullable=False),
        sa.Column("by_rule", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("seats >= 0 AND by_rule >= 0 AND owing >= 0", name=op.f("ck_call_quota_not_negative")),
        sa.ForeignKeyConstraint(
            ["call_up_id"], ["call_up.id"], name=op.f("fk_call_quota_call_up_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_call_quota_organisation_id")),
        sa.PrimaryKeyConstraint("call_up_id", "organisation_id", name=op.f("pk_call_quota")),
    )
    op.create_index(op.f("ix_call_quota_organisation_id"), "call_quota", ["organisation_id"])


def _nomination():
    op.create_table(
        "nomination",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_up_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("nominated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nominated_by", sa.String(length=100), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=100), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('nominated', 'waiting', 'confirmed', 'replaced', 'refused', 'withdrawn')",
            name=op.f("ck_nomination_state_known"),
        ),
        sa.CheckConstraint(
            "replaced_by_id IS NULL OR state = 'replaced'", name=op.f("ck_nomination_only_replaced_by_somebody")
        ),
        sa.ForeignKeyConstraint(["call_up_id"], ["call_up.id"], name=op.f("fk_nomination_call_up_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_nomination_person_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_nomination_organisation_id")),
        sa.ForeignKeyConstraint(["replaced_by_id"], ["nomination.id"], name=op.f("fk_nomination_replaced_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination")),
    )
    op.create_index("ix_nomination_call", "nomination", ["call_up_id", "organisation_id", "state"])
    op.create_index("ix_nomination_person", "nomination", ["person_id"])
    op.create_index(
        "one_nomination_each", "nomination", ["call_up_id", "person_id"], unique=True,
        sqlite_where=ACTIVE, postgresql_where=ACTIVE,
    )  # fmt: skip


def _notice():
    op.create_table(
        "call_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_up_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("document_number", sa.String(length=60), nullable=False),
        sa.Column("issuer", sa.String(length=100), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("demands", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(length=60), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=100), nullable=False),
        sa.Column("docx_file_id", sa.Integer(), nullable=True),
        sa.Column("pdf_file_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_by", sa.String(length=100), nullable=True),
        sa.CheckConstraint(
            "(sent_at IS NULL) = (docx_file_id IS NULL)", name=op.f("ck_call_notice_sent_with_its_file")
        ),
        sa.ForeignKeyConstraint(["call_up_id"], ["call_up.id"], name=op.f("fk_call_notice_call_up_id")),
        sa.ForeignKeyConstraint(["docx_file_id"], ["stored_file.id"], name=op.f("fk_call_notice_docx_file_id")),
        sa.ForeignKeyConstraint(["pdf_file_id"], ["stored_file.id"], name=op.f("fk_call_notice_pdf_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_notice")),
        sa.UniqueConstraint("call_up_id", "edition", name=op.f("uq_call_notice_call_up_id_edition")),
    )
    op.create_index(
        "one_notice_being_written", "call_notice", ["call_up_id"], unique=True,
        sqlite_where=NOT_SENT, postgresql_where=NOT_SENT,
    )  # fmt: skip
    op.create_table(
        "call_notice_person",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["call_notice.id"], name=op.f("fk_call_notice_person_notice_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_call_notice_person_person_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_call_notice_person_organisation_id")
        ),
        sa.PrimaryKeyConstraint("notice_id", "person_id", name=op.f("pk_call_notice_person")),
    )
    op.create_index(op.f("ix_call_notice_person_person_id"), "call_notice_person", ["person_id"])


def downgrade():
    op.drop_table("call_notice_person")
    op.drop_table("call_notice")
    op.drop_table("nomination")
    op.drop_table("call_quota")
    op.drop_table("call_up")
