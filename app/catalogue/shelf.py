"""Published versions that this process has read: they never change, so reading each once is enough.

A draft is never kept, nor anything read in a unit of work that writes: what it sees may be rolled back.
"""

import threading
import uuid
from collections import OrderedDict
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.catalogue.outlines import BlockView, Outline

MOST_VERSIONS = 32


@dataclass(frozen=True, slots=True)
class Kept:
    """A version in each of its languages, and its blocks by unit and language as far as they were asked for."""

    outlines: dict[str, Outline]
    blocks: dict[tuple[str, str], tuple[BlockView, ...]] = field(default_factory=dict)

    def holds(self, unit_code: str) -> bool:
        return any(outline.unit(unit_code) for outline in self.outlines.values())


_kept: OrderedDict[uuid.UUID, Kept] = OrderedDict()
_lock = threading.Lock()


def find_kept(version_id: uuid.UUID) -> Kept | None:
    with _lock:
        kept = _kept.get(version_id)
        if kept:
            _kept.move_to_end(version_id)
        return kept


def keep(session: Session, outlines: dict[str, Outline]) -> None:
    """Keep what a reading unit of work found; the version used longest ago gives way."""
    outline = next(iter(outlines.values()))
    if not outline.number or not session.info.get("reads"):
        return
    with _lock:
        _kept.setdefault(outline.version_id, Kept(outlines))
        while len(_kept) > MOST_VERSIONS:
            _kept.popitem(last=False)


def forget_all() -> None:
    """For tests that must look into the database."""
    with _lock:
        _kept.clear()
