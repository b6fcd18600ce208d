"""From steps to where a learner stands: pure functions of the set of steps, whatever order they came in."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.learning.models import State, Verb
from app.learning.rules import BlockRule, DoneBy
from app.questions.marking import completes
from app.questions.results import Marking

FINAL = frozenset({State.DONE, State.WAIVED})
#: What a move decides of the results at a block.
KEPT, REDO = "kept", "redo"


@dataclass(frozen=True, slots=True)
class StepFact:
    """What the fold reads of a step. `result` holds the server's marking, what a higher floor stated, or what a move to
    another version decided."""

    id: uuid.UUID
    block: str
    verb: Verb
    counted_at: datetime
    sequence: int
    device: str = ""
    n: int | None = None
    data: dict[str, Any] = field(default_factory=dict)
    result: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Folded:
    """Where a learner stands with one block, since when and through what: its steps, folded."""

    state: State
    since: datetime
    because: dict[str, Any]
    tries: int = 0
    wrong_in_a_row: int = 0
    last_response: dict[str, Any] = field(default_factory=dict)

    @property
    def is_final(self) -> bool:
        return self.state in FINAL


def in_order(steps: Iterable[StepFact]) -> list[StepFact]:
    """The steps in the order in which they count.

    Inside a device `n` decides, whatever its clock did meanwhile; between devices the counted moment does. Only steps
    that a device sent without `n`, at one same moment, stand as they came.
    """
    by_device: dict[str, list[StepFact]] = defaultdict(list)
    for step in steps:
        by_device[step.device].append(step)
    placed: list[tuple[datetime, str, int, int, StepFact]] = []
    for device, sent in by_device.items():
        placed += _places_within(device, sent)
    return [step for *_place, step in sorted(placed, key=lambda each: each[:4])]


def _places_within(
    device: str, steps: Sequence[StepFact]
) -> Iterable[tuple[datetime, str, int, int, StepFact]]:
    latest: datetime | None = None
    numbered = [step for step in steps if step.n is not None]
    for step in sorted(numbered, key=lambda each: (each.n, each.sequence)):
        # A clock set back does not put a later step before an earlier one.
        latest = max(latest, step.counted_at) if latest else step.counted_at
        yield latest, device, step.n or 0, step.sequence, step
    for step in steps:
        if step.n is None:
            yield step.counted_at, device, -1, step.sequence, step


def fold_block(rule: BlockRule, steps: Iterable[StepFact]) -> Folded | None:
    """Where the learner stands after these steps on one block; None when none of them counts.

    More steps never take a final state away: each of the conditions for it only grows with the set. Only the author can,
    by a move to a version whose question is another one: the steps before it, and answers to what was asked before it,
    then count no more.
    """
    standing: Folded | None = None
    ordered = in_order(steps)
    asked_since = max((_redone(step) for step in ordered), default=0)
    for step in ordered:
        if "late" in step.result or step.result.get("version", asked_since) < asked_since:
            continue
        if moved := step.result.get("moved"):
            standing = _carry(standing, moved, step)
            continue
        if standing is None:
            standing = Folded(State.OPENED, step.counted_at, _because(step))
        if not standing.is_final:
            _take(standing, rule, step)
    return standing


def is_move(step: StepFact) -> bool:
    """Whether the step is what a move decided, and nothing that the learner did."""
    return "moved" in step.result


def _redone(step: StepFact) -> int:
    moved = step.result.get("moved", {})
    return int(moved["version"]) if moved.get("kind") == REDO else 0


def _carry(standing: Folded | None, moved: dict[str, Any], step: StepFact) -> Folded | None:
    """Redo begins the block anew. Kept: done stays done; what was answered is not shown in the words of another question."""
    if standing is None:
        return None
    if moved["kind"] == REDO:
        return Folded(State.OPENED, step.counted_at, moved)
    standing.last_response = {}
    if moved["was_done"] and not standing.is_final:
        _move(standing, State.DONE, step, moved)
    return standing


def _take(standing: Folded, rule: BlockRule, step: StepFact) -> None:
    if step.verb is Verb.ANSWERED and rule.done_by is DoneBy.ANSWER:
        _take_answer(standing, rule, step)
    elif stated := step.result.get("stated"):
        waived = stated.get("kind") == "waiver"
        _move(standing, State.WAIVED if waived else State.DONE, step, stated)
    elif step.verb in {Verb.SEEN, Verb.COMPLETED} and rule.done_by is DoneBy.SEEN:
        _move(standing, State.DONE, step, _because(step))


def _take_answer(standing: Folded, rule: BlockRule, step: StepFact) -> None:
    right = bool(step.result["right"])
    standing.tries += 1
    standing.wrong_in_a_row = 0 if right else standing.wrong_in_a_row + 1
    standing.last_response = {"response": step.data.get("response")}
    because = {**_because(step), "right": right, "try": standing.tries}
    marking = Marking(Decimal(step.result["mark"]), right)
    if completes({"tries": rule.tries}, standing.tries, marking):
        _move(standing, State.DONE, step, because)
    elif standing.state is State.TRIED:
        standing.because = because
    else:
        _move(standing, State.TRIED, step, because)


def _move(standing: Folded, state: State, step: StepFact, because: dict[str, Any]) -> None:
    standing.state, standing.since, standing.because = state, step.counted_at, because


def _because(step: StepFact) -> dict[str, Any]:
    return {"kind": step.verb.value, "id": str(step.id)}
