"""Anonymous evaluation of topics, teachers and classes."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

OF_TOPIC = sa.text("class_meeting_id IS NOT NULL")
OF_CLASS = sa.text("class_meeting_id IS NULL")


def upgrade():
    op.create_table(
        "evaluation_tally",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("training_class_id", sa.Integer(), nullable=False),
        sa.Column("class_meeting_id", sa.Integer(), nullable=True),
        sa.Column("question", sa.String(length=12), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name=op.f("ck_evaluation_tally_score_known")),
        sa.CheckConstraint("votes > 0", name=op.f("ck_evaluation_tally_has_votes")),
        sa.ForeignKeyConstraint(
            ["class_meeting_id"], ["class_meeting.id"], name=op.f("fk_evaluation_tally_class_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_evaluation_tally_training_class_id")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_evaluation_tally")),
        sqlite_with_rowid=False,
    )
    _index("one_tally_of_topic", "evaluation_tally", ["class_meeting_id", "question", "score"], OF_TOPIC)
    _index("one_tally_of_class", "evaluation_tally", ["training_class_id", "question", "score"], OF_CLASS)
    op.create_index("ix_evaluation_tally_class", "evaluation_tally", ["training_class_id"])
    op.create_table(
        "evaluation_remark",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("training_class_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_evaluation_remark_training_class_id")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_evaluation_remark")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_evaluation_remark_class", "evaluation_remark", ["training_class_id"])
    op.create_table(
        "evaluation_box",
        sa.Column("training_class_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_evaluation_box_training_class_id")
        ),
        sa.PrimaryKeyConstraint("training_class_id", name=op.f("pk_evaluation_box")),
    )
    op.create_table(
        "evaluation_given",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("training_class_id", sa.Integer(), nullable=False),
        sa.Column("class_meeting_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_meeting_id"], ["class_meeting.id"], name=op.f("fk_evaluation_given_class_meeting_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_evaluation_given_person_id")),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_evaluation_given_training_class_id")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_evaluation_given")),
        sqlite_with_rowid=False,
    )
    _index("one_answer_about_topic", "evaluation_given", ["class_meeting_id", "person_id"], OF_TOPIC)
    _index("one_answer_about_class", "evaluation_given", ["training_class_id", "person_id"], OF_CLASS)
    op.create_index("ix_evaluation_given_person", "evaluation_given", ["person_id"])
    op.create_table(
        "evaluation_reminder",
        sa.Column("training_class_id", sa.Integer(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_evaluation_reminder_training_class_id")
        ),
        sa.PrimaryKeyConstraint("training_class_id", name=op.f("pk_evaluation_reminder")),
    )


def _index(name, table, columns, where):
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)


def downgrade():
    op.drop_table("evaluation_reminder")
    op.drop_index("ix_evaluation_given_person", table_name="evaluation_given")
    op.drop_index("one_answer_about_class", table_name="evaluation_given")
    op.drop_index("one_answer_about_topic", table_name="evaluation_given")
    op.drop_table("evaluation_given")
    op.drop_table("evaluation_box")
    op.drop_index("ix_evaluation_remark_class", table_name="evaluation_remark")
    op.drop_table("evaluation_remark")
    op.drop_index("ix_evaluation_tally_class", table_name="evaluation_tally")
    op.drop_index("one_tally_of_class", table_name="evaluation_tally")
    op.drop_index("one_tally_of_topic", table_name="evaluation_tally")
    op.drop_table("evaluation_tally")
