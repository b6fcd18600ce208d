import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import Block, BlockText, BlockType, Module, ModuleVersion, Unit
from app.in_centre.models import Booking, InCentreSession, Observation, Verdict
from app.in_centre.verdict import Criterion
from app.kernel.errors import NotFound
from app.people.actor import Actor
from app.people.models import Person


@dataclass(frozen=True, slots=True)
class Task:
    """An in-centre block of one version: what is asked at the bench, and the criteria of its grid."""

    block: str
    title: str
    minutes: int
    html: str
    criteria: tuple[Criterion, ...]


def list_tasks(session: Session, version_id: uuid.UUID, unit: str, language: str) -> list[Task]:
    """The tasks of a unit, in the language asked for or else the module's own."""
    rows = session.execute(
        select(Block, BlockText, Module.language)
        .join(Unit, Unit.id == Block.unit_id)
        .join(ModuleVersion, ModuleVersion.id == Block.version_id)
        .join(Module, Module.id == ModuleVersion.module_id)
        .join(BlockText, BlockText.block_id == Block.id)
        .where(Block.version_id == version_id, Unit.code == unit, Block.type == BlockType.IN_CENTRE)
        .where(BlockText.language.in_([language, Module.language]))
        .order_by(Block.position)
    ).all()
    chosen: dict[str, tuple[Block, BlockText]] = {}
    for block, text, _own in rows:
        if block.code not in chosen or text.language == language:
            chosen[block.code] = (block, text)
    return [_task(block, text) for block, text in chosen.values()]


def _task(block: Block, text: BlockText) -> Task:
    return Task(
        block=block.code,
        title=text.title,
        minutes=int(text.data.get("minutes", 0)),
        html=text.html,
        criteria=read_criteria(text.data.get("criteria", [])),
    )


def read_criteria(stored: Iterable[dict[str, object]]) -> tuple[Criterion, ...]:
    """The criteria as they are kept, in a compiled block and in a frozen grid alike."""
    return tuple(Criterion(str(item["id"]), str(item["text"]), bool(item["critical"])) for item in stored)


def list_observations(
    session: Session, booking_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, list[Observation]]:
    """The grids of bookings that the caller may see, oldest first."""
    found: dict[uuid.UUID, list[Observation]] = defaultdict(list)
    for row in session.scalars(
        select(Observation)
        .where(Observation.booking_id.in_(list(booking_ids)))
        .order_by(Observation.created_at, Observation.id)
    ):
        found[row.booking_id].append(row)
    return found


def find_achieved(session: Session, booking_id: uuid.UUID) -> list[Observation]:
    return list(
        session.scalars(
            select(Observation)
            .where(Observation.booking_id == booking_id, Observation.verdict == Verdict.ACHIEVED)
            .order_by(Observation.signed_at)
        )
    )


RESULTS = (
    select(Observation, InCentreSession, Module, Person)
    .join(Booking, Booking.id == Observation.booking_id)
    .join(InCentreSession, InCentreSession.id == Booking.session_id)
    .join(Module, Module.id == InCentreSession.module_id)
    .join(Person, Person.id == Observation.assessor_id)
)


@dataclass(frozen=True, slots=True)
class Result:
    """A signed grid as its learner reads it."""

    observation: Observation
    it: InCentreSession
    module: Module
    assessor_name: str


def list_own_results(session: Session, actor: Actor) -> list[Result]:
    """All that were signed, the newest first."""
    rows = session.execute(
        RESULTS.where(Booking.learner_id == actor.id, Observation.signed_at.is_not(None)).order_by(
            Observation.signed_at.desc()
        )
    )
    return [Result(observation, it, module, assessor.name) for observation, it, module, assessor in rows]


def get_own_result(session: Session, actor: Actor, observation_id: uuid.UUID) -> Result:
    """The actor's own signed grid. Raises NotFound, also while it is being filled."""
    row = session.execute(
        RESULTS.where(Observation.id == observation_id, Booking.learner_id == actor.id).where(
            Observation.signed_at.is_not(None)
        )
    ).first()
    if row is None:
        raise NotFound
    observation, it, module, assessor = row
    return Result(observation, it, module, assessor.name)
