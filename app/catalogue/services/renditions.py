"""Renditions in the store: there, or made when the first reader asks."""

import threading

import structlog

from app.catalogue.renditions import Rendition, make_rendition, renditions_of
from app.kernel.blocking import run_alone
from app.kernel.errors import DomainError
from app.kernel.storage import Store

log = structlog.get_logger()
_making = threading.Lock()


def find_or_make(store: Store, sha256: str, rendition: Rendition) -> str:
    """The key of the rendition, or the picture's own where it cannot be made. Takes up to a second of CPU."""
    key = rendition.key(sha256)
    if store.has(key):
        return key
    # A class that opens the same page at once has each picture made once.
    with _making:
        if store.has(key):
            return key
        try:
            store.put(key, run_alone(make_rendition, store.get(sha256), rendition))
        except (DomainError, OSError) as refused:
            log.warning("rendition_not_made", sha256=sha256, why=str(refused))
            return sha256
    return key


def make_all(store: Store, sha256: str, width: int) -> None:
    """Every rendition of a picture, before the first reader comes."""
    for rendition in renditions_of(width):
        find_or_make(store, sha256, rendition)
