"""Programmes, classes, enrolment, attendance, leave and closings."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "number_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_number_try_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_try")),
    )
    op.create_index("ix_number_try_person", "number_try", ["person_id", "tried_at"], unique=False)
    op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.Column("is_round", sa.Boolean(), nullable=False),
        sa.Column("required_share_percent", sa.Integer(), nullable=False),
        sa.Column("quiz_curriculum_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=100), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_programme_named")),
        sa.CheckConstraint("required_share_percent BETWEEN 0 AND 100", name=op.f("ck_programme_share_is_percent")),
        sa.ForeignKeyConstraint(["organiser_id"], ["organisation.id"], name=op.f("fk_programme_organiser_id")),
        sa.ForeignKeyConstraint(
            ["quiz_curriculum_id"], ["curriculum.id"], name=op.f("fk_programme_quiz_curriculum_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
    )
    op.create_index(op.f("ix_programme_organiser_id"), "programme", ["organiser_id"], unique=False)
    op.create_index(op.f("ix_programme_year"), "programme", ["year"], unique=False)
    op.create_table(
        "training_class",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.Column("draws_from_id", sa.Integer(), nullable=False),
        sa.Column("intake_number", sa.Integer(), nullable=False),
        sa.Column("venue", sa.String(length=100), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("planned_centihours", sa.Integer(), nullable=False),
        sa.Column("supervisor_person_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=100), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_training_class_has_seats")),
        sa.CheckConstraint("planned_centihours >= 0", name=op.f("ck_training_class_hours_not_negative")),
        sa.ForeignKeyConstraint(["draws_from_id"], ["organisation.id"], name=op.f("fk_training_class_draws_from_id")),
        sa.ForeignKeyConstraint(["organiser_id"], ["organisation.id"], name=op.f("fk_training_class_organiser_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_training_class_programme_id")),
        sa.ForeignKeyConstraint(
            ["supervisor_person_id"], ["person.id"], name=op.f("fk_training_class_supervisor_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_class")),
        sa.UniqueConstraint(
            "programme_id",
            "organiser_id",
            "intake_number",
            name=op.f("uq_training_class_programme_id_organiser_id_intake_number"),
        ),
    )
    op.create_index(op.f("ix_training_class_organiser_id"), "training_class", ["organiser_id"], unique=False)
    op.create_index(op.f("ix_training_class_programme_id"), "training_class", ["programme_id"], unique=False)
    op.create_index(
        op.f("ix_training_class_supervisor_person_id"), "training_class", ["supervisor_person_id"], unique=False
    )
    op.create_table(
        "class_closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training_class_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.String(length=100), nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_by", sa.String(length=100), nullable=True),
        sa.Column("reopening_reason", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_class_closing_training_class_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_closing")),
    )
    op.create_index(
        "one_closing_in_force",
        "class_closing",
        ["training_class_id"],
        unique=True,
        sqlite_where=sa.text("reopened_at IS NULL"),
        postgresql_where=sa.text("reopened_at IS NULL"),
    )
    op.create_table(
        "class_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training_class_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("half", sa.String(length=10), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("credit_centihours", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=150), nullable=False),
        sa.Column("teacher", sa.String(length=60), nullable=False),
        sa.Column("room", sa.String(length=60), nullable=False),
        sa.Column("sign_in_secret", sa.String(length=64), nullable=False),
        sa.Column("head_count", sa.Integer(), nullable=True),
        sa.CheckConstraint("half IN ('morning', 'afternoon', 'evening')", name=op.f("ck_class_meeting_half_known")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_class_meeting_times_in_order")),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_class_meeting_training_class_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_meeting")),
        sa.UniqueConstraint(
            "training_class_id", "day", "half", name=op.f("uq_class_meeting_training_class_id_day_half")
        ),
    )
    op.create_index(op.f("ix_class_meeting_day"), "class_meeting", ["day"], unique=False)
    op.create_index(op.f("ix_class_meeting_training_class_id"), "class_meeting", ["training_class_id"], unique=False)
    op.create_table(
        "class_schedule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training_class_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("declared_year", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=100), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.String(length=100), nullable=True),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_class_schedule_days_in_order")),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_class_schedule_training_class_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_schedule")),
    )
    op.create_index("ix_class_schedule_last_day", "class_schedule", ["last_day"], unique=False)
    op.create_index(
        "one_schedule_each",
        "class_schedule",
        ["training_class_id"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "enrolment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training_class_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawal_reason", sa.String(length=100), nullable=True),
        sa.Column("make_up_year", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=100), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.String(length=100), nullable=True),
        sa.CheckConstraint(
            "withdrawn_on IS NULL OR withdrawn_on >= enrolled_on", name=op.f("ck_enrolment_days_in_order")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_enrolment_person_id")),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_enrolment_training_class_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
    )
    op.create_index("ix_enrolment_class", "enrolment", ["training_class_id"], unique=False)
    op.create_index("ix_enrolment_person", "enrolment", ["person_id"], unique=False)
    op.create_index(
        "one_seat_each",
        "enrolment",
        ["training_class_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL AND withdrawn_on IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL AND withdrawn_on IS NULL"),
    )
    op.create_table(
        "leave_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training_class_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=100), nullable=True),
        sa.Column("decision_note", sa.String(length=300), nullable=True),
        sa.CheckConstraint("kind IN ('personal', 'sick', 'official')", name=op.f("ck_leave_request_kind_known")),
        sa.CheckConstraint(
            "state IN ('asked', 'approved', 'refused', 'taken_back')", name=op.f("ck_leave_request_state_known")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_leave_request_person_id")),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_leave_request_training_class_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave_request")),
    )
    op.create_index("ix_leave_request_class", "leave_request", ["training_class_id", "state"], unique=False)
    op.create_index(op.f("ix_leave_request_person_id"), "leave_request", ["person_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("minutes_attended", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("device", sa.String(length=64), nullable=True),
        sa.Column("address", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=100), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.String(length=100), nullable=True),
        sa.CheckConstraint(
            "(status = 'left_early') = (minutes_attended IS NOT NULL)",
            name=op.f("ck_attendance_minutes_when_left_early"),
        ),
        sa.CheckConstraint(
            "source IN ('roll_call', 'code', 'number', 'leave', 'import')", name=op.f("ck_attendance_source_known")
        ),
        sa.CheckConstraint(
            "status IN ('present', 'late', 'left_early', 'leave', 'absent')", name=op.f("ck_attendance_status_known")
        ),
        sa.ForeignKeyConstraint(
            ["class_meeting_id"], ["class_meeting.id"], name=op.f("fk_attendance_class_meeting_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
    )
    op.create_index("ix_attendance_person", "attendance", ["person_id"], unique=False)
    op.create_index(
        "one_mark_each",
        "attendance",
        ["class_meeting_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "class_result",
        sa.Column("closing_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("completed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.Column("planned_centihours", sa.Integer(), nullable=False),
        sa.Column("attended_centihours", sa.Integer(), nullable=False),
        sa.Column("half_days_attended", sa.Integer(), nullable=False),
        sa.Column("half_days_expected", sa.Integer(), nullable=False),
        sa.Column("score_cents", sa.Integer(), nullable=True),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["closing_id"], ["class_closing.id"], name=op.f("fk_class_result_closing_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_class_result_person_id")),
        sa.ForeignKeyConstraint(["record_id"], ["training_record.id"], name=op.f("fk_class_result_record_id")),
        sa.PrimaryKeyConstraint("closing_id", "person_id", name=op.f("pk_class_result")),
    )
    op.create_table(
        "leave_meeting",
        sa.Column("leave_request_id", sa.Integer(), nullable=False),
        sa.Column("class_meeting_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_meeting_id"], ["class_meeting.id"], name=op.f("fk_leave_meeting_class_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["leave_request_id"],
            ["leave_request.id"],
            name=op.f("fk_leave_meeting_leave_request_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("leave_request_id", "class_meeting_id", name=op.f("pk_leave_meeting")),
    )


def downgrade():
    op.drop_table("leave_meeting")
    op.drop_table("class_result")
    op.drop_index(
        "one_mark_each",
        table_name="attendance",
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.drop_index("ix_attendance_person", table_name="attendance")
    op.drop_table("attendance")
    op.drop_index(op.f("ix_leave_request_person_id"), table_name="leave_request")
    op.drop_index("ix_leave_request_class", table_name="leave_request")
    op.drop_table("leave_request")
    op.drop_index(
        "one_seat_each",
        table_name="enrolment",
        sqlite_where=sa.text("superseded_at IS NULL AND withdrawn_on IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL AND withdrawn_on IS NULL"),
    )
    op.drop_index("ix_enrolment_person", table_name="enrolment")
    op.drop_index("ix_enrolment_class", table_name="enrolment")
    op.drop_table("enrolment")
    op.drop_index(
        "one_schedule_each",
        table_name="class_schedule",
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.drop_index("ix_class_schedule_last_day", table_name="class_schedule")
    op.drop_table("class_schedule")
    op.drop_index(op.f("ix_class_meeting_training_class_id"), table_name="class_meeting")
    op.drop_index(op.f("ix_class_meeting_day"), table_name="class_meeting")
    op.drop_table("class_meeting")
    op.drop_index(
        "one_closing_in_force",
        table_name="class_closing",
        sqlite_where=sa.text("reopened_at IS NULL"),
        postgresql_where=sa.text("reopened_at IS NULL"),
    )
    op.drop_table("class_closing")
    op.drop_index(op.f("ix_training_class_supervisor_person_id"), table_name="training_class")
    op.drop_index(op.f("ix_training_class_programme_id"), table_name="training_class")
    op.drop_index(op.f("ix_training_class_organiser_id"), table_name="training_class")
    op.drop_table("training_class")
    op.drop_index(op.f("ix_programme_year"), table_name="programme")
    op.drop_index(op.f("ix_programme_organiser_id"), table_name="programme")
    op.drop_table("programme")
    op.drop_index("ix_number_try_person", table_name="number_try")
    op.drop_table("number_try")
