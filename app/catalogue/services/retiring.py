"""Taking a module, or one of its versions, out of new beginnings, and putting it back. Nothing is ever deleted."""

from typing import Any

from sqlalchemy.orm import Session

from app.catalogue.models import Module, ModuleVersion, VersionState
from app.catalogue.queries import get_editable_version
from app.catalogue.services.modules import lock_editable
from app.kernel.audit import record
from app.kernel.clock import now
from app.kernel.errors import DomainError, NotFound, at_most
from app.people.actor import Actor

LONGEST_WHY = 500


class WhyMissing(DomainError):
    """Who is under way, and who wanted to begin, are told why."""

    code = "why_missing"


def retire_module(session: Session, actor: Actor, *, slug: str, why: str) -> Module:
    """Nobody begins it any more; who is under way finishes. Again, only the words change. Flushes, never commits.

    Raises NotFound, Denied, WhyMissing, TextTooLong.
    """
    module = _lock(session, actor, slug)
    module.retired_why = _checked(why)
    module.retired_at = module.retired_at or now()
    record(session, actor.id, "module_retired", module.id, **_of(module))
    session.flush()
    return module


def reopen_module(session: Session, actor: Actor, *, slug: str) -> Module:
    """Raises NotFound, Denied."""
    module = _lock(session, actor, slug)
    if module.retired_at is not None:
        module.retired_at, module.retired_why = None, ""
        record(session, actor.id, "module_reopened", module.id, **_of(module))
    session.flush()
    return module


def retire_version(session: Session, actor: Actor, *, slug: str, number: int, why: str) -> ModuleVersion:
    """The same for one version. Where it is the current one nobody begins the module until the next is published: an
    older version may hold what this one put right. Raises NotFound, Denied, WhyMissing, TextTooLong."""
    module = _lock(session, actor, slug)
    version = _published(session, actor, slug, number)
    version.retired_why = _checked(why)
    version.state = VersionState.RETIRED
    record(session, actor.id, "version_retired", version.id, **_of(module), number=number)
    session.flush()
    return version


def reopen_version(session: Session, actor: Actor, *, slug: str, number: int) -> ModuleVersion:
    """Raises NotFound, Denied."""
    module = _lock(session, actor, slug)
    version = _published(session, actor, slug, number)
    if version.state is VersionState.RETIRED:
        version.state, version.retired_why = VersionState.PUBLISHED, ""
        record(session, actor.id, "version_reopened", version.id, **_of(module), number=number)
    session.flush()
    return version


def _of(module: Module) -> dict[str, Any]:
    """Where a line of the audit is read, and about which module."""
    return {"centre_id": module.centre_id, "module": str(module.id)}


def _lock(session: Session, actor: Actor, slug: str) -> Module:
    module = lock_editable(session, actor, slug)
    if module is None or not module.current_number:
        raise NotFound
    return module


def _published(session: Session, actor: Actor, slug: str, number: int) -> ModuleVersion:
    version = get_editable_version(session, actor, slug, number)
    if version.state not in {VersionState.PUBLISHED, VersionState.RETIRED}:
        raise NotFound
    return version


def _checked(why: str) -> str:
    if not why.strip():
        raise WhyMissing
    return at_most(LONGEST_WHY, why)
