"""A thousand rows behind everything that one learner, one tutor, one session and one centre have.

Of a thousand learners a hundred are Sabine's, and in Nadia's sessions: what fills one screen stays what people can read.
"""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import inspect, update
from sqlalchemy.orm import Session

from app.catalogue.models import Module, ModuleVersion
from app.catalogue.queries import find_published
from app.chat.models import Conversation, ConversationKind, Message, Participant
from app.in_centre.models import Attendance, Booking, InCentreSession, Observation
from app.kernel.audit import AuditLine
from app.kernel.clock import now
from app.kernel.db import Base
from app.kernel.ids import new_id
from app.learning.models import BlockState, Enrolment, Presence, Step, StudyInterval, Verb
from app.network.models import Centre, Closure
from app.people.models import ApiToken, Membership, Person, Role, Sitting
from app.tutoring.models import Accompaniment, Act, HelpRequest, HelpState, Intervention
from tests.cast import Cast
from tests.planted import BLOCK, Planted, World

MANY, ON_ONE_SCREEN = 1000, 100
Differs = Callable[[int], dict[str, Any]]


def multiply(session: Session, cast: Cast, world: World) -> World:
    """Insert in bulk; the caller commits. The module's current version has then another number."""
    learners = _people(session, cast)
    enrolments = _enrolments(session, cast, world, learners)
    _study(session, world)
    _centre(session, cast, world, learners, enrolments)
    _conversations(session, cast, world)
    _accompanying(session, cast, world, enrolments)
    _acts(session, cast)
    return replace(world, here=_modules(session, world))


def _acts(session: Session, cast: Cast) -> None:
    """What the team did to a thousand people, and to one."""
    told = {"actor_id": cast.manager.id, "centre_id": cast.centre_id, "act": "role_ended", "facts": {}}
    rows(
        session,
        AuditLine,
        lambda at: {
            **told,
            "id": new_id(),
            "at": now() - timedelta(minutes=at),
            "object_id": "",
            "person_id": cast.learner.id if at % 2 else new_id(),
            "after": {"tutor": str(new_id())},
        },
    )


def copies(session: Session, row: Base, differs: Differs) -> None:
    """As many rows like this one, except for what differs."""
    same = {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs}
    rows(session, type(row), lambda at: same | differs(at))


def rows(session: Session, kind: type[Base], values: Differs) -> None:
    session.execute(kind.__table__.insert(), [values(at) for at in range(MANY)])  # type: ignore[attr-defined]


def _people(session: Session, cast: Cast) -> list[uuid.UUID]:
    ids = [new_id() for _ in range(MANY)]
    someone = session.get_one(Person, cast.second_learner.id)
    copies(session, someone, lambda at: {"id": ids[at], "email": f"n{at}@many.example"})
    rows(
        session,
        Membership,
        lambda at: {
            "id": new_id(),
            "person_id": ids[at],
            "centre_id": cast.centre_id,
            "role": Role.LEARNER,
            "from_on": date(2020, 1, 1),
        },
    )
    for member in (cast.learner, cast.tutor, cast.manager, cast.author, cast.host):
        door = {"person_id": member.id, "created_at": now()}
        rows(
            session,
            Sitting,
            lambda _at, door=door: door | {"id": new_id(), "fingerprint": new_id().hex, "seen_at": now()},
        )
        rows(
            session,
            ApiToken,
            lambda at, door=door: door
            | {"id": new_id(), "fingerprint": new_id().hex, "label": f"n{at}", "expires_at": now() + timedelta(9)},
        )  # fmt: skip
    return ids


def _enrolments(session: Session, cast: Cast, world: World, learners: list[uuid.UUID]) -> list[uuid.UUID]:
    ids = [new_id() for _ in range(MANY)]
    own = session.get_one(Enrolment, world.here.enrolment_id)
    copies(
        session,
        own,
        lambda at: {
            "id": ids[at],
            "learner_id": learners[at],
            "tutor_id": (cast.tutor if at < ON_ONE_SCREEN else cast.substitute).id,
        },
    )
    state = BlockState(block=BLOCK, state="tried", since=now(), wrong_in_a_row=4, tries=4)
    state.last_response, state.because = {}, {}
    copies(session, state, lambda at: {"enrolment_id": ids[at]})
    accompaniment = session.get_one(Accompaniment, world.here.enrolment_id)
    copies(session, accompaniment, lambda at: {"enrolment_id": ids[at]})
    return ids


def _study(session: Session, world: World) -> None:
    own = {"enrolment_id": world.here.enrolment_id, "block": BLOCK}
    rows(
        session,
        Step,
        lambda at: own
        | {"id": new_id(), "sequence": 1000 + at, "verb": Verb.ANSWERED, "occurred_at": now(),
           "counted_at": now(), "received_at": now(), "data": {"response": "a1"},
           "result": {"right": False, "mark": 0}},
    )  # fmt: skip
    rows(
        session,
        Presence,
        lambda _at: own | {"id": new_id(), "seconds": 1, "counted_at": now(), "occurred_at": now()},
    )
    rows(
        session,
        StudyInterval,
        lambda at: {
            "id": new_id(),
            "enrolment_id": world.here.enrolment_id,
            "starts_at": now() - timedelta(minutes=2 * at + 1),
            "ends_at": now() - timedelta(minutes=2 * at),
        },
    )


def _centre(
    session: Session,
    cast: Cast,
    world: World,
    learners: list[uuid.UUID],
    enrolments: list[uuid.UUID],
) -> None:
    sessions = [new_id() for _ in range(MANY)]
    coming = session.get_one(InCentreSession, world.here.session_id)
    session.execute(update(InCentreSession).values(capacity=MANY + 100))
    session.refresh(coming)
    later = timedelta(days=1)
    copies(
        session,
        coming,
        lambda at: {
            "id": sessions[at],
            "starts_at": coming.starts_at + at * later,
            "ends_at": coming.ends_at + at * later,
        },
    )
    booking = session.get_one(Booking, world.here.booking_id)
    bookings = [new_id() for _ in range(MANY)]
    copies(session, booking, lambda at: {"id": new_id(), "session_id": sessions[at]})
    for held in (world.here.session_id, world.here.held_session_id):
        of_held = bookings if held == world.here.held_session_id else [new_id() for _ in range(MANY)]
        copies(
            session,
            booking,
            lambda at, held=held, of_held=of_held: {
                "id": of_held[at],
                "session_id": held if at < ON_ONE_SCREEN else sessions[at - (held == coming.id)],
                "learner_id": learners[at],
                "enrolment_id": enrolments[at],
            },
        )
    _network(session, world)
    observation = session.get_one(Observation, world.here.observation_id)
    copies(session, observation, lambda at: {"id": new_id(), "booking_id": bookings[at]})
    attendance = Attendance(
        day=date(2026, 3, 7), half_day="morning", is_present=True, confirmed_by=cast.host.id
    )
    attendance.confirmed_at, attendance.source, attendance.reason = now(), "host", ""
    copies(session, attendance, lambda at: {"id": new_id(), "booking_id": bookings[at]})


def _network(session: Session, world: World) -> None:
    """Many more centres, each with people; and this one closed on many days."""
    centres = [new_id() for _ in range(MANY)]
    centre = session.get_one(Centre, world.here.centre_id)
    copies(session, centre, lambda at: {"id": centres[at], "code": f"centre-{at}", "name": f"Centre {at}"})
    managing = session.get_one(Membership, world.here.manager_membership_id)
    people = [new_id() for _ in range(MANY)]
    someone = session.get_one(Person, managing.person_id)
    copies(session, someone, lambda at: {"id": people[at], "email": f"t{at}@many.example"})
    copies(
        session,
        managing,
        lambda at: {
            "id": new_id(),
            "person_id": people[at],
            "centre_id": centres[at],
            "role": Role.TUTOR,
        },
    )
    closure = session.get_one(Closure, world.here.closure_id)
    days = [closure.first_on + timedelta(days=at) for at in range(MANY)]
    copies(session, closure, lambda at: {"id": new_id(), "first_on": days[at], "last_on": days[at]})


def _conversations(session: Session, cast: Cast, world: World) -> None:
    newest = session.get_one(Conversation, world.here.conversation_id)
    first = newest.last_seq + 1
    rows(
        session,
        Message,
        lambda at: {
            "id": new_id(),
            "conversation_id": newest.id,
            "seq": first + at,
            "sender_id": (cast.learner, cast.tutor)[at % 2].id,
            "client_id": new_id(),
            "text": f"Message {at}",
            "sent_at": now(),
        },
    )
    newest.last_seq += MANY
    session.flush()
    ids = [new_id() for _ in range(MANY)]
    copies(
        session,
        newest,
        lambda at: {
            "id": ids[at],
            "kind": ConversationKind.DIRECT,
            "subject": None,
            "pair": f"{ids[at]}",
        },
    )
    for member in (cast.learner, cast.tutor):
        own = session.get_one(Participant, (newest.id, member.id))
        copies(session, own, lambda at: {"conversation_id": ids[at]})


def _accompanying(session: Session, cast: Cast, world: World, enrolments: list[uuid.UUID]) -> None:
    asked = session.query(HelpRequest).filter_by(enrolment_id=world.here.enrolment_id, block=BLOCK).one()
    messages = [new_id() for _ in range(2 * MANY)]
    conversation = session.get_one(Conversation, world.here.conversation_id)
    example = session.get_one(Message, asked.message_id)
    for half in (0, 1):
        start = conversation.last_seq + 1 + half * MANY
        copies(
            session,
            example,
            lambda at, half=half, start=start: {
                "id": messages[2 * at + half],
                "seq": start + at,
                "client_id": new_id(),
            },
        )
    conversation.last_seq += 2 * MANY
    session.flush()
    answered = {"state": HelpState.ANSWERED, "answered_at": now(), "answered_by": cast.tutor.id}
    copies(session, asked, lambda at: {"id": new_id(), "message_id": messages[2 * at]} | answered)
    copies(
        session,
        asked,
        lambda at: {"id": new_id(), "message_id": messages[2 * at + 1], "enrolment_id": enrolments[at]},
    )
    rows(
        session,
        Intervention,
        lambda at: {
            "id": new_id(),
            "enrolment_id": world.here.enrolment_id,
            "tutor_id": cast.tutor.id,
            "act": Act.NOTE,
            "text": f"Note {at}",
            "done_at": now() - timedelta(minutes=at),
        },
    )


def _modules(session: Session, world: World) -> Planted:
    version = session.get_one(ModuleVersion, world.here.version_id)
    module = session.get_one(Module, version.module_id)
    ids = [new_id() for _ in range(MANY)]
    copies(session, module, lambda at: {"id": ids[at], "slug": f"module-{at}"})
    copies(session, version, lambda at: {"id": new_id(), "module_id": ids[at]})
    current = find_published(session, module.id)
    assert current is not None
    current.number = module.current_number = MANY + 2
    session.flush()
    version.number = MANY + 1
    session.flush()
    copies(session, version, lambda at: {"id": new_id(), "number": 1 + at})
    return replace(world.here, number=current.number, left=version.number)
