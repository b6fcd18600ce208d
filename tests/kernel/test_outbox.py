import uuid
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select

from app.kernel.db import Database
from app.kernel.events import Event, announce, on_duty, react
from app.kernel.outbox import Duty, DutyState, OutboxRow, drain, retry_parked
from app.network.models import Centre

pytestmark = pytest.mark.postgres


@dataclass(frozen=True, slots=True)
class CentreOpened(Event):
    centre_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class CentreMoved(Event):
    centre_id: uuid.UUID


SOMEWHERE = uuid.UUID(int=7)
mood = {"fails": False}


def add_branch(session, row_id: uuid.UUID, payload: dict[str, str]) -> None:
    session.add(Centre(code=f"b{row_id.hex[-12:]}", name=payload["centre_id"]))
    session.flush()
    if mood["fails"]:
        raise RuntimeError("the effect was written, then something broke")


on_duty(CentreOpened, Duty("tests.add_branch", add_branch))


def rows(database: Database) -> list[OutboxRow]:
    with database.reading() as session:
        return list(session.scalars(select(OutboxRow)))


def centres(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Centre)) or 0


@pytest.fixture(autouse=True)
def good_mood() -> None:
    mood["fails"] = False


def test_a_duty_is_done_once_however_often_the_dispatcher_looks(database: Database, clock) -> None:
    with database.writing() as session:
        announce(session, CentreOpened(SOMEWHERE))
    drain(database)
    drain(database)
    assert centres(database) == 1
    assert [row.state for row in rows(database)] == [DutyState.DONE]


def test_a_fact_that_is_rolled_back_leaves_no_duty(database: Database, clock) -> None:
    with database.session(writes=True) as session:
        announce(session, CentreOpened(SOMEWHERE))
        session.rollback()
    assert rows(database) == []


def test_a_failed_duty_leaves_no_effect_keeps_its_error_and_is_parked_after_its_tries(
    database: Database, clock
) -> None:
    mood["fails"] = True
    with database.writing() as session:
        announce(session, CentreOpened(SOMEWHERE))
    for _ in range(10):
        drain(database)
        clock.move(hours=1)
    (row,) = rows(database)
    assert (row.state, row.tries, centres(database)) == (DutyState.PARKED, 6, 0)
    assert "something broke" in row.last_error


def test_a_parked_duty_is_done_when_someone_retries_it(database: Database, clock) -> None:
    test_a_failed_duty_leaves_no_effect_keeps_its_error_and_is_parked_after_its_tries(database, clock)
    mood["fails"] = False
    with database.writing() as session:
        assert retry_parked(session) == 1
    drain(database)
    assert centres(database) == 1


def test_a_poisoned_duty_does_not_hold_up_the_others(database: Database, clock) -> None:
    mood["fails"] = True
    with database.writing() as session:
        announce(session, CentreOpened(SOMEWHERE))
    drain(database)
    mood["fails"] = False
    with database.writing() as session:
        announce(session, CentreOpened(SOMEWHERE))
    drain(database)
    assert centres(database) == 1


def test_a_reaction_that_refuses_refuses_the_fact(database: Database, clock) -> None:
    def refuse(session, event: CentreMoved) -> None:
        raise ValueError("no")

    react(CentreMoved, refuse)

    def move() -> None:
        with database.writing() as session:
            session.add(Centre(code="namur", name="Namur"))
            announce(session, CentreMoved(SOMEWHERE))

    with pytest.raises(ValueError, match="no"):
        move()
    assert centres(database) == 0


def test_a_duty_that_nobody_knows_any_more_does_not_hold_up_the_others(database: Database, clock) -> None:
    with database.writing() as session:
        session.add(OutboxRow(handler="tests.gone", payload={}, created_at=clock(), due_at=clock()))
    clock.move(seconds=1)
    with database.writing() as session:
        announce(session, CentreOpened(SOMEWHERE))
    drain(database)
    assert centres(database) == 1
    assert {row.handler: row.tries for row in rows(database)}["tests.gone"] == 1
