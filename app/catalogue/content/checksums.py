"""One figure for a module's canonical source and pictures."""

import hashlib
from collections.abc import Mapping

from app.catalogue.content.sources import ModuleSource
from app.catalogue.content.writing import write


def checksum(module: ModuleSource) -> str:
    return checksum_of(write(module))


def checksum_of(files: Mapping[str, bytes]) -> str:
    """SHA-256 in hex over each path and the digest of its content, in the order of the paths.

    For canonical files it is the module's, without reading what they say.
    """
    total = hashlib.sha256()
    for path, data in sorted(files.items()):
        total.update(f"{path}\0{hashlib.sha256(data).hexdigest()}\n".encode())
    return total.hexdigest()
