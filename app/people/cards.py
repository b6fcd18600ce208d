"""What stands on a card: eight letters, no two of which look alike, and four figures.

There is no vowel, so that no word comes out. The first two letters are the centre's: whoever is locked out of a code,
right or wrong, is told whom to call, and nobody learns whether the code is someone's.
"""

import secrets
import uuid
from collections.abc import Iterable
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.network.models import Centre
from app.people.actor import Contact

LETTERS = "BCDFHJKMPRSTWXYZ"
CODE_LENGTH, PIN_LENGTH = 8, 4


def new_code(centre_id: uuid.UUID) -> str:
    own = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH - 2))
    return centre_letters(centre_id) + own


def new_pin() -> str:
    """Four figures, at least three of them different: 1111 and 1212 are what everybody tries."""
    while True:
        pin = f"{secrets.randbelow(10_000):04}"
        if len(set(pin)) >= 3 and pin not in {"1234", "4321"}:
            return pin


def centre_letters(centre_id: uuid.UUID) -> str:
    first, second = sha256(centre_id.bytes).digest()[:2]
    return LETTERS[first % len(LETTERS)] + LETTERS[second % len(LETTERS)]


def readable_code(typed: str) -> str:
    """As it stands on the card, however it was typed: small letters, spaces, hyphens."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def spaced(code: str) -> str:
    """`BCDF GHJK`: two halves are read and typed with fewer mistakes."""
    return f"{code[:4]} {code[4:]}".strip()


def contacts_of_code(session: Session, code: str) -> list[Contact]:
    """Whom to call about this code: the centre whose letters it begins with; in rare cases two share them."""
    return list(_with_letters(session.scalars(select(Centre).order_by(Centre.name)), code[:2]))


def _with_letters(centres: Iterable[Centre], letters: str) -> Iterable[Contact]:
    for centre in centres:
        if centre_letters(centre.id) == letters and centre.contact_phone:
            yield Contact(centre.name, centre.contact_phone, centre.contact_email)
