"""`check` holds on a sound installation, and each of its proofs fails on the fault it is for."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect, select, text, update
from sqlalchemy.orm import Session

from app.catalogue.models import Medium, UnitWords
from app.catalogue.uses import list_used
from app.chat.models import Conversation, Message
from app.kernel.runtime import Runtime
from app.learning.models import BlockState, Enrolment, Step
from app.operation.proofs import Ground, check

pytestmark = pytest.mark.postgres


def failing(running: Runtime, *, deep: bool = False) -> dict[str, list[str]]:
    ground = Ground(running.database, running.store, running.settings.database, deep)
    return {proof.name: proof.faults for proof in check(ground) if not proof.holds}


def test_a_sound_installation_is_proved_whole(planted: Runtime) -> None:
    assert failing(planted, deep=True) == {}


def a_message_numbered_anew(session: Session) -> None:
    message = session.scalars(select(Message).order_by(Message.seq.desc())).first()
    assert message is not None
    message.seq += 5


def a_conversation_that_counts_more(session: Session) -> None:
    session.execute(update(Conversation).values(last_seq=Conversation.last_seq + 1))


def a_step_numbered_anew(session: Session) -> None:
    step = session.scalars(select(Step).order_by(Step.sequence.desc())).first()
    assert step is not None
    step.sequence += 5


def a_state_without_its_step(session: Session) -> None:
    state = session.scalars(select(BlockState)).first()
    assert state is not None
    state.tries += 1


def progress_that_nobody_made(session: Session) -> None:
    session.execute(update(Enrolment).values(done_blocks=Enrolment.done_blocks + 1))


def time_that_nobody_spent(session: Session) -> None:
    session.execute(update(Enrolment).values(active_microseconds=Enrolment.active_microseconds + 1))


def a_schema_of_another_day(session: Session) -> None:
    session.execute(text("UPDATE alembic_version SET version_num = '0004'"))


def a_unit_found_by_other_words(session: Session) -> None:
    session.execute(update(UnitWords).values(words="zirconite"))


def a_file_of_other_length(session: Session) -> None:
    session.execute(update(Medium).values(size=Medium.size + 1))


@pytest.mark.parametrize(
    ("plant_fault", "proof"),
    [
        (a_message_numbered_anew, "messages are numbered without a gap"),
        (a_conversation_that_counts_more, "messages are numbered without a gap"),
        (a_step_numbered_anew, "steps are numbered without a gap"),
        (a_state_without_its_step, "progress equals the replay of its steps"),
        (progress_that_nobody_made, "progress equals the replay of its steps"),
        (time_that_nobody_spent, "progress equals the replay of its steps"),
        (a_schema_of_another_day, "the schema is at its head"),
        (a_unit_found_by_other_words, "units are found by their words"),
        (a_file_of_other_length, "every file that is named is there"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_planted_fault_is_found_by_its_proof_and_by_no_other(
    planted: Runtime, plant_fault: Callable[[Session], None], proof: str
) -> None:
    with planted.database.writing() as session:
        plant_fault(session)
    found = failing(planted)
    assert list(found) == [proof]
    assert found[proof]


def test_a_file_that_is_gone_is_named(planted: Runtime) -> None:
    with planted.database.reading() as session:
        key = min(list_used(session))
    planted.store.delete(key)
    assert failing(planted) == {"every file that is named is there": [f"{key} is not in the store"]}


def test_a_file_that_is_another_one_is_found_by_reading_it(planted: Runtime) -> None:
    with planted.database.reading() as session:
        key = min(key for key in list_used(session) if len(key) == 64)
    data = planted.store.get(key)
    planted.store.put(key, bytes([data[0] ^ 1]) + data[1:])
    assert failing(planted) == {}
    assert failing(planted, deep=True) == {
        "every file that is named is there": [f"{key} is not what its name says"]
    }


def test_a_row_that_refers_to_nothing_is_found(planted: Runtime, database_kind: str) -> None:
    if database_kind == "sqlite":
        path = planted.settings.database.removeprefix("sqlite:///")
        with sqlite3.connect(path) as connection:
            connection.execute(
                "DELETE FROM people_person WHERE id IN (SELECT person_id FROM people_sitting LIMIT 1)"
            )
    else:
        name = inspect(planted.database.engine).get_foreign_keys("people_sitting")[0]["name"]
        with planted.database.writing() as session:
            session.execute(text(f"ALTER TABLE people_sitting DROP CONSTRAINT {name}"))
            session.execute(
                text(
                    "ALTER TABLE people_sitting ADD CONSTRAINT loose FOREIGN KEY (person_id) "
                    "REFERENCES people_person (id) NOT VALID"
                )
            )
    assert "the database is sound" in failing(planted)


def test_the_command_ends_with_what_it_found(planted: Runtime, app: Flask, tmp_path: Path) -> None:
    runner = app.test_cli_runner()
    well = runner.invoke(args=["compagnon", "check", "--deep"])
    assert (well.exit_code, "FAIL" in well.output) == (0, False)
    with planted.database.writing() as session:
        progress_that_nobody_made(session)
    ill = runner.invoke(args=["compagnon", "check"])
    assert ill.exit_code == 1
    assert "FAIL  progress equals the replay of its steps\n      enrolment " in ill.output
