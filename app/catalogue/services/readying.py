"""A draft made ready to be published: read, checked and compiled before anybody is kept waiting."""

from dataclasses import dataclass, replace

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.catalogue.content import ModuleSource, write
from app.catalogue.content.hiding import without_hidden
from app.catalogue.models import Block, ModuleVersion, Unit, VersionMedium
from app.catalogue.queries import DRAFT, get_editable_module, get_version
from app.catalogue.sanitising import SANITISER_VERSION
from app.catalogue.services.compiling import bring_up_to_date
from app.catalogue.services.drafting import PlacedFault, find_faults, source_of
from app.catalogue.services.indexing import Said, read_said
from app.catalogue.services.preparing import FaultsFound, Prepared, prepare
from app.catalogue.services.sources import read_source
from app.catalogue.services.version_rows import fill_version
from app.catalogue.translations import has_several_languages, marks_of
from app.kernel.blocking import run_blocking
from app.kernel.errors import NotFound
from app.kernel.storage import Store
from app.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Ready:
    """What a draft said at one of its revisions."""

    revision: int
    prepared: Prepared


def make_ready(session: Session, actor: Actor, *, store: Store, slug: str) -> Ready | None:
    """What `publish_version` needs of an edited draft; None where it is ready as it is.

    Reads, ends the transaction it read in, and works for up to some seconds. Raises FaultsFound, NotFound, Denied.
    """
    draft = _find_draft(session, actor, slug)
    if draft is None or draft.archive:
        session.rollback()
        return None
    revision, source = draft.revision, source_of(session, store, draft)
    session.expunge(draft)
    session.rollback()
    return Ready(revision, prepare_source(store, source))


def _find_draft(session: Session, actor: Actor, slug: str) -> ModuleVersion | None:
    """With its module in one statement, where there is one."""
    try:
        return get_version(session, actor, slug, DRAFT)[1]
    except NotFound:
        get_editable_module(session, actor, slug)
        return None


def prepare_source(store: Store, source: ModuleSource) -> Prepared:
    """Raises FaultsFound, each fault with its unit and block."""
    faults = run_blocking(find_faults, source)
    if faults:
        raise FaultsFound(faults=[_told(fault) for fault in faults])
    return prepare(store, write(source))


def _told(fault: PlacedFault) -> dict[str, object]:
    told = {key: getattr(fault, key) for key in ("file", "line", "code", "message")}
    return told | {"unit": fault.unit, "block": fault.block, "language": fault.language}


def settle(session: Session, store: Store, draft: ModuleVersion, ready: Ready | None) -> Said:
    """Make the rows of a draft those of a version: without what is hidden, without what only authors need; what they say.

    What was made ready of another revision is made again. Raises FaultsFound.
    """
    said: Said | None = None
    if not draft.archive:
        fresh = ready is not None and ready.revision == draft.revision
        prepared = (
            ready.prepared if ready and fresh else prepare_source(store, source_of(session, store, draft))
        )
        draft.checksum, draft.archive = prepared.checksum, prepared.archive
        draft.required_blocks = prepared.required_blocks
        _write_anew(session, draft, prepared)
    else:
        said = _settled(session, store, draft)
    session.execute(update(Block).where(Block.version_id == draft.id).values(source={}))
    return said or read_said(session, draft.id)


def _settled(session: Session, store: Store, draft: ModuleVersion) -> Said | None:
    """What a draft says that is as its files are; None where something of it was written again."""
    said = read_said(session, draft.id)
    if any(row.is_hidden for row in said):
        source = read_source(store, draft)
        _write_anew(session, draft, prepare(store, write(source)))
        return None
    is_stale = any(row.sanitiser_version not in {None, SANITISER_VERSION} for row in said)
    return None if is_stale and bring_up_to_date(session, store, draft) else said


def _write_anew(session: Session, draft: ModuleVersion, prepared: Prepared) -> None:
    shown = without_hidden(prepared.source)
    marks = marks_of(session, draft) if has_several_languages(shown) else None
    codes = {block.id for unit in shown.units for block in unit.blocks}
    session.execute(delete(Unit).where(Unit.version_id == draft.id))
    session.execute(delete(VersionMedium).where(VersionMedium.version_id == draft.id))
    session.flush()
    blocks = tuple(block for block in prepared.blocks if block.code in codes)
    fill_version(session, draft, replace(prepared, source=shown, blocks=blocks), marks=marks)
