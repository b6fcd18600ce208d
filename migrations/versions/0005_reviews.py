"""Reviews of drafts, comments at their blocks, and what their links answered"""

import sqlalchemy as sa
from alembic import op
import app.kernel.db

revision = "0005"
down_revision = "0004"

# A plain constant: SQLite adds such a column in place.
NO = "0"


def upgrade() -> None:
    with op.batch_alter_table("network_centre", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reviews_first", sa.Boolean(), nullable=False, server_default=NO))
    op.create_table(
        "studio_review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "approved",
                "changes",
                "withdrawn",
                name="reviewstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("answered_at", app.kernel.db.UtcDateTime(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("seen", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(state = 'asked') = (answered_at IS NULL)", name=op.f("ck_studio_review_answered_has_moment")
        ),
        sa.ForeignKeyConstraint(
            ["module_id"],
            ["catalogue_module.id"],
            name=op.f("fk_studio_review_module_id_catalogue_module"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studio_review")),
    )
    op.create_index("ix_studio_review_module", "studio_review", ["module_id", "asked_at"], unique=False)
    op.create_index("ix_studio_review_inbox", "studio_review", ["reviewer_id", "state"], unique=False)
    op.create_table(
        "studio_comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.Uuid(), nullable=False),
        sa.Column("block", sa.String(length=64), nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=True),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("resolved_by", sa.Uuid(), nullable=True),
        sa.Column("resolved_at", app.kernel.db.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["module_id"],
            ["catalogue_module.id"],
            name=op.f("fk_studio_comment_module_id_catalogue_module"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["studio_comment.id"],
            name=op.f("fk_studio_comment_thread_id_studio_comment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studio_comment")),
    )
    op.create_index("ix_studio_comment_block", "studio_comment", ["module_id", "block", "at"], unique=False)
    op.create_table(
        "studio_link_look",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("asked_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column("looked_at", app.kernel.db.UtcDateTime(), nullable=True),
        sa.Column("answers", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studio_link_look")),
    )
    op.create_index("ix_studio_link_look_next", "studio_link_look", ["looked_at", "asked_at"], unique=False)


def downgrade() -> None:
    op.drop_table("studio_link_look")
    op.drop_table("studio_comment")
    op.drop_table("studio_review")
    with op.batch_alter_table("network_centre", schema=None) as batch_op:
        batch_op.drop_column("reviews_first")
