"""Learners brought to another version, reports of errors, modules retired, tips proposed"""

import sqlalchemy as sa
from alembic import op

import app.kernel.db

revision = "0003"
down_revision = "0001"


def upgrade() -> None:

    op.create_table(
        "learning_error_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("block", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=250), nullable=False),
        sa.Column("is_safety", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reported_by", sa.Uuid(), nullable=False),
        sa.Column("reported_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "corrected", "unfounded", name="reportstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", app.kernel.db.UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("corrected_in", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(state = 'open') = (closed_at IS NULL)", name=op.f("ck_learning_error_report_closed_has_moment")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["people_person.id"], name=op.f("fk_learning_error_report_closed_by")
        ),
        sa.ForeignKeyConstraint(
            ["module_id"], ["catalogue_module.id"], name=op.f("fk_learning_error_report_module_id")
        ),
        sa.ForeignKeyConstraint(
            ["reported_by"], ["people_person.id"], name=op.f("fk_learning_error_report_reported_by")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["catalogue_version.id"], name=op.f("fk_learning_error_report_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_error_report")),
    )
    with op.batch_alter_table("learning_error_report", schema=None) as batch_op:
        batch_op.create_index("ix_learning_error_report_module", ["module_id", "state"], unique=False)

    op.create_table(
        "learning_move",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.Uuid(), nullable=False),
        sa.Column("from_version_id", sa.Uuid(), nullable=False),
        sa.Column("to_version_id", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=True),
        sa.Column("decisions", app.kernel.db.Json, nullable=False),
        sa.Column("summary", app.kernel.db.Json, nullable=False),
        sa.Column("begun_by", sa.Uuid(), nullable=False),
        sa.Column("begun_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("ended_at", app.kernel.db.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["begun_by"], ["people_person.id"], name=op.f("fk_learning_move_begun_by")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["network_centre.id"], name=op.f("fk_learning_move_centre_id")
        ),
        sa.ForeignKeyConstraint(
            ["from_version_id"], ["catalogue_version.id"], name=op.f("fk_learning_move_from_version_id")
        ),
        sa.ForeignKeyConstraint(
            ["module_id"], ["catalogue_module.id"], name=op.f("fk_learning_move_module_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_version_id"], ["catalogue_version.id"], name=op.f("fk_learning_move_to_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_move")),
    )
    with op.batch_alter_table("learning_move", schema=None) as batch_op:
        batch_op.create_index("ix_learning_move_module", ["module_id", "begun_at"], unique=False)

    op.create_table(
        "learning_moved_enrolment",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("move_id", sa.Uuid(), nullable=False),
        sa.Column("moved_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column("done_before", sa.Integer(), nullable=False),
        sa.Column("required_before", sa.Integer(), nullable=False),
        sa.Column("done_after", sa.Integer(), nullable=False),
        sa.Column("required_after", sa.Integer(), nullable=False),
        sa.Column("redone", app.kernel.db.Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["learning_enrolment.id"], name=op.f("fk_learning_moved_enrolment_enrolment_id")
        ),
        sa.ForeignKeyConstraint(
            ["move_id"], ["learning_move.id"], name=op.f("fk_learning_moved_enrolment_move_id")
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "move_id", name=op.f("pk_learning_moved_enrolment")),
    )
    with op.batch_alter_table("learning_moved_enrolment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_learning_moved_enrolment_move_id"), ["move_id"], unique=False)

    op.create_table(
        "tutoring_tip",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("help_request_id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.Uuid(), nullable=False),
        sa.Column("block", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("proposed", "taken", "declined", name="tipstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", app.kernel.db.UtcDateTime(), nullable=True),
        sa.Column("taken_block", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state = 'proposed') = (decided_at IS NULL)", name=op.f("ck_tutoring_tip_decided_has_moment")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["people_person.id"], name=op.f("fk_tutoring_tip_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["help_request_id"], ["tutoring_help_request.id"], name=op.f("fk_tutoring_tip_help_request_id")
        ),
        sa.ForeignKeyConstraint(
            ["module_id"], ["catalogue_module.id"], name=op.f("fk_tutoring_tip_module_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["people_person.id"], name=op.f("fk_tutoring_tip_proposed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tutoring_tip")),
        sa.UniqueConstraint("help_request_id", name=op.f("uq_tutoring_tip_help_request_id")),
    )
    with op.batch_alter_table("tutoring_tip", schema=None) as batch_op:
        batch_op.create_index("ix_tutoring_tip_module", ["module_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_tutoring_tip_proposed_by"), ["proposed_by"], unique=False)

    with op.batch_alter_table("catalogue_module", schema=None) as batch_op:
        batch_op.add_column(sa.Column("retired_at", app.kernel.db.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("retired_why", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("catalogue_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("retired_why", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("learning_enrolment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version_since", app.kernel.db.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("version_read_at", app.kernel.db.UtcDateTime(), nullable=True))
        batch_op.create_index("ix_learning_enrolment_version", ["version_id"], unique=False)


def downgrade() -> None:

    with op.batch_alter_table("learning_enrolment", schema=None) as batch_op:
        batch_op.drop_index("ix_learning_enrolment_version")
        batch_op.drop_column("version_read_at")
        batch_op.drop_column("version_since")

    with op.batch_alter_table("catalogue_version", schema=None) as batch_op:
        batch_op.drop_column("retired_why")

    with op.batch_alter_table("catalogue_module", schema=None) as batch_op:
        batch_op.drop_column("retired_why")
        batch_op.drop_column("retired_at")

    with op.batch_alter_table("tutoring_tip", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tutoring_tip_proposed_by"))
        batch_op.drop_index("ix_tutoring_tip_module")

    op.drop_table("tutoring_tip")
    with op.batch_alter_table("learning_moved_enrolment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learning_moved_enrolment_move_id"))

    op.drop_table("learning_moved_enrolment")
    with op.batch_alter_table("learning_move", schema=None) as batch_op:
        batch_op.drop_index("ix_learning_move_module")

    op.drop_table("learning_move")
    with op.batch_alter_table("learning_error_report", schema=None) as batch_op:
        batch_op.drop_index("ix_learning_error_report_module")

    op.drop_table("learning_error_report")
