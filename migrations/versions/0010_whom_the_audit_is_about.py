"""Whom the audit is about, and that it only grows; seeing the pages as someone"""

import uuid
from typing import Any

import sqlalchemy as sa
from alembic import op
import app.kernel.db

revision = "0010"
down_revision = "0009"

LINE = sa.table(
    "kernel_audit_line",
    sa.column("id", sa.Uuid()),
    sa.column("act", sa.String()),
    sa.column("object_id", sa.String()),
    sa.column("facts", app.kernel.db.Json),
    sa.column("person_id", sa.Uuid()),
    sa.column("centre_id", sa.Uuid()),
    sa.column("before", app.kernel.db.Json),
    sa.column("after", app.kernel.db.Json),
)
# What `object_id` was, by the beginning of the act.
OF_A_PERSON = (
    *("person_", "role_", "card_", "passkey_", "second_step_"),
    *("tutor_chosen", "group_joined", "group_left"),
)
OF_A_CENTRE = ("centre_", "closure_", "calendar_", "people_taken", "reviewing_")
#: What was one word has a name now: what it was the word of.
WORD = {"tutor_chosen": "tutor", "centre_changed": "centre", "enrolled": "kind"}

ENROLMENT = "SELECT learner_id, centre_id FROM learning_enrolment WHERE id = :id"
BOOKED = "SELECT b.learner_id, s.centre_id FROM in_centre_booking b JOIN in_centre_session s ON s.id = b.session_id "
BOOKING = f"{BOOKED} WHERE b.id = :id"
OBSERVATION = f"{BOOKED} JOIN in_centre_observation o ON o.booking_id = b.id WHERE o.id = :id"
ATTENDANCE = f"{BOOKED} JOIN in_centre_attendance a ON a.booking_id = b.id WHERE a.id = :id"
SESSION = "SELECT NULL AS learner_id, centre_id FROM in_centre_session WHERE id = :id"
#: How the person and the centre are found where the line itself does not name them.
FOUND_BY = {
    **dict.fromkeys(("tutor_assigned", "enrolled", "block_waived", "substitute_appointed"), ENROLMENT),
    **dict.fromkeys(("let_in", "take_out"), BOOKING),
    **dict.fromkeys(("sign_observation", "stop_for_danger"), OBSERVATION),
    "correct_attendance": ATTENDANCE,
    **dict.fromkeys(("create_session", "change_session", "cancel_session"), SESSION),
    **dict.fromkeys(("close_session", "reopen_session"), SESSION),
}


def upgrade() -> None:
    with op.batch_alter_table("kernel_audit_line", schema=None) as batch_op:
        batch_op.add_column(sa.Column("person_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("centre_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("before", app.kernel.db.Json, nullable=True))
        batch_op.add_column(sa.Column("after", app.kernel.db.Json, nullable=True))
        batch_op.add_column(sa.Column("once", sa.String(length=120), nullable=True))
        batch_op.drop_index(batch_op.f("ix_kernel_audit_line_actor_id"))
        batch_op.create_unique_constraint(batch_op.f("uq_kernel_audit_line_once"), ["once"])
        batch_op.create_index("ix_kernel_audit_line_when", ["at", "id"], unique=False)
        batch_op.create_index("ix_kernel_audit_line_actor", ["actor_id", "at"], unique=False)
        batch_op.create_index("ix_kernel_audit_line_person", ["person_id", "at"], unique=False)
        batch_op.create_index("ix_kernel_audit_line_centre", ["centre_id", "at"], unique=False)
    _say_whom()
    _only_grow()
    _open_seeing()


def _say_whom() -> None:
    """Lines written so far named people and centres among their facts, or by what they were about."""
    connection = op.get_bind()
    for line in connection.execute(sa.select(LINE.c.id, LINE.c.act, LINE.c.object_id, LINE.c.facts)).all():
        facts = dict(line.facts)
        before, after = facts.pop("before", None), facts.pop("after", None)
        person, centre = _whom(connection, line.act, line.object_id, before)
        told = {
            # The same word was said of a centre that changed and of an enrolment that changed centre.
            "act": "centre_left" if _changed_centre(line.act, before) else line.act,
            "person_id": _uuid(facts.pop("learner", None)) or person,
            "centre_id": _uuid(facts.pop("centre", None)) or centre,
            "before": _named(line.act, before),
            "after": _named(line.act, after),
        }
        connection.execute(sa.update(LINE).where(LINE.c.id == line.id).values(facts=facts, **told))


def _whom(
    connection: sa.Connection, act: str, object_id: str, before: Any
) -> tuple[uuid.UUID | None, uuid.UUID | None]:
    if act.startswith(OF_A_PERSON):
        return _uuid(object_id), None
    moved = _changed_centre(act, before)
    if act.startswith(OF_A_CENTRE) and not moved:
        return None, _uuid(object_id)
    statement, sought = ENROLMENT if moved else FOUND_BY.get(act), _uuid(object_id)
    if statement is None or sought is None:
        return None, None
    asked = sa.text(statement).bindparams(sa.bindparam("id", sought, sa.Uuid()))
    row = connection.execute(
        asked.columns(sa.column("learner_id", sa.Uuid()), sa.column("centre_id", sa.Uuid()))
    ).first()
    return (row.learner_id, row.centre_id) if row else (None, None)


def _changed_centre(act: str, before: Any) -> bool:
    return act == "centre_changed" and isinstance(before, str)


def _uuid(text: object) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None


def _named(act: str, value: Any) -> dict[str, Any] | None:
    """What was before or after, by name: words and lists stood there alone."""
    if value is None or isinstance(value, dict):
        return value
    if isinstance(value, list):
        return {"closures": value}
    if act.startswith("group_"):
        return {"closed_on": None if value == "open" else value}
    return {WORD.get(act, "state"): value}


def _only_grow() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER kernel_audit_line_no_{verb.lower()} BEFORE {verb} ON kernel_audit_line "
                "WHEN NOT EXISTS (SELECT 1 FROM kernel_mark WHERE name = 'audit_rewritten') "
                "BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION kernel_audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NOT EXISTS (SELECT 1 FROM kernel_mark WHERE name = 'audit_rewritten') THEN "
        "RAISE EXCEPTION 'the audit only grows' USING ERRCODE = 'restrict_violation'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER kernel_audit_line_only_grows BEFORE UPDATE OR DELETE ON kernel_audit_line "
        "FOR EACH ROW EXECUTE FUNCTION kernel_audit_only_grows()"
    )


def _open_seeing() -> None:
    op.create_table(
        "people_seeing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sitting_id", sa.Uuid(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum("asked", "not_found", "wrong", "other", name="seeingreason", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("words", sa.String(length=250), nullable=False),
        sa.Column("begun_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column("until_at", app.kernel.db.UtcDateTime(), nullable=False),
        sa.Column("ended_at", app.kernel.db.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["people_person.id"], name=op.f("fk_people_seeing_actor_id")),
        sa.ForeignKeyConstraint(["centre_id"], ["network_centre.id"], name=op.f("fk_people_seeing_centre_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people_person.id"], name=op.f("fk_people_seeing_person_id")),
        sa.ForeignKeyConstraint(["sitting_id"], ["people_sitting.id"], name=op.f("fk_people_seeing_sitting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_seeing")),
    )
    with op.batch_alter_table("people_seeing", schema=None) as batch_op:
        batch_op.create_index("ix_people_seeing_open", ["ended_at", "until_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_people_seeing_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_people_seeing_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_people_seeing_sitting_id"), ["sitting_id"], unique=False)
    with op.batch_alter_table("people_sitting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seeing_id", sa.Uuid(), nullable=True))
    with op.batch_alter_table("people_person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seen_as_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER kernel_audit_line_no_update")
        op.execute("DROP TRIGGER kernel_audit_line_no_delete")
    else:
        op.execute("DROP TRIGGER kernel_audit_line_only_grows ON kernel_audit_line")
        op.execute("DROP FUNCTION kernel_audit_only_grows()")
    # Not in a batch, which would drop the whole table under those that point to it.
    op.execute("ALTER TABLE people_person DROP COLUMN seen_as_id")
    op.execute("ALTER TABLE people_sitting DROP COLUMN seeing_id")
    op.drop_table("people_seeing")
    _fold_back()
    with op.batch_alter_table("kernel_audit_line", schema=None) as batch_op:
        batch_op.drop_index("ix_kernel_audit_line_centre")
        batch_op.drop_index("ix_kernel_audit_line_person")
        batch_op.drop_index("ix_kernel_audit_line_actor")
        batch_op.drop_index("ix_kernel_audit_line_when")
        batch_op.drop_constraint(batch_op.f("uq_kernel_audit_line_once"), type_="unique")
        batch_op.create_index(batch_op.f("ix_kernel_audit_line_actor_id"), ["actor_id"], unique=False)
        for name in ("once", "after", "before", "centre_id", "person_id"):
            batch_op.drop_column(name)


def _fold_back() -> None:
    """An earlier release keeps before and after among the facts."""
    connection = op.get_bind()
    for line in connection.execute(sa.select(LINE.c.id, LINE.c.facts, LINE.c.before, LINE.c.after)).all():
        told = {name: value for name, value in (("before", line.before), ("after", line.after)) if value}
        connection.execute(sa.update(LINE).where(LINE.c.id == line.id).values(facts={**line.facts, **told}))
