"""A person with a row in every table that can name one, and their name in every text of these rows."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import JSON, Column, Enum, String, Table, Text, func, or_, select, update
from sqlalchemy.orm import Session

from app.catalogue.models import Module
from app.chat.models import Participant
from app.in_centre.models import Booking, FeedToken
from app.kernel.audit import AuditLine, rewriting
from app.kernel.clock import now
from app.kernel.db import Base
from app.kernel.ids import new_id
from app.kernel.outbox import OutboxRow
from app.learning.brought.models import Brought
from app.learning.models import (
    Enrolment,
    EnrolmentKind,
    Move,
    MovedEnrolment,
    Presence,
    Reflection,
    Stay,
    Step,
)
from app.people.erasing.models import Erasure
from app.people.models import (
    Card,
    CodeKey,
    OutsideAccount,
    Passkey,
    PasswordLink,
    Person,
    RecoveryCode,
    Seeing,
    SeeingReason,
)
from app.people.optional.models import Consent, Gender, ToldGender
from app.people.records.models import Record
from app.studio.models import Review
from app.tutoring.models import Accompaniment, Act, Handover, HandoverReason, Intervention, Signal, SignalKind
from tests.planted import Planted

GIVEN, FAMILY = "Zélindette", "Quatrevents"
EMAIL, PHONE = "zelindette@quatrevents.example", "0471 98 76 54"
MARK = f"{GIVEN} {FAMILY}, {EMAIL}, {PHONE}"
MARKS = (GIVEN, FAMILY, "Zelindette", EMAIL, PHONE, "471987654")
#: Columns that name a person without a foreign key.
LOOSE = {
    "in_centre_booking.cancelled_by",
    "tutoring_help_request.answered_by",
    "studio_review.asked_by",
    "studio_review.reviewer_id",
    "studio_comment.by",
    "studio_comment.resolved_by",
    "catalogue_version.saved_by",
    "catalogue_change.by",
    "kernel_audit_line.actor_id",
    "kernel_audit_line.person_id",
    "people_erasure.asked_by",
    "people_erasure.answered_by",
}
#: Who a row is about; every other column says who did something.
ABOUT = ("person_id", "learner_id")


def naming_columns() -> Iterator[Column[Any]]:
    """Every column that holds the id of a person."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            is_key = any(key.column.table.name == "people_person" for key in column.foreign_keys)
            if is_key or f"{table.name}.{column.name}" in LOOSE:
                yield column


def mark_person(session: Session, planted: Planted) -> uuid.UUID:
    """The planted learner: one enrolment of each kind, and everything that others did is theirs too."""
    person_id = planted.person_id
    session.execute(
        update(Enrolment).where(Enrolment.id == planted.enrolment_id).values(kind=EnrolmentKind.TRAINING)
    )
    person = session.get_one(Person, person_id)
    person.given_name, person.family_name, person.email, person.phone = GIVEN, FAMILY, EMAIL, PHONE
    session.flush()
    for enrolment_id in (planted.enrolment_id, planted.shared_enrolment_id):
        _study(session, enrolment_id, planted)
    _account(session, person_id, planted)
    with rewriting(session):
        _do_everything(session, person_id)
        _write_everywhere(session, person_id)
    session.expire_all()
    return person_id


def _study(session: Session, enrolment_id: uuid.UUID, planted: Planted) -> None:
    moment = now() - timedelta(days=1)
    enrolment = session.get_one(Enrolment, enrolment_id)
    kept = {"enrolment_id": enrolment_id}
    signal = Signal(
        **kept, kind=SignalKind.SILENT, key=f"silent:{enrolment_id}", since=moment, opened_at=moment
    )
    move = Move(
        module_id=enrolment.module_id,
        from_version_id=enrolment.version_id,
        to_version_id=enrolment.version_id,
        begun_by=planted.person_id,
        begun_at=moment,
        total=1,
    )
    session.add_all([signal, move])
    session.flush()
    session.add_all(
        [
            Reflection(**kept, block="pensee", text="", saved_at=moment),
            Presence(**kept, id=new_id(), block="b", seconds=30, counted_at=moment, occurred_at=moment),
            Intervention(
                **kept, signal_id=signal.id, tutor_id=planted.tutor_id, act=Act.NOTE, done_at=moment
            ),
            Stay(
                **kept,
                learner_id=planted.person_id,
                centre_id=planted.centre_id,
                tutor_id=planted.tutor_id,
                version_id=enrolment.version_id,
                from_at=moment,
                to_at=moment,
                required_blocks=1,
                done_blocks=0,
                active_seconds=0,
            ),
            Handover(
                **kept,
                former_tutor_id=planted.tutor_id,
                tutor_id=planted.tutor_id,
                at=moment,
                reason=HandoverReason.SHARED,
                brief={"said": MARK},
            ),
            MovedEnrolment(
                **kept,
                move_id=move.id,
                moved_at=moment,
                done_before=0,
                required_before=1,
                done_after=0,
                required_after=1,
            ),
        ]
    )
    if session.get(Accompaniment, enrolment_id) is None:
        session.add(Accompaniment(**kept, created_at=moment))
    session.flush()


def _account(session: Session, person_id: uuid.UUID, planted: Planted) -> None:
    moment = now()
    mine: dict[str, Any] = {"person_id": person_id}
    session.add_all(
        [
            PasswordLink(**mine, fingerprint="a" * 64, created_at=moment, expires_at=moment),
            Card(**mine, centre_id=planted.centre_id, code="ZZZZZZZZ", pin_hash="x", made_at=moment),
            CodeKey(**mine, sealed="x", made_at=moment),
            RecoveryCode(**mine, hash="b" * 64),
            Passkey(**mine, credential="c", public_key="k", made_at=moment),
            OutsideAccount(**mine, issuer="https://id.example", subject="s", made_at=moment),
            ToldGender(**mine, gender=Gender.OTHER, told_at=moment),
            Consent(**mine, purpose="x", text=1, given_at=moment),
            Record(**mine, asked_at=moment),
            Brought(
                **mine,
                origin="https://autre.example",
                whom="x",
                name="x",
                made_at=moment,
                fingerprint="e" * 64,
                taken_at=moment,
                carried={"name": MARK},
            ),
            FeedToken(**mine, fingerprint="d" * 64, created_at=moment),
            Erasure(**mine, asked_at=moment, asked_by=person_id, open_at=moment, due_at=moment),
            AuditLine(
                at=moment,
                actor_id=person_id,
                act="tried",
                object_id=str(person_id),
                facts={},
                after={"name": MARK},
            ),
            OutboxRow(
                handler="mail", payload={"to": EMAIL, "subject": "x"}, created_at=moment, due_at=moment
            ),
            OutboxRow(
                handler="mail",
                payload={"to": "autre@example.test", "subject": f"{GIVEN} écrit"},
                created_at=moment,
                due_at=moment,
            ),
            Seeing(
                sitting_id=planted.sitting_id,
                actor_id=planted.tutor_id,
                **mine,
                centre_id=planted.centre_id,
                reason=SeeingReason.ASKED,
                begun_at=moment,
                until_at=moment,
            ),
            Review(
                module_id=session.scalars(select(Module.id).where(Module.slug == planted.slug)).one(),
                asked_by=person_id,
                asked_at=moment,
                reviewer_id=person_id,
            ),
        ]
    )
    session.flush()


def _do_everything(session: Session, person_id: uuid.UUID) -> None:
    """Whoever tutors, hosts, answers, writes in the centre is this person."""
    for column in naming_columns():
        if column.name in ABOUT or column.table.name == "people_person":
            continue
        if column.name == "sender_id":
            theirs = select(Participant.conversation_id).where(Participant.person_id == person_id)
            session.execute(
                update(column.table)
                .where(column.table.c.conversation_id.in_(theirs), column.table.c.seq == 1)
                .values({column.name: person_id})
            )
            continue
        key = next(iter(column.table.primary_key.columns))
        first = session.scalars(select(key).order_by(key).limit(1)).first()
        session.execute(update(column.table).where(key == first).values({column.name: person_id}))


def rows_of(session: Session, person_id: uuid.UUID) -> Iterator[tuple[Table, Any]]:
    """For each table, the condition under which its rows are about this person or were written by them."""
    within = {
        "enrolment_id": select(Enrolment.id).where(Enrolment.learner_id == person_id),
        "booking_id": select(Booking.id).where(Booking.learner_id == person_id),
        "conversation_id": select(Participant.conversation_id).where(Participant.person_id == person_id),
    }
    for table in Base.metadata.sorted_tables:
        names = [column for column in naming_columns() if column.table is table]
        whose = [column == person_id for column in names]
        whose += [table.c[name].in_(ids) for name, ids in within.items() if name in table.c]
        if table.name == "chat_conversation":
            whose = [table.c.id.in_(within["conversation_id"])]
        if whose:
            yield table, or_(*whose)


#: Content of a centre, which names whom its authors want to name.
CONTENT = {"catalogue_version", "catalogue_change", "catalogue_module", "network_centre"}


def _write_everywhere(session: Session, person_id: uuid.UUID) -> None:
    for table, whose in list(rows_of(session, person_id)):
        if table.name in CONTENT or table.name == "people_person":
            continue
        texts = {column.name: MARK for column in table.columns if _is_prose(column)}
        texts = {name: text for name, text in texts.items() if (table.name, name) not in UNWRITTEN}
        if texts:
            session.execute(update(table).where(whose).values(texts))
    theirs = select(Enrolment.id).where(Enrolment.learner_id == person_id)
    session.execute(
        update(Step).where(Step.enrolment_id.in_(theirs), Step.n.is_(None)).values(data={"said": MARK})
    )


#: What a check, a key or a program of ours gives its words.
UNWRITTEN = {
    ("chat_conversation", "pair"),
    ("tutoring_signal", "key"),
    ("in_centre_observation", "stopped_reason"),
    ("people_erasure", "answer"),
    ("learning_brought", "origin"),
    ("people_outside_account", "issuer"),
    ("people_code_key", "sealed"),
    ("people_passkey", "credential"),
    ("people_passkey", "public_key"),
    ("people_person", "password_hash"),
    ("people_card", "pin_hash"),
    ("kernel_outbox", "last_error"),
}


def _is_prose(column: Column[Any]) -> bool:
    kind = column.type
    if not isinstance(kind, String) or isinstance(kind, Enum) or column.foreign_keys:
        return False
    return not column.unique and (isinstance(kind, Text) or (kind.length or 0) >= 250)


def find_marks(session: Session) -> list[str]:
    """Where any text of any table still says who the person was."""
    found = []
    for table in Base.metadata.sorted_tables:
        columns = [each for each in table.columns if isinstance(each.type, String | JSON)]
        for row in session.execute(select(*columns)) if columns else ():
            for column, value in zip(columns, row, strict=True):
                if any(mark in str(value) for mark in MARKS):
                    found.append(f"{table.name}.{column.name}: {value!r:.80}")
    return found


def count_rows_of(session: Session, person_id: uuid.UUID) -> dict[str, int]:
    """How many rows of each table name the person."""
    counts: dict[str, int] = {}
    for column in naming_columns():
        if column.table.name == "people_person":
            continue
        found = session.scalar(select(func.count()).select_from(column.table).where(column == person_id)) or 0
        counts[column.table.name] = counts.get(column.table.name, 0) + found
    return counts
