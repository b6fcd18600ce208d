"""Trap 23, erasing: a person has a row in every table that can name one, is erased, and is found nowhere."""

from email.message import EmailMessage

import pytest
from sqlalchemy import Uuid, select

from app.catalogue.services.preparing import keep_content
from app.kernel.db import Base
from app.kernel.incoming import About
from app.kernel.runtime import Runtime
from app.learning.models import Enrolment, Submission
from app.learning.services.replaying import verify_progress
from app.people.erasing.act import erase_person
from app.people.keeping import parts
from tests.cast import Cast
from tests.operation.conftest import running as running
from tests.people.marked import (
    EMAIL,
    LOOSE,
    MARKS,
    count_rows_of,
    find_marks,
    mark_person,
)
from tests.planted import plant

pytestmark = pytest.mark.postgres

#: Ids without a foreign key that are not a person's.
OF_NOBODY = {
    "chat_conversation.subject",
    "chat_message.client_id",
    "in_centre_attendance.superseded_by",
    "people_person.seen_as_id",
    "people_sitting.seeing_id",
    "kernel_audit_line.centre_id",
}


def test_every_column_that_may_name_a_person_is_known_to_these_tests() -> None:
    loose = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Uuid) and not column.foreign_keys and not column.primary_key
    }
    assert loose == LOOSE | OF_NOBODY


def test_trap_23_an_erased_person_is_found_nowhere(running: Runtime, cast: Cast) -> None:
    with running.database.writing() as session:
        planted = plant(session, running.store, cast).here
        person_id = mark_person(session, planted)
        sent = session.get_one(Submission, planted.submission_id)
        sent.sha256 = key = keep_content(running.store, f"%PDF-1.4 {MARKS}".encode())
    _write_mail(running, EMAIL)
    coming = running.incoming.begin(About(str(person_id), "place", f"{MARKS[0]}.zip", 3))
    with running.database.reading() as session:
        named = count_rows_of(session, person_id)
        assert min(named.values()) > 0, named
        assert len(find_marks(session)) > 40
    erase_person(running, person_id, by=cast.manager.id)
    with running.database.reading() as session:
        assert find_marks(session) == []
        left = {name for name, count in count_rows_of(session, person_id).items() if count}
        for enrolment_id in session.scalars(select(Enrolment.id)):
            assert verify_progress(session, enrolment_id) == []
    assert left <= {table.__tablename__ for part in parts() for table in part.tables if part.end.stays}
    assert not running.store.has(key)
    assert not running.incoming.path(coming).exists()
    for file in running.settings.instance.rglob("*"):
        if file.is_file() and file.suffix not in (".db-wal", ".db-shm"):
            data = file.read_bytes()
            assert not [mark for mark in MARKS if mark.encode() in data], file


def _write_mail(running: Runtime, address: str) -> None:
    """As it lies in the instance folder where no server takes mails."""
    message = EmailMessage()
    message["To"] = address
    message.set_content(" ".join(MARKS))
    folder = running.settings.instance / "mail"
    folder.mkdir(exist_ok=True)
    (folder / "one.eml").write_bytes(message.as_bytes())


def test_a_file_that_somebody_else_sent_too_stays(running: Runtime, cast: Cast) -> None:
    with running.database.writing() as session:
        world = plant(session, running.store, cast)
        key = session.get_one(Submission, world.there.submission_id).sha256
        assert session.get_one(Submission, world.here.submission_id).sha256 == key
    erase_person(running, world.here.person_id, by=None)
    assert key
    assert running.store.has(key)
