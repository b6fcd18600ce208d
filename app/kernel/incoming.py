"""Large files on their way in, part by part: what has come stays over a cut, and goes after a day.

A folder for each: `about.json` says whose it is, `parts` holds what has come, `done.json` what became of it. The length of
`parts` is the only truth about how far it is.
"""

import fcntl
import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.kernel.clock import now
from app.kernel.errors import Conflict, DomainError, NotFound
from app.kernel.ids import new_id
from app.kernel.large import FULL

MEGABYTE = 1024 * 1024
#: The most that comes in one request.
PART = 5 * MEGABYTE
KEPT = timedelta(hours=24)
MOST_AT_ONCE = 10
#: Left free for everybody else on the disk.
SPARE = 200 * MEGABYTE


class WrongOffset(Conflict):
    """The part is not the one that comes next; `facts["offset"]` is where that one begins."""

    code = "wrong_offset"


class PartDamaged(DomainError):
    """What came is not what was sent."""

    code = "part_damaged"


class NoRoom(DomainError):
    """The disk is full, or would be."""

    status = 507
    code = "no_room"


class TooManyIncoming(Conflict):
    """`facts["most"]` is how many files one person may have on their way."""

    code = "too_many_incoming"


@dataclass(frozen=True, slots=True)
class About:
    """Whose file it is, for what, under which name, and of how many bytes."""

    owner: str
    place: str
    name: str
    size: int


class Incoming:
    """The files on their way into one installation; every process of it sees the same folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, about: About) -> uuid.UUID:
        """Raises TooManyIncoming, NoRoom."""
        mine = [known for _, known in self._all() if known and known.owner == about.owner]
        if len(mine) >= MOST_AT_ONCE:
            raise TooManyIncoming(most=MOST_AT_ONCE)
        upload_id = new_id()
        folder = self._folder / upload_id.hex
        folder.mkdir(parents=True)
        if shutil.disk_usage(folder).free < about.size + SPARE:
            shutil.rmtree(folder)
            raise NoRoom
        (folder / "parts").touch()
        (folder / "about.json").write_text(json.dumps(asdict(about)))
        return upload_id

    def about(self, upload_id: uuid.UUID, *, owner: str, place: str) -> About:
        """Raises NotFound, also for what is someone else's."""
        found = _read_about(self._folder / upload_id.hex)
        if found is None or (found.owner, found.place) != (owner, place):
            raise NotFound
        return found

    def path(self, upload_id: uuid.UUID) -> Path:
        return self._folder / upload_id.hex / "parts"

    def offset(self, upload_id: uuid.UUID) -> int:
        """How many bytes have come."""
        try:
            return self.path(upload_id).stat().st_size
        except FileNotFoundError:
            raise NotFound from None

    def append(
        self, upload_id: uuid.UUID, about: About, *, offset: int, part: bytes, sha256: str = ""
    ) -> int:
        """Keep the part that comes next, whole or not at all; returns where the following one begins.

        Raises WrongOffset, PartDamaged, NoRoom.
        """
        if sha256 and hashlib.sha256(part).hexdigest() != sha256:
            raise PartDamaged
        with _held(self.path(upload_id)) as file:
            here = os.fstat(file).st_size
            if offset != here or not part or here + len(part) > about.size:
                raise WrongOffset(offset=here)
            try:
                _write(file, part)
            except OSError as error:
                os.ftruncate(file, here)
                if error.errno in FULL:
                    raise NoRoom from None
                raise
            return here + len(part)

    def check_whole(self, upload_id: uuid.UUID, about: About) -> None:
        """Raises WrongOffset while something is missing."""
        here = self.offset(upload_id)
        if here != about.size:
            raise WrongOffset(offset=here)

    def done(self, upload_id: uuid.UUID) -> dict[str, Any] | None:
        """What became of the file, for who did not hear of it."""
        path = self._folder / upload_id.hex / "done.json"
        found: dict[str, Any] | None = json.loads(path.read_text()) if path.exists() else None
        return found

    def end(self, upload_id: uuid.UUID, became: dict[str, Any]) -> None:
        folder = self._folder / upload_id.hex
        (folder / "done.json").write_text(json.dumps(became))
        (folder / "parts").unlink(missing_ok=True)

    def forget(self, upload_id: uuid.UUID) -> None:
        shutil.rmtree(self._folder / upload_id.hex, ignore_errors=True)

    def forget_of(self, owner: str) -> None:
        """Whatever one person has on its way, or had."""
        for folder, about in list(self._all(finished=True)):
            if about and about.owner == owner:
                shutil.rmtree(folder, ignore_errors=True)

    def sweep(self) -> int:
        """Take away what nothing came to for a day; returns how many there were."""
        swept = 0
        for folder, _ in list(self._all(finished=True)):
            at = max((path.stat().st_mtime for path in folder.iterdir()), default=folder.stat().st_mtime)
            if datetime.fromtimestamp(at, UTC) < now() - KEPT:
                shutil.rmtree(folder, ignore_errors=True)
                swept += 1
        return swept

    def _all(self, *, finished: bool = False) -> Iterator[tuple[Path, About | None]]:
        for folder in self._folder.glob("*/"):
            if finished or not (folder / "done.json").exists():
                yield folder, _read_about(folder)


def _read_about(folder: Path) -> About | None:
    try:
        return About(**json.loads((folder / "about.json").read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


@contextmanager
def _held(path: Path) -> Iterator[int]:
    """One writer at a time, whichever process it is in. Raises NotFound."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_APPEND)
    except FileNotFoundError:
        raise NotFound from None
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
    finally:
        os.close(file)


def _write(file: int, part: bytes) -> None:
    left = memoryview(part)
    while left:
        left = left[os.write(file, left) :]
