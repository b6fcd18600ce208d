"""What a learner answered at a block, in the words that they chose."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.learning.models import Enrolment, Step, Verb
from app.learning.services.ground import survey_blocks
from app.questions.wording import word_response

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Try:
    at: datetime
    words: str
    right: bool


def list_tries(session: Session, enrolment_id: uuid.UUID, block: str) -> list[Try]:
    """The last answers to one block, oldest first, each in the words of the version that asked; the caller may see the
    enrolment. Two statements, three for a learner who was moved to another version."""
    rows = session.execute(
        select(Enrolment, Step.counted_at, Step.data, Step.result)
        .join(Enrolment, Enrolment.id == Step.enrolment_id)
        .where(Step.enrolment_id == enrolment_id, Step.block == block, Step.verb == Verb.ANSWERED)
        .order_by(Step.counted_at.desc(), Step.sequence.desc())
        .limit(SHOWN)
    ).all()
    if not rows:
        return []
    enrolment = rows[0][0]
    ground = survey_blocks(session, {enrolment.id: enrolment}, codes=[block])
    tries = []
    for _enrolment, counted_at, sent, result in reversed(rows):
        judged = ground.judge_by(enrolment, block, at=counted_at, said=result.get("version"))
        known = judged.known.data if judged else {}
        right = bool(result.get("right"))
        tries.append(Try(counted_at, word_response(known, sent.get("response")), right))
    return tries
