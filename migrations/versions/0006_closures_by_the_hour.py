"""Closures by the hour, with reasons that have a name, and public holidays that a centre keeps or not"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

# Plain constants: SQLite adds such columns in place, where anything else would make the table anew.
YES, OTHER, NOTHING = "1", "other", ""
KINDS = ("leave", "bridge", "team", "works", "other")


def upgrade() -> None:
    with op.batch_alter_table("network_centre", schema=None) as batch_op:
        batch_op.add_column(sa.Column("keeps_holidays", sa.Boolean(), nullable=False, server_default=YES))
    kind = sa.Enum(*KINDS, name="closurekind", native_enum=False, length=32)
    with op.batch_alter_table("network_closure", schema=None) as batch_op:
        batch_op.add_column(sa.Column("starts", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("ends", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("kind", kind, nullable=False, server_default=OTHER))
        batch_op.add_column(sa.Column("origin", sa.String(length=64), nullable=False, server_default=NOTHING))


def downgrade() -> None:
    with op.batch_alter_table("network_closure", schema=None) as batch_op:
        for column in ("origin", "kind", "ends", "starts"):
            batch_op.drop_column(column)
    with op.batch_alter_table("network_centre", schema=None) as batch_op:
        batch_op.drop_column("keeps_holidays")
