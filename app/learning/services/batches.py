"""Doing a move, some enrolments at a time: each is its own replay over the new version."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.orm import Session

from app.catalogue.models import ModuleVersion
from app.kernel import audit
from app.kernel.clock import now
from app.kernel.events import announce
from app.kernel.ids import new_id
from app.learning.events import EnrolmentCompleted, EnrolmentMoved
from app.learning.folding import StepFact
from app.learning.models import BlockState, Enrolment, Move, MovedEnrolment, State, Step, Verb
from app.learning.services.applying import STATES, STEPS
from app.learning.services.ground import FACT_COLUMNS, KnownBlock, load_blocks
from app.learning.services.moving import under_way
from app.learning.services.replaying import Replayed, replay_steps

#: So few that on SQLite, where a batch holds the one write lock, nobody waits long for it.
BATCH = 20
MOVED = cast(Table, MovedEnrolment.__table__)


@dataclass(slots=True)
class _Batch:
    move: Move
    version: ModuleVersion
    former_number: int
    at: datetime
    states: dict[uuid.UUID, dict[str, State]]
    steps: dict[uuid.UUID, list[StepFact]]
    known: dict[str, KnownBlock]


def move_some(session: Session, move_id: uuid.UUID) -> list[Enrolment]:
    """Move the next few; none are left when it answers none. Repeated, or after a kill, nobody is moved twice. Flushes."""
    move = session.scalars(
        select(Move).where(Move.id == move_id).with_for_update().execution_options(populate_existing=True)
    ).one()
    if move.ended_at is not None:
        return []
    enrolments = list(
        session.scalars(
            under_way(move.from_version_id, move.centre_id)
            .order_by(Enrolment.id)
            .limit(BATCH)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )
    if not enrolments:
        move.ended_at = now()
        session.flush()
        return []
    _move_all(session, _read(session, move, enrolments), enrolments)
    move.moved += len(enrolments)
    session.flush()
    return enrolments


def _read(session: Session, move: Move, enrolments: Sequence[Enrolment]) -> _Batch:
    ids = [enrolment.id for enrolment in enrolments]
    states: dict[uuid.UUID, dict[str, State]] = defaultdict(dict)
    for enrolment_id, block, state in session.execute(
        select(BlockState.enrolment_id, BlockState.block, BlockState.state).where(
            BlockState.enrolment_id.in_(ids)
        )
    ):
        states[enrolment_id][block] = state
    steps: dict[uuid.UUID, list[StepFact]] = defaultdict(list)
    for row in session.execute(select(*FACT_COLUMNS).where(Step.enrolment_id.in_(ids))):
        steps[row[0]].append(StepFact(*row[1:]))
    codes = {step.block for each in steps.values() for step in each} | move.decisions.keys()
    blocks = load_blocks(session, [move.to_version_id], codes)
    known = {code: block for (_version, code), block in blocks.items()}
    former = session.get_one(ModuleVersion, move.from_version_id).number
    version = session.get_one(ModuleVersion, move.to_version_id)
    return _Batch(move, version, former, now(), states, steps, known)


def _move_all(session: Session, batch: _Batch, enrolments: Sequence[Enrolment]) -> None:
    step_rows: list[dict[str, Any]] = []
    state_rows: list[dict[str, Any]] = []
    moved_rows: list[dict[str, Any]] = []
    for enrolment in enrolments:
        _record(session, batch, enrolment)
        decided = _decided_steps(batch, enrolment)
        told = replay_steps([*batch.steps[enrolment.id], *decided], batch.known, enrolment.id)
        step_rows += [_step_row(enrolment, step, batch.at) for step in decided]
        state_rows += [_state_row(enrolment, code, asdict(folded)) for code, folded in told.blocks.items()]
        moved_rows.append(_moved_row(batch, enrolment, told, decided))
        _pin(enrolment, batch, told, len(decided))
    session.flush()
    ids = [enrolment.id for enrolment in enrolments]
    session.execute(delete(BlockState).where(BlockState.enrolment_id.in_(ids)))
    for table, rows in ((STEPS, step_rows), (STATES, state_rows), (MOVED, moved_rows)):
        if rows:
            session.execute(insert(table), rows)
    for enrolment in enrolments:
        _announce(session, batch, enrolment)


def _record(session: Session, batch: _Batch, enrolment: Enrolment) -> None:
    audit.record(
        session,
        batch.move.begun_by,
        "moved_to_version",
        enrolment.id,
        person_id=enrolment.learner_id,
        centre_id=enrolment.centre_id,
        before={"version": batch.former_number},
        after={"version": batch.version.number},
        module=str(enrolment.module_id),
    )


def _decided_steps(batch: _Batch, enrolment: Enrolment) -> list[StepFact]:
    """What the author decided of this learner's results, as steps: progress is then their replay like any other.

    A waiver is the tutor's word and stands.
    """
    states = batch.states[enrolment.id]
    return [
        StepFact(
            id=new_id(),
            block=code,
            verb=Verb.COMPLETED,
            counted_at=batch.at,
            sequence=enrolment.last_sequence + place,
            result={
                "moved": {
                    "kind": decision["effect"],
                    "id": str(batch.move.id),
                    "version": batch.version.number,
                    "was_done": states.get(code) is State.DONE,
                }
            },
        )
        for place, (code, decision) in enumerate(_standing(batch.move.decisions, states), start=1)
    ]


def _standing(decisions: Mapping[str, Any], states: Mapping[str, State]) -> list[tuple[str, dict[str, Any]]]:
    return [(code, each) for code, each in decisions.items() if states.get(code) is not State.WAIVED]


def _pin(enrolment: Enrolment, batch: _Batch, told: Replayed, decided: int) -> None:
    enrolment.version_id = batch.version.id
    enrolment.version_since = batch.at
    enrolment.required_blocks = batch.version.required_blocks
    enrolment.done_blocks = told.done_blocks
    enrolment.last_sequence += decided
    if enrolment.required_blocks and told.done_blocks >= enrolment.required_blocks:
        enrolment.completed_at = batch.at


def _announce(session: Session, batch: _Batch, enrolment: Enrolment) -> None:
    announce(
        session,
        EnrolmentMoved(
            enrolment.id,
            enrolment.learner_id,
            enrolment.tutor_id,
            batch.move.id,
            batch.version.id,
            batch.at,
        ),
    )
    if enrolment.completed_at is not None:
        announce(session, EnrolmentCompleted(enrolment.id, enrolment.learner_id, batch.at))


def _step_row(enrolment: Enrolment, step: StepFact, at: datetime) -> dict[str, Any]:
    return {"enrolment_id": enrolment.id, **asdict(step), "occurred_at": at, "received_at": at}


def _state_row(enrolment: Enrolment, code: str, folded: dict[str, Any]) -> dict[str, Any]:
    return {"enrolment_id": enrolment.id, "block": code, **folded}


def _moved_row(
    batch: _Batch, enrolment: Enrolment, told: Replayed, decided: Sequence[StepFact]
) -> dict[str, Any]:
    """Before `_pin`: the enrolment still says how it was."""
    return {
        "enrolment_id": enrolment.id,
        "move_id": batch.move.id,
        "moved_at": batch.at,
        "done_before": enrolment.done_blocks,
        "required_before": enrolment.required_blocks,
        "done_after": told.done_blocks,
        "required_after": batch.version.required_blocks,
        "redone": [
            step.block
            for step in decided
            if step.result["moved"]["kind"] == "redo" and step.result["moved"]["was_done"]
        ],
    }
