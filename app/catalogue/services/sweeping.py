"""What nobody uses any more leaves the store: after 30 days, with a line in the log for each.

Since when a file is unused is said by an empty file beside it, `<key>-unused`: no row has to follow what happens to files.
Whoever puts the same content again takes that mark away (`preparing.put_once`), and has 30 days to use it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.catalogue.models import Medium
from app.catalogue.renditions import MAKER
from app.catalogue.services.preparing import UNUSED
from app.catalogue.uses import list_used
from app.kernel.clock import now
from app.kernel.db import Database
from app.kernel.storage import PARTIAL, Kept, Store

UNUSED_KEPT = timedelta(days=30)
PASSING_KEPT = timedelta(days=1)
#: What waits in the store for the next step of someone: a file of another tool, half a writing that was killed.
PASSING = re.compile(r"[0-9a-f]{64}-elsewhere|.+" + re.escape(PARTIAL))
CONTENT = re.compile(r"[0-9a-f]{64}(?:\.zip)?")
RENDITION = re.compile(r"(?P<of>[0-9a-f]{64})-(?P<maker>r\d+)-\d+\.(?:avif|webp)")

log = structlog.get_logger()


@dataclass(slots=True)
class Swept:
    """How many files were marked as unused, taken away, and how many bytes that freed."""

    marked: int = 0
    deleted: int = 0
    freed: int = 0


def sweep_store(database: Database, store: Store) -> Swept:
    """Idempotent; holds a transaction only to read what is used, and for each file that it takes away."""
    found = {kept.key: kept for kept in store.list()}
    with database.reading() as session:
        used = list_used(session)
    swept = Swept()
    for kept in found.values():
        if PASSING.fullmatch(kept.key) and kept.at < now() - PASSING_KEPT:
            _delete(store, kept, swept)
        elif CONTENT.fullmatch(kept.key):
            _look_at(database, store, kept, found.get(f"{kept.key}{UNUSED}"), used, swept)
        elif kept.key.endswith(UNUSED) and kept.key.removesuffix(UNUSED) not in found:
            store.delete(kept.key)
    _sweep_renditions(store, found, swept)
    if swept.marked or swept.deleted:
        log.info("store_swept", marked=swept.marked, deleted=swept.deleted, freed=swept.freed)
    return swept


def _look_at(
    database: Database, store: Store, kept: Kept, mark: Kept | None, used: set[str], swept: Swept
) -> None:
    if kept.key in used:
        if mark:
            store.delete(mark.key)
    elif mark is None:
        store.put(f"{kept.key}{UNUSED}", b"")
        swept.marked += 1
    elif mark.at < now() - UNUSED_KEPT:
        with database.writing() as session:
            _take_away(session, store, kept, mark, swept)


def _take_away(session: Session, store: Store, kept: Kept, mark: Kept, swept: Swept) -> None:
    """Asked once more, as hours may lie between the list and this file."""
    if kept.key in list_used(session) or not store.has(mark.key):
        return
    session.execute(delete(Medium).where(Medium.sha256 == kept.key))
    _delete(store, kept, swept)
    store.delete(mark.key)


def _sweep_renditions(store: Store, found: Iterable[str], swept: Swept) -> None:
    """Those of a picture that is gone, or that an older maker made; they can be made again."""
    for key in found:
        rendition = RENDITION.fullmatch(key)
        if rendition and (rendition["maker"] != MAKER or not store.has(rendition["of"])):
            store.delete(key)
            swept.deleted += 1


def _delete(store: Store, kept: Kept, swept: Swept) -> None:
    store.delete(kept.key)
    swept.deleted += 1
    swept.freed += kept.size
    log.info("file_deleted", key=kept.key, size=kept.size)
