"""One figure for a module's canonical source and pictures."""

import hashlib
from collections.abc import Mapping

from app.catalogue.content.sources import ModuleSource
from app.catalogue.content.writing import write
from app.kernel.large import digest_of


def checksum(module: ModuleSource) -> str:
    return checksum_of(write(module))


def checksum_of(files: Mapping[str, bytes]) -> str:
    """SHA-256 in hex over each path and the digest of its content, in the order of the paths.

    For canonical files it is the module's, without reading what they say.
    """
    return checksum_of_digests({path: digest_of(data) for path, data in files.items()})


def checksum_of_digests(digests: Mapping[str, str]) -> str:
    """The same for files that are known by their digests."""
    total = hashlib.sha256()
    for path, digest in sorted(digests.items()):
        total.update(f"{path}\0{digest}\n".encode())
    return total.hexdigest()
