"""Whom a centre finds of its people: those of its list, by the words that the list knows."""

from collections.abc import Collection
from uuid import UUID

from flask import url_for
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.kernel.i18n import today
from app.kernel.search import MOST_FOUND, Found, Hit, having_words, joined
from app.kernel.words import Sought
from app.people.actor import Actor
from app.people.models import Membership, Person, Role
from app.people.queries import lasting


def find_colleagues(session: Session, actor: Actor, sought: Sought) -> Found:
    """Each word in the name, the address, or the number that the centre gave."""
    centres = actor.centres_as(Role.CENTRE_MANAGER)
    if not centres:
        return Found()
    held = select(Membership.person_id).where(Membership.centre_id.in_(centres), lasting(today()))
    people = session.scalars(
        select(Person)
        .where(Person.id.in_(held))
        .where(*(_is_known_by(session, Sought((word,)), centres) for word in sought.words))
        .order_by(func.lower(Person.family_name), func.lower(Person.given_name), Person.id)
        .limit(MOST_FOUND)
    )
    return Found([_hit(person) for person in people])


def named(session: Session, sought: Sought) -> ColumnElement[bool]:
    return having_words(session, joined(Person.given_name, Person.family_name, Person.email), sought)


def _is_known_by(session: Session, sought: Sought, centres: Collection[UUID]) -> ColumnElement[bool]:
    numbered = select(Membership.person_id).where(
        Membership.centre_id.in_(centres),
        Membership.reference != "",
        having_words(session, Membership.reference, sought),
    )
    return or_(named(session, sought), Person.id.in_(numbered))


def _hit(person: Person) -> Hit:
    url = url_for("people.colleague", person_id=person.id)
    return Hit(f"person/{person.id}", person.name, url, detail=person.email or "")
