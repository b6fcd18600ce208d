"""How a person can come in, as counts and dates: never the secrets themselves."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.kernel.errors import Conflict
from app.people.actor import Actor
from app.people.models import Card, CodeKey, OutsideAccount, Passkey, Person, RecoveryCode
from app.people.policy import STAFF


class LastWayIn(Conflict):
    """Without it the person could not come in any more."""

    code = "last_way_in"


@dataclass(frozen=True, slots=True)
class Ways:
    has_password: bool
    card_made_at: datetime | None
    card_used_at: datetime | None
    codes_since: datetime | None
    paper_left: int
    passkeys: int
    outside: int

    def count(self, *, of_staff: bool) -> int:
        """How many there are; a card opens nothing to who works in a centre."""
        card = self.card_made_at is not None and not of_staff
        return self.has_password + card + self.passkeys + self.outside

    @property
    def has_second_step(self) -> bool:
        return self.codes_since is not None or self.passkeys > 0


def list_ways(session: Session, person: Person) -> Ways:
    """One statement."""
    paper = select(func.count(RecoveryCode.id)).where(
        RecoveryCode.person_id == person.id, RecoveryCode.used_at.is_(None)
    )
    keys = select(func.count(Passkey.id)).where(Passkey.person_id == person.id)
    outside = select(func.count(OutsideAccount.id)).where(OutsideAccount.person_id == person.id)
    row = session.execute(
        select(
            Card.made_at,
            Card.used_at,
            CodeKey.made_at,
            paper.scalar_subquery(),
            keys.scalar_subquery(),
            outside.scalar_subquery(),
        )
        .select_from(Person)
        .join(Card, Card.person_id == Person.id, isouter=True)
        .join(CodeKey, CodeKey.person_id == Person.id, isouter=True)
        .where(Person.id == person.id)
    ).one()
    return Ways(bool(person.password_hash), *row)


def keep_a_way_in(session: Session, actor: Actor) -> None:
    """To be asked before one's own passkey or account outside goes; two at once wait for each other. Raises LastWayIn."""
    person = session.get_one(Person, actor.id, with_for_update=True)
    if list_ways(session, person).count(of_staff=actor.has_role(*STAFF)) <= 1:
        raise LastWayIn
