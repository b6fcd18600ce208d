"""Ways to sign in: cards, codes of a second step, passkeys, outside accounts"""

import sqlalchemy as sa
from alembic import op
import app.kernel.db

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "people_card",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("pin_hash", sa.String(length=200), nullable=False),
        sa.Column("made_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column("used_at", app.kernel.db.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["centre_id"], ["network_centre.id"], name=op.f("fk_people_card_centre_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people_person.id"], name=op.f("fk_people_card_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_card")),
        sa.UniqueConstraint("code", name=op.f("uq_people_card_code")),
        sa.UniqueConstraint("person_id", name=op.f("uq_people_card_person_id")),
    )
    op.create_table(
        "people_code_key",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.String(length=250), nullable=False),
        sa.Column("made_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people_person.id"], name=op.f("fk_people_code_key_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_people_code_key")),
    )
    op.create_table(
        "people_outside_account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("issuer", sa.String(length=250), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("made_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people_person.id"], name=op.f("fk_people_outside_account_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_outside_account")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_people_outside_account_issuer_subject")),
    )
    with op.batch_alter_table("people_outside_account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_people_outside_account_person_id"), ["person_id"], unique=False)

    op.create_table(
        "people_passkey",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("credential", sa.String(length=1400), nullable=False),
        sa.Column("public_key", sa.String(length=2000), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("device", sa.String(length=250), nullable=False),
        sa.Column("made_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column("used_at", app.kernel.db.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people_person.id"], name=op.f("fk_people_passkey_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_passkey")),
        sa.UniqueConstraint("credential", name=op.f("uq_people_passkey_credential")),
    )
    with op.batch_alter_table("people_passkey", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_people_passkey_person_id"), ["person_id"], unique=False)

    op.create_table(
        "people_recovery_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", app.kernel.db.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people_person.id"], name=op.f("fk_people_recovery_code_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_recovery_code")),
        sa.UniqueConstraint("person_id", "hash", name=op.f("uq_people_recovery_code_person_id_hash")),
    )
    with op.batch_alter_table("people_recovery_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_people_recovery_code_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("people_sitting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("network", sa.String(length=64), server_default="", nullable=False))
        batch_op.add_column(
            sa.Column(
                "means",
                sa.Enum("password", "card", "passkey", "outside", name="means", native_enum=False, length=32),
                server_default="password",
                nullable=False,
            )
        )



def downgrade() -> None:
    with op.batch_alter_table("people_sitting", schema=None) as batch_op:
        batch_op.drop_column("means")
        batch_op.drop_column("network")

    with op.batch_alter_table("people_recovery_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_people_recovery_code_person_id"))

    op.drop_table("people_recovery_code")
    with op.batch_alter_table("people_passkey", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_people_passkey_person_id"))

    op.drop_table("people_passkey")
    with op.batch_alter_table("people_outside_account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_people_outside_account_person_id"))

    op.drop_table("people_outside_account")
    op.drop_table("people_code_key")
    op.drop_table("people_card")
