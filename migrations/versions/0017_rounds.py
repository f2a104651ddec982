"""Winter and spring rounds: themes, what branches report, members reached otherwise, reminders, closings."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "seasonal_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("declared_year", sa.Integer(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("report_by", sa.Date(), nullable=False),
        sa.Column("minutes_each", sa.Integer(), nullable=False),
        sa.Column("meetings_each", sa.Integer(), nullable=False),
        sa.Column("minutes_a_theme", sa.Integer(), nullable=False),
        sa.Column("meetings_a_theme", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.String(length=100), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("category IN ('冬训', '春训')", name=op.f("ck_seasonal_round_category_known")),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_seasonal_round_days_in_order")),
        sa.CheckConstraint("meetings_a_theme >= 1", name=op.f("ck_seasonal_round_each_theme_is_asked")),
        sa.CheckConstraint(
            "minutes_each >= 0 AND meetings_each >= 0 AND minutes_a_theme >= 0",
            name=op.f("ck_seasonal_round_asked_not_negative"),
        ),
        sa.CheckConstraint("report_by >= first_day", name=op.f("ck_seasonal_round_deadline_after_beginning")),
        sa.ForeignKeyConstraint(["organiser_id"], ["organisation.id"], name=op.f("fk_seasonal_round_organiser_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_seasonal_round_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seasonal_round")),
        sa.UniqueConstraint("programme_id", name=op.f("uq_seasonal_round_programme_id")),
    )
    op.create_index(op.f("ix_seasonal_round_organiser_id"), "seasonal_round", ["organiser_id"], unique=False)
    op.create_table(
        "branch_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("send_key", sa.String(length=40), nullable=False),
        sa.Column("taken_back_reason", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_branch_meeting_organisation_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["seasonal_round.id"], name=op.f("fk_branch_meeting_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch_meeting")),
        sa.UniqueConstraint("send_key", name=op.f("uq_branch_meeting_send_key")),
    )
    op.create_index(op.f("ix_branch_meeting_organisation_id"), "branch_meeting", ["organisation_id"], unique=False)
    op.create_index("ix_branch_meeting_round", "branch_meeting", ["round_id", "organisation_id"], unique=False)
    op.create_table(
        "round_closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.String(length=100), nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_by", sa.String(length=100), nullable=True),
        sa.Column("reopening_reason", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["seasonal_round.id"], name=op.f("fk_round_closing_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_closing")),
    )
    op.create_index(
        "one_round_closing_in_force",
        "round_closing",
        ["round_id"],
        unique=True,
        sqlite_where=sa.text("reopened_at IS NULL"),
        postgresql_where=sa.text("reopened_at IS NULL"),
    )
    op.create_table(
        "round_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sa.String(length=100), nullable=False),
        sa.CheckConstraint("stage IN ('before', 'after', 'by_hand')", name=op.f("ck_round_reminder_stage_known")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_round_reminder_organisation_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["seasonal_round.id"], name=op.f("fk_round_reminder_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_reminder")),
    )
    op.create_index("ix_round_reminder_branch", "round_reminder", ["round_id", "organisation_id"], unique=False)
    op.create_index(
        "one_reminder_a_stage",
        "round_reminder",
        ["round_id", "organisation_id", "stage"],
        unique=True,
        sqlite_where=sa.text("stage <> 'by_hand'"),
        postgresql_where=sa.text("stage <> 'by_hand'"),
    )
    op.create_table(
        "round_theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_round_theme_named")),
        sa.ForeignKeyConstraint(["round_id"], ["seasonal_round.id"], name=op.f("fk_round_theme_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_theme")),
        sa.UniqueConstraint("round_id", "name", name=op.f("uq_round_theme_round_id_name")),
    )
    op.create_table(
        "branch_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("branch_meeting_id", sa.Integer(), nullable=False),
        sa.Column("stored_file_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by", sa.String(length=100), nullable=True),
        sa.CheckConstraint("kind IN ('photo', 'minutes')", name=op.f("ck_branch_file_kind_known")),
        sa.ForeignKeyConstraint(
            ["branch_meeting_id"], ["branch_meeting.id"], name=op.f("fk_branch_file_branch_meeting_id")
        ),
        sa.ForeignKeyConstraint(["stored_file_id"], ["stored_file.id"], name=op.f("fk_branch_file_stored_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch_file")),
        sa.UniqueConstraint("stored_file_id", name=op.f("uq_branch_file_stored_file_id")),
    )
    op.create_index(op.f("ix_branch_file_branch_meeting_id"), "branch_file", ["branch_meeting_id"], unique=False)
    op.create_table(
        "branch_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("branch_meeting_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("credit_centihours", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=100), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.String(length=100), nullable=True),
        sa.CheckConstraint("credit_centihours >= 0", name=op.f("ck_branch_report_credit_not_negative")),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name=op.f("ck_branch_report_minutes_of_a_day")),
        sa.ForeignKeyConstraint(
            ["branch_meeting_id"], ["branch_meeting.id"], name=op.f("fk_branch_report_branch_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_branch_report_organisation_id")
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["round_theme.id"], name=op.f("fk_branch_report_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch_report")),
    )
    op.create_index("ix_branch_report_theme", "branch_report", ["theme_id"], unique=False)
    op.create_index(
        "one_meeting_a_day",
        "branch_report",
        ["organisation_id", "theme_id", "day"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_index(
        "one_report_each",
        "branch_report",
        ["branch_meeting_id"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "member_reach",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("how", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("credit_centihours", sa.Integer(), nullable=False),
        sa.Column("reached_by", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=100), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.String(length=100), nullable=True),
        sa.CheckConstraint("how IN ('talked', 'material', 'replay')", name=op.f("ck_member_reach_how_known")),
        sa.CheckConstraint("kind IN ('home', 'returned', 'away')", name=op.f("ck_member_reach_kind_known")),
        sa.CheckConstraint("minutes BETWEEN 0 AND 1440", name=op.f("ck_member_reach_minutes_of_a_day")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_member_reach_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_member_reach_person_id")),
        sa.ForeignKeyConstraint(["round_id"], ["seasonal_round.id"], name=op.f("fk_member_reach_round_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["round_theme.id"], name=op.f("fk_member_reach_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_reach")),
    )
    op.create_index("ix_member_reach_branch", "member_reach", ["round_id", "organisation_id"], unique=False)
    op.create_index("ix_member_reach_person", "member_reach", ["person_id"], unique=False)
    op.create_index(
        "one_reach_a_day",
        "member_reach",
        ["round_id", "person_id", "day", "kind"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "round_result",
        sa.Column("closing_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("completed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("meetings", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["closing_id"], ["round_closing.id"], name=op.f("fk_round_result_closing_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_round_result_person_id")),
        sa.ForeignKeyConstraint(["record_id"], ["training_record.id"], name=op.f("fk_round_result_record_id")),
        sa.PrimaryKeyConstraint("closing_id", "person_id", name=op.f("pk_round_result")),
    )
    op.create_table(
        "branch_presence",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("attended", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_branch_presence_person_id")),
        sa.ForeignKeyConstraint(["report_id"], ["branch_report.id"], name=op.f("fk_branch_presence_report_id")),
        sa.PrimaryKeyConstraint("report_id", "person_id", name=op.f("pk_branch_presence")),
    )
    op.create_index("ix_branch_presence_person", "branch_presence", ["person_id"], unique=False)


def downgrade():
    for table in (
        "branch_presence",
        "round_result",
        "member_reach",
        "branch_report",
        "branch_file",
        "round_theme",
        "round_reminder",
        "round_closing",
        "branch_meeting",
        "seasonal_round",
    ):
        op.drop_table(table)
