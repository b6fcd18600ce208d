"""Whom the network finds: who runs a centre today, as the centre's page tells."""

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.centres.policy import runs_network
from app.kernel.i18n import today
from app.kernel.search import MOST_FOUND, Found, Hit
from app.kernel.words import Sought
from app.network.models import Centre
from app.people.actor import Actor
from app.people.finding import named
from app.people.models import Membership, Person, Role
from app.people.queries import in_force


def find_managers(session: Session, actor: Actor, sought: Sought) -> Found:
    if not runs_network(actor):
        return Found()
    rows = session.execute(
        select(Person, Centre)
        .join(Membership, Membership.person_id == Person.id)
        .join(Centre, Centre.id == Membership.centre_id)
        .where(Membership.role == Role.CENTRE_MANAGER, in_force(today()))
        .where(Person.suspended_at.is_(None), named(session, sought))
        .order_by(Person.given_name, Person.id, Centre.name)
        .limit(MOST_FOUND)
    )
    return Found([_hit(person, centre) for person, centre in rows])


def _hit(person: Person, centre: Centre) -> Hit:
    url = url_for("centres.centre", centre_code=centre.code)
    return Hit(f"manager/{person.id}/{centre.code}", person.name, url, detail=centre.name)
