"""Requests to be erased, who was, and what was taken away because its time was over"""

import sqlalchemy as sa
from alembic import op
import app.kernel.db

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "people_erasure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("heard", sa.String(length=250), nullable=False),
        sa.Column("open_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column("due_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "withdrawn", "refused", "done", name="erasurestate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("answered_at", app.kernel.db.UtcDateTime(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state = 'waiting') = (answered_at IS NULL)", name=op.f("ck_people_erasure_answered_has_moment")
        ),
        sa.CheckConstraint(
            "(state = 'refused') = (answer <> '')", name=op.f("ck_people_erasure_refused_has_reason")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people_person.id"], name=op.f("fk_people_erasure_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_erasure")),
    )
    with op.batch_alter_table("people_erasure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_people_erasure_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_people_erasure_due", ["state", "due_at"], unique=False)
        batch_op.create_index(
            "uq_people_erasure_waiting",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
    op.create_table(
        "people_term_run",
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "until_on", name=op.f("pk_people_term_run")),
    )
    with op.batch_alter_table("people_person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("erased_at", app.kernel.db.UtcDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("people_person", schema=None) as batch_op:
        batch_op.drop_column("erased_at")
    op.drop_table("people_term_run")
    op.drop_table("people_erasure")
