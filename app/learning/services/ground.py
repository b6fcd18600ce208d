"""All that a batch of steps is judged by, read with a few statements however long the batch is."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from app.catalogue.models import Block, BlockText, Module, ModuleVersion
from app.kernel.db import Json
from app.learning.folding import StepFact
from app.learning.models import Enrolment, Move, MovedEnrolment, Presence, Step, Verb
from app.learning.rules import BlockRule, rule_of
from app.questions.pools import meets

Place = tuple[uuid.UUID, str]

FACT_COLUMNS = (
    Step.enrolment_id,
    Step.id,
    Step.block,
    Step.verb,
    Step.counted_at,
    Step.sequence,
    Step.device,
    Step.n,
    Step.data,
    Step.result,
)


def _several(name: str, like: Any) -> BindParameter[Any]:
    return bindparam(name, type_=like.type, expanding=True)


# Made once: every batch asks these, and putting them together took as long as asking.
OF_ENROLMENTS = Enrolment.id.in_(_several("enrolments", Enrolment.id))
LOCKED = (
    select(Enrolment)
    .where(OF_ENROLMENTS)
    .order_by(Enrolment.id)
    .with_for_update()
    .execution_options(populate_existing=True)
)
LOCKED_OWN = LOCKED.where(Enrolment.learner_id == bindparam("learner", type_=Enrolment.learner_id.type))
_STEPS = select(*FACT_COLUMNS).where(Step.enrolment_id.in_(_several("enrolments", Step.enrolment_id)))
_PRESENCE = select(
    Presence.enrolment_id,
    Presence.id,
    Presence.block,
    literal(Verb.ACTIVE, Step.verb.type),
    Presence.counted_at,
    literal(0),
    Presence.device,
    cast(null(), Step.n.type),
    cast(null(), Json),
    cast(null(), Json),
).where(Presence.enrolment_id.in_(_several("enrolments", Presence.enrolment_id)))
STEPS_AT = _STEPS.where(Step.block.in_(_several("codes", Step.block)))
#: In one statement: every step of these blocks, and whatever carries one of these ids.
KNOWN_STEPS = union_all(
    STEPS_AT,
    _STEPS.where(Step.id.in_(_several("ids", Step.id))),
    _PRESENCE.where(Presence.id.in_(_several("ids", Presence.id))),
)
BLOCKS = (
    select(Block.version_id, Block.code, Block.type, Block.is_required, BlockText.data, Block.pool)
    .join(ModuleVersion, ModuleVersion.id == Block.version_id)
    .join(Module, Module.id == ModuleVersion.module_id)
    .join(
        BlockText,
        and_(BlockText.block_id == Block.id, BlockText.language == Module.language),
        isouter=True,
    )
    .where(Block.version_id.in_(_several("versions", Block.version_id)))
    .where(Block.code.in_(_several("codes", Block.code)))
)


@dataclass(frozen=True, slots=True)
class KnownBlock:
    """A block of a version, as far as judging an event needs it. `data` is that of the module's own language."""

    rule: BlockRule
    data: Mapping[str, Any]
    pool: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Former:
    """A version that an enrolment was on, until it was moved."""

    version_id: uuid.UUID
    number: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """What an event is judged by. `number` is that of a version the learner has left since, None for the present one."""

    known: "KnownBlock"
    number: int | None


@dataclass(slots=True)
class Ground:
    """`blocks` by version and code; `steps` by enrolment and block; `known_ids` and `former` by enrolment."""

    enrolments: dict[uuid.UUID, Enrolment]
    former: dict[uuid.UUID, list[Former]] = field(default_factory=dict)
    blocks: dict[Place, KnownBlock] = field(default_factory=dict)
    steps: dict[Place, list[StepFact]] = field(default_factory=lambda: defaultdict(list))
    known_ids: set[tuple[uuid.UUID, uuid.UUID]] = field(default_factory=set)

    def block(self, enrolment: Enrolment, code: str) -> KnownBlock | None:
        """None also for a question of a pool that this enrolment does not meet."""
        return self._block_in(enrolment, enrolment.version_id, code)

    def judge_by(
        self, enrolment: Enrolment, code: str, *, at: datetime, said: object = None
    ) -> Judged | None:
        """What was on the learner's screen: the version that the event names, or the one of that moment.

        A block that this version did not have is looked for in the others that the enrolment was ever on.
        """
        former = self.former.get(enrolment.id, [])
        present = [(enrolment.version_id, None)]
        left = [(each.version_id, each.number) for each in former]
        then = [(each.version_id, each.number) for each in former if _was_shown(each, at, said)]
        for version_id, number in [*then[:1], *present, *reversed(left)]:
            known = self._block_in(enrolment, version_id, code)
            if known:
                return Judged(known, number)
        return None

    def _block_in(self, enrolment: Enrolment, version_id: uuid.UUID, code: str) -> "KnownBlock | None":
        known = self.blocks.get((version_id, code))
        return known if known and meets(code, known.pool, str(enrolment.id)) else None


def _was_shown(former: Former, at: datetime, said: object) -> bool:
    return former.number == said if isinstance(said, int) else at < former.until


def lock_enrolments(
    session: Session, enrolment_ids: Collection[uuid.UUID], *, learner_id: uuid.UUID | None = None
) -> dict[uuid.UUID, Enrolment]:
    """The enrolments, locked in the order of their ids so that two batches never wait for each other.

    With `learner_id`, only that person's.
    """
    ids = list(enrolment_ids)
    if learner_id is None:
        found = session.scalars(LOCKED, {"enrolments": ids})
    else:
        found = session.scalars(LOCKED_OWN, {"enrolments": ids, "learner": learner_id})
    return {enrolment.id: enrolment for enrolment in found}


def survey(
    session: Session,
    enrolments: dict[uuid.UUID, Enrolment],
    *,
    codes: Collection[str],
    ids: Collection[uuid.UUID] = (),
) -> Ground:
    """What is known of these blocks and of these event ids: two statements, three where someone was moved."""
    if not enrolments:
        return Ground(enrolments)
    ground = survey_blocks(session, enrolments, codes=codes)
    known = {"enrolments": list(enrolments), "codes": list(codes), "ids": list(ids)}
    for row in session.execute(KNOWN_STEPS if ids else STEPS_AT, known):
        enrolment_id, step = row[0], StepFact(*row[1:])
        if (enrolment_id, step.id) not in ground.known_ids and step.verb is not Verb.ACTIVE:
            ground.steps[enrolment_id, step.block].append(step)
        ground.known_ids.add((enrolment_id, step.id))
    return ground


def survey_blocks(
    session: Session, enrolments: dict[uuid.UUID, Enrolment], *, codes: Collection[str]
) -> Ground:
    """These blocks in every version that the enrolments were ever on, and no steps."""
    ground = Ground(enrolments, former=list_former(session, enrolments.values()))
    versions = {enrolment.version_id for enrolment in enrolments.values()}
    versions.update(each.version_id for former in ground.former.values() for each in former)
    ground.blocks = load_blocks(session, versions, codes)
    return ground


def list_former(session: Session, enrolments: Iterable[Enrolment]) -> dict[uuid.UUID, list[Former]]:
    """The versions left, the oldest first; asked for only where there are any."""
    moved = [enrolment.id for enrolment in enrolments if enrolment.version_since is not None]
    if not moved:
        return {}
    rows = session.execute(
        select(
            MovedEnrolment.enrolment_id, Move.from_version_id, ModuleVersion.number, MovedEnrolment.moved_at
        )
        .join(Move, Move.id == MovedEnrolment.move_id)
        .join(ModuleVersion, ModuleVersion.id == Move.from_version_id)
        .where(MovedEnrolment.enrolment_id.in_(moved))
        .order_by(MovedEnrolment.moved_at)
    )
    found: dict[uuid.UUID, list[Former]] = defaultdict(list)
    for enrolment_id, version_id, number, until in rows:
        found[enrolment_id].append(Former(version_id, number, until))
    return found


def load_blocks(
    session: Session, version_ids: Collection[uuid.UUID], codes: Collection[str]
) -> dict[Place, KnownBlock]:
    """Ids of answers are the same in every language, so the module's own language marks for all."""
    rows = session.execute(BLOCKS, {"versions": list(version_ids), "codes": list(codes)})
    return {
        (version_id, code): KnownBlock(
            rule_of(type_, is_required=is_required, data=data or {}), data or {}, pool or {}
        )
        for version_id, code, type_, is_required, data, pool in rows
    }
