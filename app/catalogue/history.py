"""What was done to a draft, the last first; for who may edit it."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import Change
from app.catalogue.queries import get_editable_module
from app.kernel.errors import NotFound
from app.people.actor import Actor

#: Of a draft since someone read it: far more than a page can tell.
MOST_CHANGES = 1000


def list_changes(
    session: Session,
    actor: Actor,
    slug: str,
    *,
    block: str | None = None,
    after: uuid.UUID | None = None,
    limit: int = 50,
) -> list[Change]:
    """`after` is the last change of the page before. Raises NotFound, Denied."""
    module = get_editable_module(session, actor, slug)
    rows = select(Change).where(Change.module_id == module.id)
    if block is not None:
        rows = rows.where(Change.block == block)
    if after is not None:
        rows = rows.where(Change.id < after)
    return list(session.scalars(rows.order_by(Change.id.desc()).limit(limit)))


def list_changes_after(session: Session, module_id: uuid.UUID, revision: int) -> list[Change]:
    """What was done to the draft after this revision of it, the first first; for who was let in to the draft."""
    rows = select(Change).where(Change.module_id == module_id, Change.revision > revision)
    return list(session.scalars(rows.order_by(Change.id).limit(MOST_CHANGES)))


def get_change(session: Session, actor: Actor, slug: str, change_id: uuid.UUID) -> Change:
    """Raises NotFound, Denied."""
    module = get_editable_module(session, actor, slug)
    change = session.get(Change, change_id)
    if change is None or change.module_id != module.id:
        raise NotFound
    return change
