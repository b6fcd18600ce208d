"""Reading what learners wrote and sent at a block."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import BlockType
from app.catalogue.outlines import BlockView
from app.kernel.errors import NotFound
from app.learning.former import find_block_data
from app.learning.models import Enrolment, Reflection, Submission
from app.learning.queries import Followed, get_followed
from app.people.actor import Actor
from app.people.models import Person

#: Blocks at which one writes or sends something.
WORKED = frozenset({BlockType.REFLECTION, BlockType.OPEN_ANSWER, BlockType.SUBMISSION})


@dataclass(frozen=True, slots=True)
class Sent:
    """A submission, and the given name of who looked at it."""

    row: Submission
    reviewer: str | None


def get_own_work(
    session: Session, actor: Actor, enrolment_id: uuid.UUID, block: str, language: str
) -> tuple[Followed, BlockView]:
    """A block of the actor's own module at which one writes or sends. Raises NotFound."""
    followed = get_followed(session, actor, enrolment_id)
    if followed.enrolment.learner_id != actor.id:
        raise NotFound
    view = find_block_data(session, followed.enrolment, block, language)
    if view is None or view.type not in WORKED:
        raise NotFound
    return followed, view


def find_reflection(session: Session, enrolment_id: uuid.UUID, block: str) -> Reflection | None:
    return session.get(Reflection, (enrolment_id, block))


def list_sent(session: Session, enrolment_id: uuid.UUID, block: str) -> list[Sent]:
    """What was sent at one block, oldest first; the caller may see the enrolment."""
    rows = session.execute(
        select(Submission, Person.given_name)
        .join(Person, Person.id == Submission.verdict_by, isouter=True)
        .where(Submission.enrolment_id == enrolment_id, Submission.block == block)
        .order_by(Submission.sent_at, Submission.id)
    )
    return [Sent(row, reviewer) for row, reviewer in rows]


def get_own_sent(session: Session, actor: Actor, submission_id: uuid.UUID) -> Submission:
    """What the actor sent. Raises NotFound for anyone else's."""
    found = session.scalars(
        select(Submission)
        .join(Enrolment, Enrolment.id == Submission.enrolment_id)
        .where(Submission.id == submission_id, Enrolment.learner_id == actor.id)
    ).first()
    if found is None:
        raise NotFound
    return found


def list_kept_files(session: Session) -> list[str]:
    """The keys of every file that a learner sent, for who looks after the store."""
    sent = session.scalars(select(Submission.sha256).distinct())
    return [key for key in sent if key]
