"""Argon2id with the parameters measured for this work: 19 MiB, two passes; always off the hub."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from app.kernel.blocking import run_blocking
from app.kernel.errors import DomainError

SHORTEST, LONGEST = 8, 200
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Verified when there is no account, so that knowing an address takes as long as not knowing it.
_NOBODY = _hasher.hash("nobody has this password")


class PasswordTooShort(DomainError):
    code = "password_too_short"


class PasswordTooCommon(DomainError):
    code = "password_too_common"


COMMON = frozenset(
    [
        "password",
        "motdepasse",
        "azertyuiop",
        "azerty123",
        "qwertyui",
        "qwerty123",
        "12345678",
        "123456789",
        "1234567890",
        "11111111",
        "00000000",
        "password1",
        "motdepasse1",
        "azertyui",
        "iloveyou",
        "jetaime1",
        "bonjour1",
        "bonjour123",
        "compagnon",
        "compagnon1",
        "belgique",
        "belgique1",
        "wallonie1",
        "soudeuse",
        "soudeur1",
        "formation",
        "formation1",
    ]
)


def hash_password(password: str) -> str:
    """Raises PasswordTooShort below 8 characters, PasswordTooCommon for one that everybody tries."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordTooShort(shortest=SHORTEST, longest=LONGEST)
    if password.lower() in COMMON or len(set(password)) < 3:
        raise PasswordTooCommon
    return run_blocking(_hasher.hash, password)


def hash_pin(pin: str) -> str:
    """Of a card: drawn by us, so not measured as a password that a person chose."""
    return run_blocking(_hasher.hash, pin)


def is_password(stored: str, typed: str) -> bool:
    """Takes the same time whether there is an account or not."""
    return run_blocking(_verify, stored or _NOBODY, typed[:LONGEST]) and bool(stored)


def _verify(stored: str, typed: str) -> bool:
    try:
        return _hasher.verify(stored, typed)
    except (VerifyMismatchError, InvalidHashError):
        return False
