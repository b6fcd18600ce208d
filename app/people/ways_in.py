"""How a person can come in, as counts and dates: never the secrets themselves."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.people.models import Card, CodeKey, Passkey, Person, RecoveryCode


@dataclass(frozen=True, slots=True)
class Ways:
    has_password: bool
    card_made_at: datetime | None
    card_used_at: datetime | None
    codes_since: datetime | None
    paper_left: int
    passkeys: int

    @property
    def has_second_step(self) -> bool:
        return self.codes_since is not None or self.passkeys > 0


def list_ways(session: Session, person: Person) -> Ways:
    """One statement."""
    paper = select(func.count(RecoveryCode.id)).where(
        RecoveryCode.person_id == person.id, RecoveryCode.used_at.is_(None)
    )
    keys = select(func.count(Passkey.id)).where(Passkey.person_id == person.id)
    row = session.execute(
        select(
            Card.made_at,
            Card.used_at,
            CodeKey.made_at,
            paper.scalar_subquery(),
            keys.scalar_subquery(),
        )
        .select_from(Person)
        .join(Card, Card.person_id == Person.id, isouter=True)
        .join(CodeKey, CodeKey.person_id == Person.id, isouter=True)
        .where(Person.id == person.id)
    ).one()
    return Ways(bool(person.password_hash), *row)
