"""Secrets of an installation: made at first start, readable by its owner alone."""

import hashlib
import os
import secrets
from pathlib import Path


def signing_keys(instance: Path) -> list[str]:
    """The keys that sign cookies, newest first; two are accepted so that one can be renewed."""
    folder = instance / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "signing-keys"
    if not path.exists():
        _write_private(path, secrets.token_urlsafe(48) + "\n")
    return path.read_text("utf-8").split()[:2]


def renew_signing_key(instance: Path) -> None:
    """Put a new key first; what the former one signed stays valid until the next renewal."""
    keys = signing_keys(instance)
    path = instance / "secrets" / "signing-keys"
    path.unlink()
    _write_private(path, "\n".join([secrets.token_urlsafe(48), keys[0]]) + "\n")


def _write_private(path: Path, text: str) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process of the same first start was faster
        return
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)


def new_token() -> str:
    """A secret of 256 bits that fits in an address."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """What is kept of a token. It is random and long, so one SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
