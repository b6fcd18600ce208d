"""Groups, who accompanies a learner in a centre, and what a centre keeps of whom went to another one"""

import sqlalchemy as sa
from alembic import op
import app.kernel.db

revision = "0008"
down_revision = "0007"

# Whoever accompanies a learner in a centre today goes on doing so in what begins there next.
NAME_TUTORS = """
    UPDATE people_membership SET tutor_id = (
        SELECT tutor_id FROM learning_enrolment
        WHERE learner_id = people_membership.person_id
        AND centre_id = people_membership.centre_id AND ended_at IS NULL
        ORDER BY begun_at DESC, id LIMIT 1
    ) WHERE role = 'learner'
"""


def upgrade() -> None:
    _create_groups()
    _create_stays()
    with op.batch_alter_table("learning_enrolment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("centre_since", app.kernel.db.UtcDateTime(), nullable=True))
    with op.batch_alter_table("people_membership", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tutor_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("reference", sa.String(length=64), nullable=False, server_default=""))
        batch_op.create_index("ix_people_membership_reference", ["centre_id", "reference"], unique=False)
        batch_op.create_index(op.f("ix_people_membership_tutor_id"), ["tutor_id"], unique=False)
        batch_op.create_foreign_key(
            op.f("fk_people_membership_tutor_id"), "people_person", ["tutor_id"], ["id"]
        )
    op.execute(NAME_TUTORS)


def _create_groups() -> None:
    op.create_table(
        "people_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=250), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("class", "company_team", name="groupkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("created_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["centre_id"], ["network_centre.id"], name=op.f("fk_people_group_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_group")),
        sa.UniqueConstraint("centre_id", "name", name=op.f("uq_people_group_centre_id_name")),
    )
    op.create_table(
        "people_group_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "to_on IS NULL OR from_on <= to_on", name=op.f("ck_people_group_member_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["people_group.id"], name=op.f("fk_people_group_member_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people_person.id"], name=op.f("fk_people_group_member_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_group_member")),
    )
    op.create_index(
        "ix_people_group_member_group", "people_group_member", ["group_id", "to_on"], unique=False
    )
    op.create_index(
        "ix_people_group_member_person", "people_group_member", ["person_id", "to_on"], unique=False
    )


def _create_stays() -> None:
    op.create_table(
        "learning_stay",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("learner_id", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("tutor_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("from_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column("to_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column("required_blocks", sa.Integer(), nullable=False),
        sa.Column("done_blocks", sa.Integer(), nullable=False),
        sa.Column("active_seconds", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["network_centre.id"], name=op.f("fk_learning_stay_centre_id")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["learning_enrolment.id"], name=op.f("fk_learning_stay_enrolment_id")
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["people_person.id"], name=op.f("fk_learning_stay_learner_id")
        ),
        sa.ForeignKeyConstraint(["tutor_id"], ["people_person.id"], name=op.f("fk_learning_stay_tutor_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["catalogue_version.id"], name=op.f("fk_learning_stay_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_stay")),
    )
    op.create_index("ix_learning_stay_centre", "learning_stay", ["centre_id", "learner_id"], unique=False)
    op.create_index(op.f("ix_learning_stay_enrolment_id"), "learning_stay", ["enrolment_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("people_membership", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_people_membership_tutor_id"), type_="foreignkey")
        batch_op.drop_index(op.f("ix_people_membership_tutor_id"))
        batch_op.drop_index("ix_people_membership_reference")
        batch_op.drop_column("reference")
        batch_op.drop_column("tutor_id")
    with op.batch_alter_table("learning_enrolment", schema=None) as batch_op:
        batch_op.drop_column("centre_since")
    op.drop_table("learning_stay")
    op.drop_table("people_group_member")
    op.drop_table("people_group")
