"""A module with two remote units and a bench, its enrolments and its sessions, as rows."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from app.catalogue.models import (
    Block,
    BlockText,
    BlockType,
    Module,
    ModuleVersion,
    Place,
    Unit,
    VersionState,
)
from app.in_centre.models import Booking, BookingState, InCentreSession
from app.kernel.clock import now
from app.kernel.ids import new_id
from app.learning.models import BlockState, Enrolment, State

# Thursday 12 March 2026, 8:15 to 11:45 in Brussels; the tests' clock stands at Tuesday 10 March, 10:00 there.
THURSDAY = datetime(2026, 3, 12, 7, 15, tzinfo=UTC)
MORNING = timedelta(hours=3, minutes=30)
GRID = [
    {"id": "reperer", "text": "Repère toutes les sources", "critical": True},
    {"id": "essayer", "text": "Essaie le détecteur avant et après", "critical": True},
    {"id": "baliser", "text": "Balise", "critical": False},
]
BENCH, TASK = "au-banc", "banc"
# unit, its place, minutes, required blocks
UNITS = (
    ("risque", Place.REMOTE, 30, ("r1", "r2")),
    ("etapes", Place.REMOTE, 40, ("e1",)),
    (BENCH, Place.IN_CENTRE, 210, (TASK,)),
)


@dataclass(frozen=True)
class Studied:
    """The module of these tests in its version."""

    module: Module
    version_id: uuid.UUID


def make_module(
    session: Session, centre_id: uuid.UUID, *, slug: str = "consigner", is_shared: bool = True
) -> Studied:
    module = Module(
        slug=slug,
        centre_id=centre_id,
        is_shared=is_shared,
        title="Consigner",
        language="fr",
        sector="electricity",
        licence="CC-BY-SA-4.0",
        review_on=date(2027, 1, 1),
        current_number=0,
        created_at=now(),
    )
    session.add(module)
    session.flush()
    return Studied(module, add_version(session, module))


def add_version(session: Session, module: Module) -> uuid.UUID:
    module.current_number += 1
    version = ModuleVersion(
        module_id=module.id,
        number=module.current_number,
        state=VersionState.PUBLISHED,
        checksum="0" * 64,
        archive="x",
        title=module.title,
        required_blocks=4,
        saved_at=now(),
        published_at=now(),
    )
    session.add(version)
    session.flush()
    for position, (code, place, minutes, blocks) in enumerate(UNITS):
        _add_unit(session, version.id, code, position, place, minutes, blocks)
    session.flush()
    return version.id


def _add_unit(
    session: Session,
    version_id: uuid.UUID,
    code: str,
    position: int,
    place: Place,
    minutes: int,
    blocks: tuple[str, ...],
) -> None:
    is_bench = place is Place.IN_CENTRE
    unit = Unit(
        version_id=version_id,
        code=code,
        position=position,
        title=code.capitalize(),
        place=place,
        minutes=minutes,
        prerequisites=["risque"] if is_bench else [],
        bring=["Chaussures de sécurité"] if is_bench else [],
        resources=["Banc"] if is_bench else [],
    )
    session.add(unit)
    session.flush()
    for number, block_code in enumerate(blocks):
        kind = BlockType.IN_CENTRE if is_bench else BlockType.TEXT
        block = Block(
            version_id=version_id,
            unit_id=unit.id,
            code=block_code,
            position=number,
            type=kind,
            is_required=True,
        )
        session.add(block)
        session.flush()
        data = {"minutes": 45, "criteria": GRID} if is_bench else {}
        session.add(
            BlockText(
                block_id=block.id,
                language="fr",
                title="Consigner un départ moteur",
                label=f"Bloc {block_code}",
                data=data,
                sanitiser_version=1,
            )
        )


def enrol(
    session: Session,
    studied: Studied,
    learner_id: uuid.UUID,
    *,
    centre_id: uuid.UUID,
    tutor_id: uuid.UUID,
    done: tuple[str, ...] = ("r1", "r2"),
) -> Enrolment:
    """An enrolment with these blocks done; by default the prerequisite of the bench."""
    enrolment = Enrolment(
        learner_id=learner_id,
        module_id=studied.module.id,
        version_id=studied.version_id,
        centre_id=centre_id,
        tutor_id=tutor_id,
        begun_at=now(),
        required_blocks=4,
        done_blocks=len(done),
    )
    session.add(enrolment)
    session.flush()
    for code in done:
        session.add(BlockState(enrolment_id=enrolment.id, block=code, state=State.DONE, since=now()))
    session.flush()
    return enrolment


def plan_session(
    session: Session,
    studied: Studied,
    *,
    centre_id: uuid.UUID,
    host_id: uuid.UUID,
    starts_at: datetime = THURSDAY,
    lasts: timedelta = MORNING,
    capacity: int = 3,
) -> InCentreSession:
    planned = InCentreSession(
        id=new_id(),
        module_id=studied.module.id,
        unit=BENCH,
        centre_id=centre_id,
        host_id=host_id,
        room=f"Atelier {new_id().hex[-6:]}",
        starts_at=starts_at,
        ends_at=starts_at + lasts,
        resources={"Bancs": capacity},
        capacity=capacity,
        created_at=now(),
    )
    session.add(planned)
    session.flush()
    return planned


def seat(session: Session, planned: InCentreSession, enrolment: Enrolment) -> Booking:
    """A confirmed place."""
    booking = Booking(
        id=new_id(),
        session_id=planned.id,
        learner_id=enrolment.learner_id,
        enrolment_id=enrolment.id,
        state=BookingState.CONFIRMED,
        booked_at=now(),
    )
    planned.taken += 1
    session.add(booking)
    session.flush()
    return booking
