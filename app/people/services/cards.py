"""Cards: made and renewed at the centre, and opened by whoever holds one."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, delete, exists, func, select, update
from sqlalchemy.orm import Session, aliased

from app.kernel import audit
from app.kernel.clock import now
from app.kernel.db import Database
from app.kernel.errors import DomainError, NotFound
from app.kernel.i18n import today
from app.people import policy
from app.people.actor import Actor
from app.people.cards import new_code, new_pin
from app.people.groups import members_of
from app.people.models import Card, Membership, Person, Role
from app.people.passwords import hash_pin, is_password
from app.people.queries import in_force, looked_for
from app.people.services.accounts import close_doors_of
from app.people.services.brakes import LONGEST_WAIT, Guess, forget_tries, note_failure, take_try


class WrongCard(DomainError):
    """Also when there is no such code: the two cannot be told apart."""

    status = 401
    code = "wrong_card"


class NobodyChosen(DomainError):
    code = "nobody_chosen"


@dataclass(frozen=True, slots=True)
class Drawn:
    """Letters and figures for one card; the PIN is told once and kept as a hash alone."""

    code: str
    pin: str
    pin_hash: str


@dataclass(frozen=True, slots=True)
class Made:
    """A card as it is printed."""

    name: str
    language: str
    code: str
    pin: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Someone of a centre who learns there, and the card they have."""

    person: Person
    card: Card | None


@dataclass(frozen=True, slots=True)
class HolderPage:
    holders: list[Holder]
    total: int


def draw_cards(centre_id: uuid.UUID, count: int) -> list[Drawn]:
    """Hashing takes a while: to be done before the transaction that keeps them."""
    pins = [new_pin() for _ in range(count)]
    return [Drawn(new_code(centre_id), pin, hash_pin(pin)) for pin in pins]


def make_cards(
    session: Session,
    actor: Actor,
    *,
    centre_id: uuid.UUID,
    person_ids: Sequence[uuid.UUID],
    drawn: Iterable[Drawn],
) -> list[Made]:
    """One card each; a former one opens nothing any more, and what it has opened is closed. Flushes.

    Raises NotFound when someone is not of those who learn in a centre of the caller; NobodyChosen.
    """
    if not person_ids:
        raise NobodyChosen
    _let_make(actor, centre_id)
    people = list(session.scalars(_holders(centre_id).where(Person.id.in_(list(person_ids)))))
    if {person.id for person in people} != set(person_ids):
        raise NotFound
    renewed = set(session.scalars(select(Card.person_id).where(Card.person_id.in_(list(person_ids)))))
    session.execute(delete(Card).where(Card.person_id.in_(renewed)))
    close_doors_of(session, renewed)
    made = []
    for person, one in zip(people, drawn, strict=True):
        session.add(_card(person.id, centre_id, one))
        audit.record(
            session,
            actor.id,
            "card_renewed" if person.id in renewed else "card_made",
            person.id,
            person_id=person.id,
            centre_id=centre_id,
        )
        made.append(Made(person.name, person.language, one.code, one.pin))
    session.flush()
    return made


def _card(person_id: uuid.UUID, centre_id: uuid.UUID, drawn: Drawn) -> Card:
    return Card(
        person_id=person_id,
        centre_id=centre_id,
        code=drawn.code,
        pin_hash=drawn.pin_hash,
        made_at=now(),
    )


def page_holders(
    session: Session,
    actor: Actor,
    *,
    centre_id: uuid.UUID,
    search: str = "",
    only_without: bool = False,
    group_id: uuid.UUID | None = None,
    first: int = 0,
    limit: int = 60,
) -> HolderPage:
    """Who learns in a centre of the caller, or in one group of it, by name. Raises NotFound for another centre."""
    _let_make(actor, centre_id)
    people = _holders(centre_id).where(*looked_for(search))
    if group_id:
        people = people.where(Person.id.in_(members_of(centre_id, group_id)))
    if only_without:
        people = people.where(~exists().where(Card.person_id == Person.id))
    total = session.scalar(select(func.count()).select_from(people.subquery())) or 0
    found = session.scalars(people.offset(first).limit(limit)).all()
    ids = [person.id for person in found]
    cards = {card.person_id: card for card in session.scalars(select(Card).where(Card.person_id.in_(ids)))}
    return HolderPage([Holder(person, cards.get(person.id)) for person in found], total)


def _let_make(actor: Actor, centre_id: uuid.UUID) -> None:
    if not policy.may_make_cards(actor, centre_id):
        raise NotFound


def _holders(centre_id: uuid.UUID) -> Select[Person]:
    """Who learns in this centre and works in none: four figures are too few where one sees others' records."""
    learns = select(Membership.person_id).where(
        Membership.centre_id == centre_id, Membership.role == Role.LEARNER, in_force(today())
    )
    return (
        select(Person)
        .where(Person.id.in_(learns), Person.suspended_at.is_(None), ~_works())
        .order_by(Person.family_name, Person.given_name, Person.id)
    )


def _works() -> ColumnElement[bool]:
    held = aliased(Membership)
    return exists().where(held.person_id == Person.id, held.role.in_(policy.STAFF), in_force(today(), held))


def check_card(database: Database, *, code: str, pin: str, address: str, browser: str = "") -> uuid.UUID:
    """Whose card this is. In transactions of its own, as `check_password`.

    Five wrong PINs rest a quarter of an hour. Raises WrongCard, TooMany.
    """
    guess = Guess(account_of_card(code), address, browser, first_wait=LONGEST_WAIT)
    take_try(database, guess)
    with database.reading() as session:
        card = session.scalars(
            select(Card)
            .join(Person, Person.id == Card.person_id)
            .where(Card.code == code, Person.suspended_at.is_(None), ~_works())
        ).first()
    if not is_password(card.pin_hash if card else "", pin) or card is None:
        note_failure(database, guess)
        raise WrongCard
    forget_tries(database, guess)
    return card.person_id


def account_of_card(code: str) -> str:
    """What tries at this card are counted by."""
    return f"card|{code}"


def use_card(session: Session, person_id: uuid.UUID) -> bool:
    """Note that the card was used; whether that was the first time."""
    used = session.execute(
        update(Card).where(Card.person_id == person_id, Card.used_at.is_(None)).values(used_at=now())
    )
    return bool(used.rowcount)  # type: ignore[attr-defined]
