"""What people say at a block: said, answered, settled."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import Block
from app.kernel.clock import now
from app.kernel.errors import Denied, DomainError, NotFound, at_most
from app.people.actor import Actor
from app.studio import policy
from app.studio.models import Comment
from app.studio.queries import get_comment, get_reviewed

LONGEST_COMMENT = 2000


class CommentEmpty(DomainError):
    """A comment says something."""

    code = "comment_empty"


def add_comment(
    session: Session, actor: Actor, *, slug: str, block: str, text: str, thread_id: uuid.UUID | None = None
) -> Comment:
    """Say something of a block, or answer what was said of it. Flushes, never commits.

    Raises NotFound, CommentEmpty, TextTooLong.
    """
    reviewed = get_reviewed(session, actor, slug)
    said = at_most(LONGEST_COMMENT, text)
    if not said:
        raise CommentEmpty
    if thread_id is not None:
        block = _thread(session, actor, slug, thread_id).block
    elif not _stands(session, reviewed.draft.id, block):
        raise NotFound
    comment = Comment(
        module_id=reviewed.module.id, block=block, thread_id=thread_id, by=actor.id, at=now(), text=said
    )
    session.add(comment)
    session.flush()
    return comment


def _thread(session: Session, actor: Actor, slug: str, thread_id: uuid.UUID) -> Comment:
    """An answer to an answer has no place: threads are one deep."""
    _, first = get_comment(session, actor, slug, thread_id)
    if first.thread_id is not None:
        raise NotFound
    return first


def _stands(session: Session, draft_id: uuid.UUID, block: str) -> bool:
    rows = select(Block.id).where(Block.version_id == draft_id, Block.code == block)
    return session.execute(rows).first() is not None


def settle_comment(
    session: Session, actor: Actor, *, slug: str, comment_id: uuid.UUID, is_settled: bool
) -> Comment:
    """Mark a thread as dealt with, or open it again. Raises NotFound, Denied."""
    reviewed, comment = get_comment(session, actor, slug, comment_id)
    if not policy.may_settle(actor, reviewed.module, comment):
        raise Denied
    comment.resolved_at = now() if is_settled else None
    comment.resolved_by = actor.id if is_settled else None
    session.flush()
    return comment
