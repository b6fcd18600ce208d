"""A zip from someone we do not know, read within limits; and ours, the same bytes every time."""

import io
import stat
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from app.catalogue.content.decoding import FORBIDDEN
from app.catalogue.content.faults import Fault, FaultLog
from app.catalogue.content.media import FLOWING, TYPES
from app.catalogue.content.parsing import MEDIA, Files
from app.kernel.large import FULL, LARGE, mapped, pieces, read_path, write_pieces

MEGABYTE = 1024 * 1024
CHUNK = 64 * 1024
ENCRYPTED = 0x1
LOCAL_HEADER = 30
CENTRAL_RECORD = b"PK\x01\x02"
FIXED_MOMENT = (1980, 1, 1, 0, 0, 0)
UNIX = 3
REGULAR_FILE = (stat.S_IFREG | 0o644) << 16
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# Longer than any path a module may have; short enough to be shown whole in a fault.
LONGEST_PATH = 200
# Films and sounds hardly shrink: what swells more than this was made to fill a disk.
MOST_SWOLLEN = 20


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """How much an archive may hold, in bytes as they come out, never as it says of itself.

    `flowing_bytes` is for a film, a sound or a document, `member_bytes` for everything else.
    """

    archive_bytes: int = 20 * MEGABYTE
    total_bytes: int = 20 * MEGABYTE
    member_bytes: int = 10 * MEGABYTE
    flowing_bytes: int = 10 * MEGABYTE
    members: int = 1000
    depth: int = 3

    def of(self, path: str) -> int:
        return self.flowing_bytes if _flows(path) else self.member_bytes


def _flows(path: str) -> bool:
    return path.startswith(MEDIA) and TYPES.get(path.rpartition(".")[2]) in FLOWING


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The files of an archive, or the faults that keep it shut."""

    files: dict[str, bytes]
    faults: tuple[Fault, ...]


def read_archive(data: bytes | Path, limits: ArchiveLimits, *, name: str = "module.zip") -> Unpacked:
    """Nothing is written where a name leads, no archive inside is opened. Of an archive on the disk, which nobody
    changes any more, large members stay there: they are views. Raises OSError where the disk is full."""
    log = FaultLog()
    whole = read_path(data) if isinstance(data, Path) else data
    code = _refusal(whole, limits)
    if code is None:
        try:
            with _opened(data) as file, zipfile.ZipFile(file) as archive:
                files = _read_members(archive, name, limits, log, whole)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            if isinstance(error, OSError) and error.errno in FULL:
                raise
            code = "archive_not_zip"
    if code is not None:
        most = limits.members if code == "archive_too_many" else limits.archive_bytes // MEGABYTE
        log.of(name).add(None, code, most=most)
    faults = log.in_order()
    return Unpacked({} if faults else files, faults)


def _opened(data: bytes | Path) -> IO[bytes]:
    return data.open("rb") if isinstance(data, Path) else io.BytesIO(data)


def _refusal(whole: bytes, limits: ArchiveLimits) -> str | None:
    """What is known without opening. Records are counted first: listing 300,000 takes seconds."""
    if not whole:
        return "archive_empty"
    if len(whole) > limits.archive_bytes:
        return "archive_too_long"
    if sum(bytes(piece).count(CENTRAL_RECORD) for piece in pieces(whole)) > limits.members:
        return "archive_too_many"
    return None


def _read_members(
    archive: zipfile.ZipFile, name: str, limits: ArchiveLimits, log: FaultLog, whole: bytes
) -> dict[str, bytes]:
    members = archive.infolist()
    if members and min(member.header_offset for member in members) != 0:
        # Something stands before the first member: two formats in one file, or a cut archive
        # with another one glued to it. Readers disagree about what it holds.
        raise zipfile.BadZipFile
    if not any(not member.is_dir() for member in members):
        log.of(name).add(None, "archive_empty")
    if len(members) > limits.members:
        log.of(name).add(None, "archive_too_many", most=limits.members)
    _check_members(members, limits, log)
    if log.in_order():
        return {}
    files: dict[str, bytes] = {}
    left = limits.total_bytes
    for member in members:
        if member.is_dir():
            continue
        content = _read_member(archive, member, min(left, limits.of(member.filename)), log, whole)
        if content is None:
            break
        files[member.filename] = content
        left -= len(content)
        if left < 0:
            log.of(name).add(None, "archive_total", most=limits.total_bytes // MEGABYTE)
            break
    return files


def _check_members(members: list[zipfile.ZipInfo], limits: ArchiveLimits, log: FaultLog) -> None:
    seen: dict[str, str] = {}
    for member in members:
        path = member.orig_filename
        shown = FORBIDDEN.sub("�", path)[:LONGEST_PATH]
        for code in _member_faults(member, limits):
            log.of(shown).add(None, code, most=limits.of(path) // MEGABYTE)
        # What a phone or a Windows disk would take for the same file.
        key = unicodedata.normalize("NFKC", path).casefold().rstrip("/")
        if key in seen:
            log.of(shown).add(None, "member_twice", other=seen[key])
        seen.setdefault(key, shown)
    _check_files_under_files(members, log)


def _check_files_under_files(members: list[zipfile.ZipInfo], log: FaultLog) -> None:
    """A path cannot be a file and the folder of another one."""
    names = {member.filename for member in members if not member.is_dir()}
    for name in sorted(names):
        parts = name.split("/")
        for stop in range(1, len(parts)):
            parent = "/".join(parts[:stop])
            if parent in names:
                log.of(name).add(None, "member_twice", other=parent)


def _member_faults(member: zipfile.ZipInfo, limits: ArchiveLimits) -> Iterator[str]:
    path = member.orig_filename
    if not _is_plain_path(path.removesuffix("/")):
        yield "member_path"
    elif path.removesuffix("/").count("/") >= limits.depth:
        yield "member_too_deep"
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in {0, stat.S_IFDIR if member.is_dir() else stat.S_IFREG}:
        yield "member_special"
    if member.flag_bits & ENCRYPTED:
        yield "member_encrypted"
    if member.compress_type not in METHODS:
        yield "member_method"
    if member.file_size > limits.of(path):
        yield "member_too_long"
    elif member.file_size > max(limits.member_bytes, member.compress_size * MOST_SWOLLEN):
        yield "member_swollen"


def _is_plain_path(path: str) -> bool:
    """Relative, with forward slashes, inside the folder, the same on every system."""
    parts = path.split("/")
    return (
        0 < len(path) <= LONGEST_PATH
        and not FORBIDDEN.search(path)
        and not any(character in path for character in '\\:*?"<>|\t\n')
        and all(part and part == part.strip(" ") and not part.endswith(".") for part in parts)
    )


def _read_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int, log: FaultLog, whole: bytes
) -> bytes | None:
    """None, noted, when it comes out other than it says; longer than `most`, what came of it."""
    is_held = isinstance(whole, bytes) or member.file_size < LARGE
    try:
        if is_held:
            held = io.BytesIO()
            _read_into(held, archive, member, most)
            return held.getvalue()
        if member.compress_type == zipfile.ZIP_STORED:
            # It comes out as it stands there: read once to see that it is whole.
            _read_into(_Nowhere(), archive, member, most)
            return _standing(member, whole)
        with tempfile.TemporaryFile() as file:
            _read_into(file, archive, member, most)
            file.flush()
            return mapped(file)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        if isinstance(error, OSError) and error.errno in FULL:
            raise
        log.of(member.filename).add(None, "member_damaged")
        return None


class Sink(Protocol):
    def write(self, data: bytes, /) -> object: ...


class _Nowhere:
    def write(self, _data: bytes, /) -> None:
        return


def _read_into(sink: Sink, archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> None:
    length = 0
    with archive.open(member) as stream:
        while length <= most and (chunk := stream.read(CHUNK)):
            sink.write(chunk)
            length += len(chunk)


def _standing(member: zipfile.ZipInfo, whole: bytes) -> bytes:
    """The content of a member that is stored as it is. Raises BadZipFile where the archive ends before it does."""
    name, more = _lengths(whole, member.header_offset)
    start = member.header_offset + LOCAL_HEADER + name + more
    part = whole[start : start + member.file_size]
    if len(part) != member.file_size:
        raise zipfile.BadZipFile(member.filename)
    return part


def write_archive(files: Files) -> bytes:
    """A zip that depends on the content alone: sorted, undated, and stored without compression,
    since compressed bytes change with the version of the library."""
    buffer = io.BytesIO()
    write_archive_to(buffer, files)
    return buffer.getvalue()


def write_archive_to(file: IO[bytes], files: Files) -> None:
    """`write_archive` for what is too large to be held."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            member = zipfile.ZipInfo(path, FIXED_MOMENT)
            member.create_system = UNIX
            member.external_attr = REGULAR_FILE
            member.file_size = len(files[path])
            with archive.open(member, "w") as file_inside:
                write_pieces(file_inside, files[path])


def read_own_archive(file: IO[bytes], whole: bytes) -> dict[str, bytes]:
    """The files of an archive that `write_archive` made, each a part of `whole`: nothing is copied, nor looked at twice.

    Raises BadZipFile for what is none.
    """
    files: dict[str, bytes] = {}
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            if member.compress_type != zipfile.ZIP_STORED:
                raise zipfile.BadZipFile(member.filename)
            part = _standing(member, whole)
            files[member.filename] = _checked(member, bytes(part)) if member.file_size < LARGE else part
    return files


def _checked(member: zipfile.ZipInfo, content: bytes) -> bytes:
    if zlib.crc32(content) != member.CRC:
        raise zipfile.BadZipFile(member.filename)
    return content


def _lengths(whole: bytes, at: int) -> tuple[int, int]:
    """Of the name, and of what else stands before the content of a member."""
    return (
        int.from_bytes(whole[at + 26 : at + 28], "little"),
        int.from_bytes(whole[at + 28 : at + 30], "little"),
    )
