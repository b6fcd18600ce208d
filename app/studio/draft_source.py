"""The source of a draft as its checks read it, faults and all; of a film its weight is enough."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.content.sources import ModuleSource
from app.catalogue.models import Medium, ModuleVersion
from app.catalogue.services.drafting import read_rows
from app.catalogue.services.sources import ArchiveUnreadable, read_source
from app.kernel.errors import NotFound
from app.kernel.storage import Store

# Of these the checks read what is inside.
READ = ("image/", "text/")
Sizes = dict[str, int]


def draft_source(session: Session, store: Store, draft: ModuleVersion) -> tuple[ModuleSource, Sizes]:
    """The module with what is hidden in it, and what each of its files weighs. Four statements at most."""
    if draft.archive:
        # Nothing was written in place since it came as files.
        try:
            source = read_source(store, draft)
            return source, {medium.name: len(medium.data) for medium in source.media}
        except ArchiveUnreadable:
            if not draft.head:
                raise
    source, digests = read_rows(session, draft)
    rows = select(Medium.sha256, Medium.size).where(Medium.sha256.in_(digests.values()))
    weights = {row.sha256: row.size for row in session.execute(rows)}
    media = tuple(
        replace(medium, data=_data(store, digests[medium.name], medium.content_type))
        for medium in source.media
    )
    return replace(source, media=media), {name: weights[sha256] for name, sha256 in digests.items()}


def _data(store: Store, key: str, kind: str) -> bytes:
    if not kind.startswith(READ):
        return b""
    try:
        return store.get(key)
    except NotFound:
        return b""
