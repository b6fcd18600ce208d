"""Codes of the second step: six figures of an application on a telephone, and ten on paper for the day it is lost."""

import secrets
import uuid
from datetime import datetime
from hmac import compare_digest
from typing import TYPE_CHECKING

import pyotp
from argon2.low_level import Type, hash_secret_raw

from app.kernel.blocking import run_blocking
from app.kernel.later import Later
from app.people.cards import LETTERS

if TYPE_CHECKING:
    import segno
else:
    segno = Later("segno")

STEP_SECONDS, FIGURES = 30, 6
PAPER_CODES, PAPER_LENGTH = 10, 10
ON_PAPER = LETTERS + "2346789"


def new_secret() -> str:
    return pyotp.random_base32()


def find_step(secret: str, typed: str, at: datetime, after: int = 0) -> int | None:
    """The half minute this code belongs to: now, the one before or after; none up to `after` serves again."""
    current = int(at.timestamp()) // STEP_SECONDS
    made = pyotp.TOTP(secret)
    for step in (current, current - 1, current + 1):
        if step > after and compare_digest(made.generate_otp(step), typed):
            return step
    return None


def picture_of(secret: str, name: str) -> str:
    """What an application scans, as a picture inside the page."""
    address = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="Compagnon")
    return str(segno.make(address, error="m", micro=False).svg_data_uri(scale=5, border=3, light="#fff"))


def new_paper_codes() -> list[str]:
    """`KTRX7-M4BCF`, ten of them."""
    half = PAPER_LENGTH // 2
    drawn = ["".join(secrets.choice(ON_PAPER) for _ in range(PAPER_LENGTH)) for _ in range(PAPER_CODES)]
    return [f"{code[:half]}-{code[half:]}" for code in drawn]


def readable(typed: str) -> str:
    """A code without the space or hyphen it was typed with."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def hash_paper_code(person_id: uuid.UUID, code: str) -> str:
    """Salted with the person, so that one hash finds the row among the ten."""
    return run_blocking(_hash, person_id.bytes, readable(code)[:40])


def _hash(salt: bytes, code: str) -> str:
    return hash_secret_raw(
        code.encode(), salt, time_cost=2, memory_cost=19 * 1024, parallelism=1, hash_len=32, type=Type.ID
    ).hex()
