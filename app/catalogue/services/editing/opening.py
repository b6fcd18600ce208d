"""A draft to work on, made from the current version where there is none."""

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.orm import Session, aliased

from app.catalogue.content import ModuleSource
from app.catalogue.models import Block, BlockText, Change, Module, ModuleVersion, Unit
from app.catalogue.queries import find_draft, find_published
from app.catalogue.services.modules import lock_editable
from app.catalogue.services.preparing import Prepared, digests_of
from app.catalogue.services.sources import read_source
from app.catalogue.services.version_rows import head_of, sources_in, write_draft
from app.catalogue.translations import has_several_languages, marks_of
from app.kernel.errors import NotFound
from app.kernel.storage import Store
from app.people.actor import Actor


def open_draft(session: Session, actor: Actor, *, store: Store, slug: str) -> ModuleVersion:
    """The draft of the module, ready for the verbs beside this one. Flushes. Raises NotFound, Denied.

    Making it reads the archive of the current version: some hundred milliseconds, once a version.
    """
    module = lock_editable(session, actor, slug)
    if module is None:
        raise NotFound
    draft = find_draft(session, module.id)
    if draft is None:
        return _copy_current(session, actor, store, module)
    if not draft.head:
        _fill(session, draft, read_source(store, draft))
    return draft


def _copy_current(session: Session, actor: Actor, store: Store, module: Module) -> ModuleVersion:
    current = find_published(session, module.id)
    if current is None:
        raise NotFound
    source = read_source(store, current)
    prepared = Prepared(source, current.checksum, current.archive, (), digests_of(source))
    last = session.scalar(revisions_of(module)) or 0
    marks = marks_of(session, current) if has_several_languages(source) else None
    draft = write_draft(session, module, prepared, actor.id, revision=last, marks=marks)
    _copy_texts(session, current, draft)
    return draft


def revisions_of(module: Module) -> Select[int]:
    """The last one of all drafts, so that what was read in an earlier draft is known to be of an earlier one."""
    return select(func.max(Change.revision)).where(Change.module_id == module.id)


def _copy_texts(session: Session, current: ModuleVersion, draft: ModuleVersion) -> None:
    """What the current version shows was compiled from the same words."""
    there, here = aliased(Block), aliased(Block)
    kept = ("language", "title", "label", "html", "data", "plain_text", "sanitiser_version")
    rows = (
        select(here.id, *(getattr(BlockText, name) for name in kept))
        .join(there, there.id == BlockText.block_id)
        .join(here, here.code == there.code)
        .where(there.version_id == current.id, here.version_id == draft.id)
    )
    session.execute(insert(BlockText).from_select(["block_id", *kept], rows))


def _fill(session: Session, draft: ModuleVersion, source: ModuleSource) -> None:
    """A draft of a release that kept sources in the archive alone."""
    draft.head = head_of(source)
    session.flush()
    for unit in source.units:
        session.execute(
            update(Unit)
            .where(Unit.version_id == draft.id, Unit.code == unit.id)
            .values(name=unit.name, is_hidden=unit.hidden)
        )
    told = {code: sources for unit in source.units for code, sources in sources_in(unit).items()}
    for block in session.scalars(select(Block).where(Block.version_id == draft.id)):
        block.source = told[block.code]
    session.flush()
