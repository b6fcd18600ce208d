"""What a learner answered at a block, in the words that they chose."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import Block, BlockText, Module
from app.learning.models import Enrolment, Step, Verb
from app.questions.wording import word_response

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Try:
    at: datetime
    words: str
    right: bool


def list_tries(session: Session, enrolment_id: uuid.UUID, block: str) -> list[Try]:
    """The last answers to one block, oldest first; the caller may see the enrolment. One statement."""
    rows = session.execute(
        select(Step.counted_at, Step.data, Step.result, BlockText.data)
        .join(Enrolment, Enrolment.id == Step.enrolment_id)
        .join(Module, Module.id == Enrolment.module_id)
        .join(Block, (Block.version_id == Enrolment.version_id) & (Block.code == Step.block))
        .join(BlockText, (BlockText.block_id == Block.id) & (BlockText.language == Module.language))
        .where(Step.enrolment_id == enrolment_id, Step.block == block, Step.verb == Verb.ANSWERED)
        .order_by(Step.counted_at.desc(), Step.sequence.desc())
        .limit(SHOWN)
    ).all()
    return [
        Try(counted_at, word_response(known, sent.get("response")), bool(result.get("right")))
        for counted_at, sent, result, known in reversed(rows)
    ]
