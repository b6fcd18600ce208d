"""A copy of what is kept, what is brought along, what people choose to say"""

import sqlalchemy as sa
from alembic import op
import app.kernel.db

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "learning_brought",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("origin", sa.String(length=250), nullable=False),
        sa.Column("whom", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=250), nullable=False),
        sa.Column("made_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("taken_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column("taken_by", sa.Uuid(), nullable=True),
        sa.Column("carried", app.kernel.db.Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people_person.id"], name=op.f("fk_learning_brought_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["taken_by"], ["people_person.id"], name=op.f("fk_learning_brought_taken_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_brought")),
        sa.UniqueConstraint(
            "person_id", "origin", "whom", name=op.f("uq_learning_brought_person_id_origin_whom")
        ),
    )
    op.create_table(
        "people_consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Integer(), nullable=False),
        sa.Column("given_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", app.kernel.db.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people_person.id"], name=op.f("fk_people_consent_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_consent")),
    )
    with op.batch_alter_table("people_consent", schema=None) as batch_op:
        batch_op.create_index("ix_people_consent_person", ["person_id", "purpose"], unique=False)

    op.create_table(
        "people_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column("made_at", app.kernel.db.UtcDateTime(), nullable=True),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people_person.id"], name=op.f("fk_people_record_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_record")),
    )
    with op.batch_alter_table("people_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_people_record_person_id"), ["person_id"], unique=False)

    op.create_table(
        "people_told_gender",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "gender",
            sa.Enum("woman", "man", "other", "untold", name="gender", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("told_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people_person.id"], name=op.f("fk_people_told_gender_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_people_told_gender")),
    )


def downgrade() -> None:
    op.drop_table("people_told_gender")
    with op.batch_alter_table("people_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_people_record_person_id"))

    op.drop_table("people_record")
    with op.batch_alter_table("people_consent", schema=None) as batch_op:
        batch_op.drop_index("ix_people_consent_person")

    op.drop_table("people_consent")
    op.drop_table("learning_brought")
