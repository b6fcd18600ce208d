"""Secrets of an installation: made at first start, readable by its owner alone."""

import hashlib
import os
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from app.kernel.clock import now
from app.kernel.ids import new_id


class SigningKeys:
    """The keys that sign cookies and forms, newest first; a former one is accepted until `kept` has passed since its rotation.

    A line of the file is a key, and for a former one the moment it was left. Processes see a rotation at their next request.
    """

    def __init__(self, instance: Path, kept: timedelta) -> None:
        self._path, self._kept = instance / "secrets" / "signing-keys", kept
        self._stamp, self._lines = 0, [[""]]
        write_first(self._path, f"{secrets.token_urlsafe(48)}\n".encode)

    def accepted(self) -> list[str]:
        stamp = self._path.stat().st_mtime_ns
        if stamp != self._stamp:
            self._lines = [line.split() for line in self._path.read_text("utf-8").splitlines() if line]
            self._stamp = stamp
        return [line[0] for line in self._lines if not self._is_over(line)]

    def _is_over(self, line: list[str]) -> bool:
        return len(line) > 1 and datetime.fromisoformat(line[1]) + self._kept <= now()

    def rotate(self, *, forget: bool = False) -> None:
        """Sign with a new key. The former ones stay accepted for their time; with `forget` none does, from now on."""
        self.accepted()
        former = [] if forget else [line for line in self._lines if not self._is_over(line)]
        left = now().isoformat()
        lines = [secrets.token_urlsafe(48), *(" ".join([*line, left][:2]) for line in former)]
        self._write_beside(lines).replace(self._path)

    def _write_beside(self, lines: list[str]) -> Path:
        """A reader never sees half a file."""
        path = self._path.with_name(f"{self._path.name}-{new_id().hex}")
        write_private(path, "".join(f"{line}\n" for line in lines).encode())
        return path


def write_first(path: Path, make: Callable[[], bytes]) -> None:
    """A file for its owner alone, where there is none yet; of several processes at once, one writes it."""
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}-{new_id().hex}")
    write_private(beside, make())
    try:
        os.link(beside, path)
    except FileExistsError:  # another one was faster
        pass
    finally:
        beside.unlink()


def write_private(path: Path, data: bytes) -> None:
    """A new file for its owner alone, on the disk when this returns. Raises FileExistsError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def new_token() -> str:
    """A secret of 256 bits that fits in an address."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """What is kept of a token. It is random and long, so one SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
