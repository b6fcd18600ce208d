"""Modules that come with a release: imported once for each state of their files."""

import uuid
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.content import Files, checksum_of, read_folder
from app.catalogue.models import Module, ModuleVersion
from app.catalogue.queries import find_draft, find_published
from app.catalogue.services.drafts import put_draft
from app.catalogue.services.modules import lock_module, open_module
from app.catalogue.services.preparing import Prepared, prepare
from app.catalogue.services.publishing import publish_draft
from app.kernel.storage import Store

NOTE = "Livré avec l’application"


def import_shipped(
    session: Session, store: Store, folder: Path, centre_id: uuid.UUID, is_shared: bool
) -> ModuleVersion:
    """Import and publish a shipped module when its files have changed; returns the current version.

    Files that were published once are never published again, so that what authors did since stays; nor is a draft
    they work on replaced. Flushes, never commits. Raises FaultsFound.
    """
    files = read_folder(folder)
    known = _find_by_files(session, files)
    if known:
        return known
    prepared = prepare(store, files)
    module = hold_module(session, prepared, centre_id=centre_id, is_shared=is_shared)
    current = find_published(session, module.id)
    if current and (_was_published(session, module, prepared) or find_draft(session, module.id)):
        return current
    put_draft(session, store, module, prepared, by=None)
    return publish_draft(session, module, store=store, note=NOTE, by=None)


def _find_by_files(session: Session, files: Files) -> ModuleVersion | None:
    """The current version of the module that these very bytes were published for: nearly every start finds it here."""
    rows = (
        select(ModuleVersion.module_id)
        .where(ModuleVersion.number > 0, ModuleVersion.checksum == checksum_of(files))
        .limit(1)
    )
    module_id = session.scalar(rows)
    return find_published(session, module_id) if module_id else None


def hold_module(session: Session, prepared: Prepared, *, centre_id: uuid.UUID, is_shared: bool) -> Module:
    """The module of these files, created where there is none, held until the transaction ends."""
    module = lock_module(session, prepared.source.slug)
    if module is None:
        open_module(session, source=prepared.source, centre_id=centre_id, is_shared=is_shared)
        module = lock_module(session, prepared.source.slug)
    assert module is not None
    return module


def _was_published(session: Session, module: Module, prepared: Prepared) -> bool:
    rows = select(ModuleVersion.id).where(
        ModuleVersion.module_id == module.id,
        ModuleVersion.number > 0,
        ModuleVersion.checksum == prepared.checksum,
    )
    return session.execute(rows.limit(1)).first() is not None
