"""Teaching material, reading before a class, tasks after it, and reflections."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_STANDS = sa.text("removed_at IS NULL")


def upgrade():
    op.create_table(
        "material",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training_class_id", sa.Integer(), nullable=False),
        sa.Column("class_meeting_id", sa.Integer(), nullable=True),
        sa.Column("stored_file_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=100), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by", sa.String(length=100), nullable=True),
        sa.CheckConstraint(
            "removed_at IS NOT NULL OR stored_file_id IS NOT NULL", name=op.f("ck_material_file_while_it_stands")
        ),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_material_titled")),
        sa.ForeignKeyConstraint(
            ["class_meeting_id"], ["class_meeting.id"], name=op.f("fk_material_class_meeting_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["stored_file_id"], ["stored_file.id"], name=op.f("fk_material_stored_file_id")),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_material_training_class_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material")),
    )
    op.create_index("ix_material_class", "material", ["training_class_id"], unique=False)
    op.create_index("ix_material_file", "material", ["stored_file_id"], unique=True)
    op.create_index("ix_material_meeting", "material", ["class_meeting_id"], unique=False)
    op.create_table(
        "reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training_class_id", sa.Integer(), nullable=False),
        sa.Column("class_meeting_id", sa.Integer(), nullable=True),
        sa.Column("material_id", sa.Integer(), nullable=True),
        sa.Column("lesson_id", sa.Integer(), nullable=True),
        sa.Column("read_before", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=100), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by", sa.String(length=100), nullable=True),
        sa.CheckConstraint("(material_id IS NULL) <> (lesson_id IS NULL)", name=op.f("ck_reading_file_or_lesson")),
        sa.ForeignKeyConstraint(
            ["class_meeting_id"], ["class_meeting.id"], name=op.f("fk_reading_class_meeting_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_reading_lesson_id")),
        sa.ForeignKeyConstraint(["material_id"], ["material.id"], name=op.f("fk_reading_material_id")),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_reading_training_class_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
    )
    op.create_index("ix_reading_class", "reading", ["training_class_id"], unique=False)
    op.create_index(
        "one_reading_a_file", "reading", ["material_id"], unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS
    )
    op.create_index(
        "one_reading_a_lesson",
        "reading",
        ["training_class_id", "lesson_id"],
        unique=True,
        sqlite_where=_STANDS,
        postgresql_where=_STANDS,
    )
    op.create_table(
        "reading_done",
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reading_done_person_id")),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_reading_done_reading_id")),
        sa.PrimaryKeyConstraint("reading_id", "person_id", name=op.f("pk_reading_done")),
    )
    op.create_table(
        "class_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training_class_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("hint", sa.String(length=500), nullable=False),
        sa.Column("wanted_characters", sa.Integer(), nullable=True),
        sa.Column("curriculum_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=100), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by", sa.String(length=100), nullable=True),
        sa.CheckConstraint("kind IN ('reflection', 'quiz')", name=op.f("ck_class_task_kind_known")),
        sa.CheckConstraint(
            "wanted_characters IS NULL OR wanted_characters > 0", name=op.f("ck_class_task_length_positive")
        ),
        sa.CheckConstraint(
            "(kind = 'quiz') = (curriculum_id IS NOT NULL)", name=op.f("ck_class_task_quiz_of_a_curriculum")
        ),
        sa.ForeignKeyConstraint(["curriculum_id"], ["curriculum.id"], name=op.f("fk_class_task_curriculum_id")),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_class_task_training_class_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_task")),
    )
    op.create_index("ix_class_task_class", "class_task", ["training_class_id"], unique=False)
    op.create_index(
        "one_quiz_of_a_curriculum",
        "class_task",
        ["training_class_id", "curriculum_id"],
        unique=True,
        sqlite_where=_STANDS,
        postgresql_where=_STANDS,
    )
    op.create_table(
        "reflection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_task_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('handed_in', 'commented', 'returned')", name=op.f("ck_reflection_state_known")),
        sa.ForeignKeyConstraint(["class_task_id"], ["class_task.id"], name=op.f("fk_reflection_class_task_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reflection_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflection")),
        sa.UniqueConstraint("class_task_id", "person_id", name=op.f("uq_reflection_class_task_id_person_id")),
    )
    op.create_index("ix_reflection_person", "reflection", ["person_id"], unique=False)
    op.create_table(
        "reflection_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reflection_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("stored_file_id", sa.Integer(), nullable=True),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_reflection_version_counted_from_one")),
        sa.CheckConstraint(
            "length(body) > 0 OR stored_file_id IS NOT NULL", name=op.f("ck_reflection_version_something_in_it")
        ),
        sa.ForeignKeyConstraint(["reflection_id"], ["reflection.id"], name=op.f("fk_reflection_version_reflection_id")),
        sa.ForeignKeyConstraint(
            ["stored_file_id"], ["stored_file.id"], name=op.f("fk_reflection_version_stored_file_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflection_version")),
        sa.UniqueConstraint("reflection_id", "number", name=op.f("uq_reflection_version_reflection_id_number")),
    )
    op.create_index("ix_reflection_version_file", "reflection_version", ["stored_file_id"], unique=True)
    op.create_table(
        "reflection_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reflection_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("returns", sa.Boolean(), nullable=False),
        sa.Column("commented_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("commented_by", sa.String(length=100), nullable=False),
        sa.Column("commenter_name", sa.String(length=100), nullable=False),
        sa.CheckConstraint("length(body) > 0", name=op.f("ck_reflection_comment_with_words")),
        sa.ForeignKeyConstraint(["reflection_id"], ["reflection.id"], name=op.f("fk_reflection_comment_reflection_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflection_comment")),
    )
    op.create_index("ix_reflection_comment_reflection", "reflection_comment", ["reflection_id"], unique=False)


def downgrade():
    op.drop_index("ix_reflection_comment_reflection", table_name="reflection_comment")
    op.drop_table("reflection_comment")
    op.drop_index("ix_reflection_version_file", table_name="reflection_version")
    op.drop_table("reflection_version")
    op.drop_index("ix_reflection_person", table_name="reflection")
    op.drop_table("reflection")
    op.drop_index("one_quiz_of_a_curriculum", table_name="class_task", sqlite_where=_STANDS, postgresql_where=_STANDS)
    op.drop_index("ix_class_task_class", table_name="class_task")
    op.drop_table("class_task")
    op.drop_table("reading_done")
    op.drop_index("one_reading_a_lesson", table_name="reading", sqlite_where=_STANDS, postgresql_where=_STANDS)
    op.drop_index("one_reading_a_file", table_name="reading", sqlite_where=_STANDS, postgresql_where=_STANDS)
    op.drop_index("ix_reading_class", table_name="reading")
    op.drop_table("reading")
    op.drop_index("ix_material_meeting", table_name="material")
    op.drop_index("ix_material_file", table_name="material")
    op.drop_index("ix_material_class", table_name="material")
    op.drop_table("material")
