"""What rests in the database and must not be read from a copy of it alone: sealed with a key of the installation.

The key is a file among its secrets, made when it is first needed. A copy of the database without it loses what is sealed.
"""

from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from app.kernel.errors import DomainError
from app.kernel.runtime import runtime
from app.kernel.secrets import write_first


class SealBroken(DomainError):
    """Sealed by another installation, too long ago, or not by us at all."""

    code = "seal_broken"


def seal(text: str) -> str:
    return Fernet(_key()).encrypt(text.encode()).decode()


def unseal(sealed: str, *, within_seconds: int | None = None) -> str:
    """Raises SealBroken."""
    try:
        return Fernet(_key()).decrypt(sealed.encode(), ttl=within_seconds).decode()
    except InvalidToken:
        raise SealBroken from None


def _key() -> bytes:
    path: Path = runtime().settings.instance / "secrets" / "sealing-key"
    write_first(path, Fernet.generate_key)
    return path.read_bytes()
