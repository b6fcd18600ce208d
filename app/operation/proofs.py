"""What must be true of an installation, asked of the installation itself. Each proof gives the faults it finds."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from app.catalogue.models import Medium
from app.catalogue.services.indexing import list_drifted
from app.catalogue.uses import list_used
from app.chat.models import Conversation, Message
from app.kernel.db import Database
from app.kernel.errors import NotFound
from app.kernel.schema import current_revision, head_revision
from app.kernel.storage import Store
from app.learning.models import Enrolment, Step
from app.learning.services.replaying import verify_progress
from app.operation.archive import BUFFER
from app.people.erasing.leftovers import what_must_be_gone

#: What is listed of one proof; the rest is counted.
MOST_TOLD = 20
AT_ONCE = 200
BY_CONTENT = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Ground:
    """What is looked at. `deep` reads every file."""

    database: Database
    store: Store
    address: str
    deep: bool = False

    def steady(self) -> Session:
        """A reading session that sees one moment, whatever is written meanwhile."""
        if self.database.is_sqlite:
            return self.database.session(writes=False)
        engine: Engine = self.database.engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        return Session(engine)


@dataclass(slots=True)
class Proof:
    """One thing that was asked, and what speaks against it."""

    name: str
    faults: list[str] = field(default_factory=list)
    count: int = 0

    @property
    def holds(self) -> bool:
        return not self.count


Ask = Callable[[Ground], Iterator[str]]


def check(ground: Ground) -> Iterator[Proof]:
    """Each proof as soon as it is known. Without its schema an installation is asked nothing more."""
    for name, ask in PROOFS.items():
        found = ask(ground)
        proof = Proof(name, list(islice(found, MOST_TOLD)))
        proof.count = len(proof.faults) + sum(1 for _fault in found)
        yield proof
        if ask is schema_at_head and proof.count:
            return


def schema_at_head(ground: Ground) -> Iterator[str]:
    current, head = current_revision(ground.database), head_revision(ground.address)
    if current != head:
        yield f"the schema is {current or 'not there'}, this release needs {head}: flask compagnon upgrade"


def database_sound(ground: Ground) -> Iterator[str]:
    with ground.steady() as session:
        if ground.database.is_sqlite:
            for (said,) in session.execute(text("PRAGMA integrity_check")):
                if said != "ok":
                    yield said
            for row in session.execute(text("PRAGMA foreign_key_check")):
                yield f"{row[0]}, row {row[1]}: refers to a row of {row[2]} that is not there"
            return
        loose = "SELECT conrelid::regclass || '.' || conname FROM pg_constraint WHERE NOT convalidated"
        torn = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
        for (name,) in session.execute(text(f"{loose} UNION ALL {torn}")):
            yield f"{name} is not valid"


def messages_numbered(ground: Ground) -> Iterator[str]:
    """1, 2, 3 … in each conversation, up to its own count."""
    counted = (
        select(Message.conversation_id, func.count().label("count"), func.max(Message.seq).label("last"))
        .group_by(Message.conversation_id)
        .subquery()
    )
    rows = (
        select(Conversation.id, Conversation.last_seq, func.coalesce(counted.c.count, 0), counted.c.last)
        .join(counted, counted.c.conversation_id == Conversation.id, isouter=True)
        .where(
            (Conversation.last_seq != func.coalesce(counted.c.count, 0))
            | (Conversation.last_seq != func.coalesce(counted.c.last, 0))
        )
    )
    with ground.steady() as session:
        for conversation_id, last_seq, count, last in session.execute(rows):
            yield (
                f"conversation {conversation_id}: {count} messages up to seq {last or 0}, and it counts {last_seq}"
            )


def steps_numbered(ground: Ground) -> Iterator[str]:
    rows = (
        select(Step.enrolment_id, func.count(), func.min(Step.sequence), func.max(Step.sequence))
        .group_by(Step.enrolment_id)
        .having(
            (func.max(Step.sequence) != func.count()) | (func.count(Step.sequence.distinct()) != func.count())
        )
    )
    with ground.steady() as session:
        for enrolment_id, count, first, last in session.execute(rows):
            yield f"enrolment {enrolment_id}: {count} steps numbered {first} to {last}"


def progress_replays(ground: Ground) -> Iterator[str]:
    """What is stored of every enrolment is what its steps say."""
    with ground.steady() as session:
        ids = session.scalars(select(Enrolment.id).order_by(Enrolment.id)).all()
    for first in range(0, len(ids), AT_ONCE):
        with ground.steady() as session:
            for enrolment_id in ids[first : first + AT_ONCE]:
                faults = verify_progress(session, enrolment_id)
                session.expunge_all()
                if faults:
                    yield f"enrolment {enrolment_id}: {', '.join(faults)}"


def files_there(ground: Ground) -> Iterator[str]:
    """Whatever a row names is in the store, whole. What is used is read first: a file is put before its row."""
    with ground.steady() as session:
        used = list_used(session)
        sizes = {row.sha256: row.size for row in session.execute(select(Medium.sha256, Medium.size))}
    kept = {each.key: each.size for each in ground.store.list()}
    for key in sorted(used):
        if key not in kept:
            yield f"{key} is not in the store"
        elif kept[key] != sizes.get(key, kept[key]):
            yield f"{key} has {kept[key]} bytes and should have {sizes[key]}"
        elif ground.deep and not _is_itself(ground.store, key):
            yield f"{key} is not what its name says"


def _is_itself(store: Store, key: str) -> bool:
    if not BY_CONTENT.fullmatch(key):
        return True
    digest = hashlib.sha256()
    try:
        file, _size = store.open(key)
    except NotFound:
        return False
    with file:
        while piece := file.read(BUFFER):
            digest.update(piece)
    return digest.hexdigest() == key


def units_are_found(ground: Ground) -> Iterator[str]:
    with ground.steady() as session:
        yield from list_drifted(session)


def erased_gone(ground: Ground) -> Iterator[str]:
    """Of whoever was erased, nothing that says who they were and nothing that is not kept for a reason."""
    with ground.steady() as session:
        for name, rows in what_must_be_gone():
            count = session.scalar(select(func.count()).select_from(rows.subquery())) or 0
            if count:
                yield f"{name}: {count} rows of people who were erased"


PROOFS: dict[str, Ask] = {
    "the schema is at its head": schema_at_head,
    "the database is sound": database_sound,
    "messages are numbered without a gap": messages_numbered,
    "steps are numbered without a gap": steps_numbered,
    "progress equals the replay of its steps": progress_replays,
    "units are found by their words": units_are_found,
    "every file that is named is there": files_there,
    "erased people are gone": erased_gone,
}
