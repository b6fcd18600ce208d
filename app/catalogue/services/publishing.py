import uuid

from sqlalchemy.orm import Session

from app.catalogue.events import VersionPublished
from app.catalogue.gates import pass_gates
from app.catalogue.models import Module, ModuleVersion, VersionState
from app.catalogue.queries import find_draft, find_published
from app.catalogue.services.indexing import index_said
from app.catalogue.services.modules import describe, lock_editable
from app.catalogue.services.readying import Ready, settle
from app.catalogue.services.sources import read_about
from app.kernel.audit import record
from app.kernel.clock import now
from app.kernel.errors import Conflict, NotFound
from app.kernel.events import announce
from app.kernel.storage import Store
from app.people.actor import Actor


class NoDraft(Conflict):
    """Nothing has been published yet, and nothing waits to be."""

    code = "no_draft"


def publish_version(
    session: Session,
    actor: Actor,
    *,
    store: Store,
    slug: str,
    note: str = "",
    ready: Ready | None = None,
) -> ModuleVersion:
    """Make the draft the current version, one number up, for good. Learners stay on the version they began.

    Without a draft, or when it says nothing new, the current version is the answer: publishing twice, or twice at
    once, publishes once. An edited draft is made `ready` before (`readying.py`), else here, while others wait.
    Flushes, never commits. Raises NotFound, Denied, NoDraft, FaultsFound, and what gates of other floors refuse with.
    """
    module = lock_editable(session, actor, slug)
    if module is None:
        raise NotFound
    former = module.current_number
    draft = find_draft(session, module.id)
    if draft is not None:
        pass_gates(session, actor, store, module, draft)
    version = _publish(session, module, draft, store=store, note=note, by=actor.id, ready=ready)
    if version.number != former:
        record(
            session,
            actor.id,
            "version_published",
            module.id,
            centre_id=module.centre_id,
            module=str(module.id),
            number=version.number,
        )
    session.flush()
    return version


def publish_draft(
    session: Session,
    module: Module,
    *,
    store: Store,
    note: str,
    by: uuid.UUID | None,
    ready: Ready | None = None,
) -> ModuleVersion:
    """`publish_version` for who holds the module's lock already."""
    draft = find_draft(session, module.id)
    return _publish(session, module, draft, store=store, note=note, by=by, ready=ready)


def _publish(
    session: Session,
    module: Module,
    draft: ModuleVersion | None,
    *,
    store: Store,
    note: str,
    by: uuid.UUID | None,
    ready: Ready | None,
) -> ModuleVersion:
    if draft is None:
        return _current(session, module)
    was_edited = not draft.archive
    said = settle(session, store, draft, ready)
    if was_edited and module.current_number and _current(session, module).checksum == draft.checksum:
        session.delete(draft)
        return _current(session, module)
    describe(module, read_about(store, draft))
    draft.number = module.current_number + 1
    draft.state = VersionState.PUBLISHED
    draft.note = note.strip()
    draft.saved_by = by
    draft.published_at = now()
    module.current_number = draft.number
    session.flush()
    index_said(session, said)
    announce(session, VersionPublished(draft.id, module.id, draft.number, draft.published_at))
    return draft


def _current(session: Session, module: Module) -> ModuleVersion:
    current = find_published(session, module.id)
    if current is None:
        raise NoDraft
    return current
