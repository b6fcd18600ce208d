"""Bringing people from one version of a module to its current one: decided by the author as one act, done in batches."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.catalogue.comparing import BlockChange, Fate, compare_versions, of_fate
from app.catalogue.models import Module, ModuleVersion
from app.catalogue.queries import find_published, get_editable_version
from app.catalogue.services.modules import lock_editable
from app.kernel.audit import record
from app.kernel.clock import now
from app.kernel.errors import Conflict, DomainError, NotFound, at_most
from app.learning.folding import KEPT, REDO
from app.learning.models import Enrolment, Move
from app.people.actor import Actor

LONGEST_REASON = 500


class DecisionMissing(DomainError):
    """A block whose assessed part changed has no decision, or one without a reason: `facts["blocks"]` are their codes."""

    code = "decision_missing"


class NobodyToMove(Conflict):
    """Nobody is under way on that version, in that centre."""

    code = "nobody_to_move"


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of the results at a block whose assessed part changed, and why, as its learners read it."""

    effect: str
    reason: str


@dataclass(frozen=True, slots=True)
class Way:
    """From the version that people are on to the one that is current."""

    module: Module
    former: ModuleVersion
    version: ModuleVersion
    changes: list[BlockChange]

    @property
    def to_decide(self) -> list[BlockChange]:
        return of_fate(self.changes, Fate.ASSESSED)


def find_way(session: Session, actor: Actor, *, module: Module, number: int) -> Way:
    """What a move from version `number` would change. Raises NotFound, Denied where the module is not the actor's."""
    former = get_editable_version(session, actor, module.slug, number)
    version = find_published(session, module.id)
    if version is None or not 0 < former.number < version.number:
        raise NotFound
    return Way(module, former, version, compare_versions(session, former.id, version.id))


def begin_move(
    session: Session,
    actor: Actor,
    *,
    move_id: uuid.UUID,
    slug: str,
    number: int,
    centre_id: uuid.UUID | None = None,
    decisions: Mapping[str, Decision],
) -> tuple[Move, bool]:
    """Decide that everyone under way on version `number` (of one centre, or of all) goes on in the current one.

    The form makes `move_id`: the same again is the same move. Who has completed the module keeps the version they
    completed. Nobody has moved yet: `batches.move_some` does it. Flushes, never commits. Raises NotFound, Denied,
    DecisionMissing, TextTooLong, NobodyToMove.
    """
    module = lock_editable(session, actor, slug)
    if module is None:
        raise NotFound
    if known := session.get(Move, move_id):
        if known.module_id != module.id:
            raise NotFound
        return known, False
    way = find_way(session, actor, module=module, number=number)
    move = _open(session, way, centre_id, _decided(way.to_decide, decisions))
    move.id, move.begun_by = move_id, actor.id
    session.add(move)
    session.flush()
    _write_down(session, actor, move, way)
    return move, True


def _open(session: Session, way: Way, centre_id: uuid.UUID | None, decided: dict[str, Any]) -> Move:
    people = under_way(way.former.id, centre_id).subquery()
    total = session.scalar(select(func.count()).select_from(people))
    if not total:
        raise NobodyToMove
    return Move(
        module_id=way.module.id,
        from_version_id=way.former.id,
        to_version_id=way.version.id,
        centre_id=centre_id,
        decisions=decided,
        summary=_summary(way.changes),
        begun_at=now(),
        total=total,
    )


def under_way(version_id: uuid.UUID, centre_id: uuid.UUID | None) -> Select[Enrolment]:
    rows = select(Enrolment).where(
        Enrolment.version_id == version_id,
        Enrolment.ended_at.is_(None),
        Enrolment.completed_at.is_(None),
    )
    return rows if centre_id is None else rows.where(Enrolment.centre_id == centre_id)


def _decided(to_decide: Sequence[BlockChange], decisions: Mapping[str, Decision]) -> dict[str, Any]:
    missing = [change.code for change in to_decide if not _is_whole(decisions.get(change.code))]
    if missing:
        raise DecisionMissing(blocks=missing)
    return {
        change.code: {
            "effect": decisions[change.code].effect,
            "reason": at_most(LONGEST_REASON, decisions[change.code].reason),
            "label": change.label,
        }
        for change in to_decide
    }


def _is_whole(decision: Decision | None) -> bool:
    return decision is not None and decision.effect in {KEPT, REDO} and bool(decision.reason.strip())


def _summary(changes: Sequence[BlockChange]) -> dict[str, Any]:
    """How many blocks of each fate; what is new or gone is told by its name."""
    counts: dict[str, Any] = defaultdict(int)
    for change in changes:
        counts[change.fate.value] += 1
    return {
        **counts,
        "labels": {
            fate.value: [each.label for each in of_fate(changes, fate)] for fate in (Fate.NEW, Fate.GONE)
        },
    }


def _write_down(session: Session, actor: Actor, move: Move, way: Way) -> None:
    record(
        session,
        actor.id,
        "learners_moved",
        way.module.id,
        centre_id=move.centre_id,
        before={"version": way.former.number},
        after={"version": way.version.number},
        move=str(move.id),
        effects={code: decided["effect"] for code, decided in move.decisions.items()},
    )
