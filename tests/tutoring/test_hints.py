"""Who is told, live, that the list of someone they accompany changed."""

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.ids import new_id
from app.kernel.realtime import go_live
from app.tutoring.services.help_requests import ask
from app.tutoring.services.signals import keep_signals, list_followed_by
from app.tutoring.services.substitutes import appoint_substitute
from tests.cast import Cast
from tests.tutoring.accompanied import RIGHT, WRONG, Accompanied


class Wire:
    """Stands where the sockets are: what went out, to which rooms."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, list[str]]] = []

    def emit(self, event: str, _payload: dict[str, Any], rooms: list[str]) -> None:
        self.sent.append((event, rooms))

    def close_door(self, door_id: uuid.UUID) -> None:
        raise AssertionError(door_id)

    def here_among(self, _people: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
        return frozenset()

    def told(self) -> list[str]:
        rooms = [room for name, sent_to in self.sent if name == "signal" for room in sent_to]
        self.sent.clear()
        return sorted(rooms)


@pytest.fixture
def wire(nadia: Accompanied) -> Wire:
    wire = Wire()
    go_live(wire)
    return wire


def room(person_id: uuid.UUID) -> str:
    return f"person:{person_id}"


def test_the_tutor_is_told_of_a_question_and_of_its_answer(nadia: Accompanied, wire: Wire) -> None:
    nadia.ask()
    assert wire.told() == [room(nadia.tutor.id)]
    nadia.write(nadia.tutor, "Voici.")
    assert wire.told() == [room(nadia.tutor.id)]


def test_nobody_is_told_of_a_first_error_and_who_stands_in_of_the_third(
    nadia: Accompanied, wire: Wire, session: Session, cast: Cast
) -> None:
    appoint_substitute(
        session,
        cast.tutor.actor,
        enrolment_id=nadia.enrolment.id,
        substitute_id=cast.substitute.id,
        from_at=now(),
        to_at=now() + timedelta(days=1),
    )
    session.commit()
    assert wire.told() == sorted([room(cast.tutor.id), room(cast.substitute.id)])  # of the substitution
    nadia.try_block(WRONG, WRONG)
    assert wire.told() == []
    nadia.try_block(WRONG)
    assert wire.told() == [room(cast.substitute.id)]


def test_a_right_answer_is_told_where_a_signal_was_open(nadia: Accompanied, wire: Wire) -> None:
    nadia.try_block(WRONG, RIGHT)
    assert wire.told() == []
    nadia.try_block(["i3", "i2", "i1"], ["i3", "i2", "i1"], ["i3", "i2", "i1"], block="ordonner")
    keep_signals(nadia.session, list_followed_by(nadia.session, nadia.tutor.id))
    nadia.session.commit()
    wire.told()
    nadia.try_block(["i1", "i2", "i3"], block="ordonner")
    assert wire.told() == [room(nadia.tutor.id)]


def test_what_was_undone_is_not_told(nadia: Accompanied, wire: Wire) -> None:
    ask(
        nadia.session,
        nadia.learner.actor,
        enrolment_id=nadia.enrolment.id,
        block="choisir",
        text="Pourquoi ?",
        client_id=new_id(),
    )
    nadia.session.rollback()
    nadia.session.commit()
    assert wire.told() == []
