"""What modules say of themselves in other languages, and what translations were made from"""

import sqlalchemy as sa
from alembic import op
import app.kernel.db

revision = "0007"
down_revision = "0006"

# A plain constant: SQLite adds such a column in place.
JSON_OBJECT = "{}"
ADDED = (
    ("catalogue_module", "words"),
    ("catalogue_version", "words"),
    ("catalogue_version", "behind"),
    ("catalogue_unit", "behind"),
    ("catalogue_block", "behind"),
)


def upgrade() -> None:
    for table, name in ADDED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(
                sa.Column(name, app.kernel.db.Json, nullable=False, server_default=JSON_OBJECT)
            )


def downgrade() -> None:
    for table, name in reversed(ADDED):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column(name)
