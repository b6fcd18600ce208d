"""From files to what can be kept: read, checked, compiled, with its files already in the store. No database."""

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask_babel import gettext

from app.catalogue.content import (
    CompiledBlock,
    Fault,
    Files,
    ModuleSource,
    checksum,
    compile_module,
    parse,
    write,
)
from app.catalogue.content.archives import write_archive_to
from app.catalogue.services.media_cleaning import clean_media
from app.catalogue.services.misfits import find_misfits
from app.catalogue.services.pooling import required_in
from app.kernel.blocking import run_blocking
from app.kernel.errors import DomainError
from app.kernel.large import digest_of
from app.kernel.storage import Store


class FaultsFound(DomainError):
    """`facts["faults"]` lists every fault: {file, line, code, message}; `line` is null for a file as a whole."""

    code = "faults_found"

    @classmethod
    def of(cls, faults: Iterable[Fault]) -> "FaultsFound":
        return cls(faults=[_told(fault) for fault in faults])


def _told(fault: Fault) -> dict[str, Any]:
    return {
        "file": fault.file,
        "line": fault.line,
        "code": fault.code,
        "message": fault.message(gettext),
    }


@dataclass(frozen=True, slots=True)
class Prepared:
    """A module without a fault. `archive` and every picture are in the store under their keys."""

    source: ModuleSource
    checksum: str
    archive: str
    blocks: tuple[CompiledBlock, ...]
    #: Of media, by name; reckoned before the transaction.
    digests: Mapping[str, str]

    @property
    def required_blocks(self) -> int:
        return sum(required_in(unit) for unit in self.source.units)


def prepare(store: Store, files: Files, *, slug: str | None = None) -> Prepared:
    """Raises FaultsFound with everything that is wrong, also when the files name another slug.

    Takes some hundred milliseconds of CPU: call it before the transaction that keeps the result.
    """
    parsed = run_blocking(parse, files)
    if parsed.module is None:
        raise FaultsFound.of(parsed.faults)
    module, unopened = clean_media(parsed.module)
    misfits = [*find_misfits(module, slug), *unopened]
    if misfits:
        raise FaultsFound(faults=misfits)
    blocks = run_blocking(_compile, module)
    return _keep(store, module, blocks)


def _compile(module: ModuleSource) -> tuple[CompiledBlock, ...]:
    return tuple(compile_module(module))


def _keep(store: Store, module: ModuleSource, blocks: tuple[CompiledBlock, ...]) -> Prepared:
    total = checksum(module)
    archive = f"{total}.zip"
    digests = run_blocking(digests_of, module)
    for medium in module.media:
        put_once(store, digests[medium.name], medium.data)
    keep_archive(store, archive, write(module))
    return Prepared(module, total, archive, blocks, digests)


def keep_archive(store: Store, key: str, files: Files) -> None:
    """Put a canonical zip, which may be larger than memory, where it is not yet."""
    if store.has(key):
        store.delete(f"{key}{UNUSED}")
        return
    with tempfile.NamedTemporaryFile() as file:
        run_blocking(write_archive_to, file, files)
        file.flush()
        store.put_file(key, Path(file.name))


def digests_of(module: ModuleSource) -> dict[str, str]:
    """Of the media of a module, by name."""
    return {medium.name: digest_of(medium.data) for medium in module.media}


#: Ends the name of the mark beside a file that nobody used when the store was swept.
UNUSED = "-unused"


def keep_content(store: Store, data: bytes) -> str:
    """Into the store, before any transaction; returns its key, which is made of it."""
    key = digest_of(data)
    put_once(store, key, data)
    return key


def put_once(store: Store, key: str, data: bytes) -> None:
    """Keys are made of the content, so what is there is the same; and it is about to be used."""
    if store.has(key):
        store.delete(f"{key}{UNUSED}")
    else:
        store.put(key, data)
