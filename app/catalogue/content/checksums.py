"""One figure for a module's canonical source and pictures."""

import hashlib

from app.catalogue.content.sources import ModuleSource
from app.catalogue.content.writing import write


def checksum(module: ModuleSource) -> str:
    """SHA-256 in hex over each path and the digest of its content, in the order of the paths."""
    total = hashlib.sha256()
    for path, data in sorted(write(module).items()):
        total.update(f"{path}\0{hashlib.sha256(data).hexdigest()}\n".encode())
    return total.hexdigest()
