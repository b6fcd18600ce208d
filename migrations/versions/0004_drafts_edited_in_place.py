"""Drafts edited in place, and the history of their changes"""

import sqlalchemy as sa
from alembic import op
import app.kernel.db

revision = "0004"
down_revision = "0003"

# Plain constants: SQLite adds such columns in place, where anything else would make the table anew.
JSON_OBJECT, NOTHING, ZERO, NO = "{}", "", "0", "0"


def upgrade() -> None:
    with op.batch_alter_table("catalogue_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("head", app.kernel.db.Json, nullable=False, server_default=JSON_OBJECT))
        batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default=ZERO))
        batch_op.add_column(sa.Column("head_revision", sa.Integer(), nullable=False, server_default=ZERO))
    with op.batch_alter_table("catalogue_unit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("name", sa.String(length=64), nullable=False, server_default=NOTHING))
        batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default=ZERO))
        batch_op.add_column(sa.Column("is_hidden", sa.Boolean(), nullable=False, server_default=NO))
    with op.batch_alter_table("catalogue_block", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_hidden", sa.Boolean(), nullable=False, server_default=NO))
        batch_op.add_column(sa.Column("source", app.kernel.db.Json, nullable=False, server_default=JSON_OBJECT))
        batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default=ZERO))
    op.create_table(
        "catalogue_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.Uuid(), nullable=False),
        sa.Column("since", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column("at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("verb", sa.String(length=64), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("block", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("before", app.kernel.db.Json, nullable=False),
        sa.Column("after", app.kernel.db.Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["module_id"],
            ["catalogue_module.id"],
            name=op.f("fk_catalogue_change_module_id_catalogue_module"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_change")),
    )
    with op.batch_alter_table("catalogue_change", schema=None) as batch_op:
        batch_op.create_index("ix_catalogue_change_module", ["module_id", "id"], unique=False)
        batch_op.create_index("ix_catalogue_change_block", ["module_id", "block", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("catalogue_change", schema=None) as batch_op:
        batch_op.drop_index("ix_catalogue_change_block")
        batch_op.drop_index("ix_catalogue_change_module")
    op.drop_table("catalogue_change")
    for table, columns in (
        ("catalogue_block", ("revision", "source", "is_hidden")),
        ("catalogue_unit", ("is_hidden", "revision", "name")),
        ("catalogue_version", ("head_revision", "revision", "head")),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.drop_column(column)
