"""Handovers: what a successor had to know of each learner that day"""

import sqlalchemy as sa
from alembic import op
import app.kernel.db

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "tutoring_handover",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("former_tutor_id", sa.Uuid(), nullable=False),
        sa.Column("tutor_id", sa.Uuid(), nullable=False),
        sa.Column("at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum("left", "shared", "moved", name="handoverreason", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("brief", app.kernel.db.Json, nullable=False),
        sa.Column("read_at", app.kernel.db.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["learning_enrolment.id"], name=op.f("fk_tutoring_handover_enrolment_id")
        ),
        sa.ForeignKeyConstraint(
            ["former_tutor_id"], ["people_person.id"], name=op.f("fk_tutoring_handover_former_tutor_id")
        ),
        sa.ForeignKeyConstraint(
            ["tutor_id"], ["people_person.id"], name=op.f("fk_tutoring_handover_tutor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tutoring_handover")),
    )
    op.create_index("ix_tutoring_handover_line", "tutoring_handover", ["enrolment_id", "at"])
    op.create_index("ix_tutoring_handover_unread", "tutoring_handover", ["tutor_id", "read_at"])


def downgrade() -> None:
    op.drop_table("tutoring_handover")
