"""By what each type of block is done. A pure table; the client never decides."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.catalogue.models import BlockType


class DoneBy(enum.StrEnum):
    SEEN = "seen"
    ANSWER = "answer"
    SUBMITTED = "submitted"
    # By what a higher floor states: an observation signed, a waiver.
    ABOVE = "above"


DONE_BY: Mapping[BlockType, DoneBy] = {
    BlockType.TEXT: DoneBy.SEEN,
    BlockType.CALLOUT: DoneBy.SEEN,
    BlockType.FIGURE: DoneBy.SEEN,
    BlockType.STEPS: DoneBy.SEEN,
    BlockType.COMPARISON: DoneBy.SEEN,
    BlockType.TERM: DoneBy.SEEN,
    BlockType.VIDEO: DoneBy.SEEN,
    BlockType.AUDIO: DoneBy.SEEN,
    BlockType.DOWNLOAD: DoneBy.SEEN,
    BlockType.EXTERNAL: DoneBy.SEEN,
    BlockType.REFLECTION: DoneBy.SEEN,
    BlockType.OPEN_ANSWER: DoneBy.SUBMITTED,
    BlockType.SUBMISSION: DoneBy.SUBMITTED,
    BlockType.QUESTION: DoneBy.ANSWER,
    BlockType.CHECKLIST: DoneBy.ANSWER,
    BlockType.IN_CENTRE: DoneBy.ABOVE,
}


@dataclass(frozen=True, slots=True)
class BlockRule:
    """What the fold must know of one block. `tries` is None where one may try until it is right."""

    done_by: DoneBy
    is_required: bool
    tries: int | None = None


def rule_of(type_: BlockType, *, is_required: bool, data: Mapping[str, Any]) -> BlockRule:
    return BlockRule(DONE_BY[type_], is_required, data.get("tries"))
