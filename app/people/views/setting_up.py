"""Codes being set up: the secret goes to the page and comes back sealed, and is kept once a code has proven it."""

from dataclasses import dataclass
from uuid import UUID

from flask import request

from app.kernel.runtime import runtime
from app.kernel.sealing import SealBroken, seal, unseal
from app.kernel.unit_of_work import session
from app.people.codes import hash_paper_code, new_paper_codes, new_secret, picture_of
from app.people.forms import CodeForm
from app.people.queries import get_person
from app.people.services.second_step import confirm_secret, set_up
from app.people.services.telling import tell_of_change

AN_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Offer:
    """A secret for this person: as a picture, as letters, and sealed."""

    picture: str
    letters: str
    sealed: str

    @classmethod
    def again(cls, person_id: UUID, name: str) -> "Offer":
        """The one this form came with, else a new one."""
        try:
            secret = read_offer(person_id, request.form.get("sealed", ""))
        except SealBroken:
            secret = new_secret()
        letters = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        return cls(picture_of(secret, name or "Compagnon"), letters, seal(f"{person_id.hex}|{secret}"))


def read_offer(person_id: UUID, sealed: str) -> str:
    """Raises SealBroken, also for another person's."""
    owner, _, secret = unseal(sealed, within_seconds=AN_HOUR).partition("|")
    if owner != person_id.hex:
        raise SealBroken
    return secret


def keep_codes(person_id: UUID, form: CodeForm) -> list[str]:
    """Set the second step up; the codes on paper, told this once. The caller commits. Raises SealBroken, WrongCode."""
    secret = read_offer(person_id, request.form.get("sealed", ""))
    step = confirm_secret(secret, form.step_code.data)
    paper = new_paper_codes()
    hashes = [hash_paper_code(person_id, code) for code in paper]
    set_up(session(), person_id, secret=secret, step=step, paper_hashes=hashes)
    tell_of_change(session(), runtime().mailer, get_person(session(), person_id))
    return paper
