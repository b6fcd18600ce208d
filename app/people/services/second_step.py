"""The second step of signing in: who is asked for it, what passes it, how it is set up and taken off."""

import enum
import uuid
from collections.abc import Sequence

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session

from app.kernel import audit
from app.kernel.clock import now
from app.kernel.db import Database
from app.kernel.errors import Conflict, DomainError
from app.kernel.i18n import today
from app.kernel.sealing import seal, unseal
from app.people import policy
from app.people.actor import Actor
from app.people.codes import FIGURES, find_step, hash_paper_code, readable
from app.people.models import CodeKey, Membership, Passkey, Person, RecoveryCode
from app.people.queries import in_force
from app.people.services.accounts import close_every_door, get_decided, record_on
from app.people.services.brakes import Guess, forget_tries, note_failure, take_try


class WrongCode(DomainError):
    status = 401
    code = "wrong_code"


class StepDemanded(Conflict):
    """The installation demands it from whoever works in a centre."""

    code = "second_step_demanded"


class Asked(enum.Enum):
    """`STEP` is a code, or a passkey where there is one; `KEY` a passkey, for who has no codes."""

    NOTHING = "nothing"
    STEP = "step"
    KEY = "key"
    SET_UP = "set_up"


def what_is_asked(session: Session, person_id: uuid.UUID, *, of_staff: bool) -> Asked:
    """After a password, a card, an outside account. `of_staff` is the installation's setting. One statement."""
    has_codes, has_passkey, works = session.execute(
        select(
            exists().where(CodeKey.person_id == person_id),
            exists().where(Passkey.person_id == person_id),
            exists().where(
                Membership.person_id == person_id,
                Membership.role.in_(policy.STAFF),
                in_force(today()),
            ),
        )
    ).one()
    if has_codes:
        return Asked.STEP
    if not (of_staff and works):
        return Asked.NOTHING
    return Asked.KEY if has_passkey else Asked.SET_UP


def check_code(
    database: Database, *, person_id: uuid.UUID, typed: str, address: str, browser: str = ""
) -> None:
    """A code of the telephone, or one from the paper; each serves once. Raises WrongCode, TooMany."""
    guess = Guess(f"step|{person_id}", address, browser)
    take_try(database, guess)
    code = readable(typed)
    passes = _takes_figures if len(code) == FIGURES and code.isdigit() else _takes_paper
    if not passes(database, person_id, code):
        note_failure(database, guess)
        raise WrongCode
    forget_tries(database, guess)


def _takes_figures(database: Database, person_id: uuid.UUID, code: str) -> bool:
    with database.writing() as session:
        key = session.get(CodeKey, person_id, with_for_update=True)
        step = find_step(unseal(key.sealed), code, now(), key.last_step) if key else None
        if key is None or step is None:
            return False
        key.last_step = step
        return True


def _takes_paper(database: Database, person_id: uuid.UUID, code: str) -> bool:
    wanted = hash_paper_code(person_id, code)
    with database.writing() as session:
        used = session.execute(
            update(RecoveryCode)
            .where(RecoveryCode.person_id == person_id, RecoveryCode.hash == wanted)
            .where(RecoveryCode.used_at.is_(None))
            .values(used_at=now())
        )
        return bool(used.rowcount)  # type: ignore[attr-defined]


def confirm_secret(secret: str, typed: str) -> int:
    """The person's telephone says what ours does. Raises WrongCode."""
    step = find_step(secret, readable(typed), now())
    if step is None:
        raise WrongCode
    return step


def set_up(
    session: Session, person_id: uuid.UUID, *, secret: str, step: int, paper_hashes: Sequence[str]
) -> None:
    """Codes are asked from now on; `step` is the one already shown. A former key and its paper serve no more."""
    session.execute(delete(CodeKey).where(CodeKey.person_id == person_id))
    session.add(CodeKey(person_id=person_id, sealed=seal(secret), made_at=now(), last_step=step))
    replace_paper(session, person_id, paper_hashes)
    audit.record(session, person_id, "second_step_set_up", person_id, person_id=person_id)


def replace_paper(session: Session, person_id: uuid.UUID, paper_hashes: Sequence[str]) -> None:
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    session.add_all(RecoveryCode(person_id=person_id, hash=one) for one in paper_hashes)
    session.flush()


def count_paper(session: Session, person_id: uuid.UUID) -> int:
    """How many codes on paper are left."""
    return (
        session.scalar(
            select(func.count())
            .select_from(RecoveryCode)
            .where(RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None))
        )
        or 0
    )


def take_off(session: Session, actor: Actor, *, of_staff: bool) -> None:
    """The person's own wish. Raises StepDemanded."""
    if of_staff and actor.has_role(*policy.STAFF):
        raise StepDemanded
    _forget_codes(session, actor.id)
    audit.record(session, actor.id, "second_step_taken_off", actor.id, person_id=actor.id)


def reset(session: Session, actor: Actor, *, person_id: uuid.UUID) -> Person:
    """At the centre, for someone who has lost telephone and paper: codes and passkeys go, every door closes.

    Who may suspend an account may do it, and not on their own. Raises NotFound, Denied.
    """
    person, centres = get_decided(session, actor, person_id)
    forget_second_step(session, person_id)
    record_on(session, actor, "second_step_reset", person_id, centres)
    return person


def forget_second_step(session: Session, person_id: uuid.UUID) -> None:
    _forget_codes(session, person_id)
    session.execute(delete(Passkey).where(Passkey.person_id == person_id))
    close_every_door(session, person_id)


def _forget_codes(session: Session, person_id: uuid.UUID) -> None:
    session.execute(delete(CodeKey).where(CodeKey.person_id == person_id))
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
