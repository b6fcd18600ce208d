"""When someone saw the pages as a person, for that person; and the people as whom one may."""

import uuid
from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.i18n import today
from app.network.models import Centre
from app.people.actor import Actor
from app.people.models import Membership, Person, Role, Seeing, SeeingReason
from app.people.queries import lasting, looked_for

REASONS = {
    SeeingReason.ASKED: _("La personne me l’a demandé"),
    SeeingReason.NOT_FOUND: _("Elle ne trouve pas quelque chose"),
    SeeingReason.WRONG: _("Quelque chose s’affiche mal pour elle"),
    SeeingReason.OTHER: _("Autre chose, que j’écris ci-dessous"),
}
#: The same, said to the person.
TOLD = {
    SeeingReason.ASKED: _("à votre demande"),
    SeeingReason.NOT_FOUND: _("pour vous aider à trouver quelque chose"),
    SeeingReason.WRONG: _("parce que quelque chose s’affichait mal"),
    SeeingReason.OTHER: "",
}
MOST = 20


@dataclass(frozen=True, slots=True)
class SeenAs:
    """Who saw the pages as the person, from which centre, and why in words; empty where a listed reason says it all."""

    seeing: Seeing
    who: str
    centre: str

    @property
    def why(self) -> str:
        listed = str(TOLD[self.seeing.reason])
        return (
            f"{listed} – {self.seeing.words}" if listed and self.seeing.words else listed or self.seeing.words
        )


def list_seeings(session: Session, person_id: uuid.UUID, *, limit: int = 50) -> list[SeenAs]:
    """For the person themselves, the newest first; one statement."""
    rows = session.execute(
        select(Seeing, Person, Centre.name)
        .join(Person, Person.id == Seeing.actor_id)
        .join(Centre, Centre.id == Seeing.centre_id)
        .where(Seeing.person_id == person_id)
        .order_by(Seeing.begun_at.desc(), Seeing.id.desc())
        .limit(limit)
    )
    return [SeenAs(seeing, person.name, centre) for seeing, person, centre in rows]


def find_people(session: Session, actor: Actor, search: str) -> list[Person]:
    """Whom the caller may help, by name or address: of their centres, or of the network. Nobody without a search."""
    if not search.strip():
        return []
    known = select(Membership.person_id).where(lasting(today()))
    if not actor.has_role(Role.NETWORK_MANAGER):
        known = known.where(Membership.centre_id.in_(list(actor.centres_as(Role.CENTRE_MANAGER))))
    rows = (
        select(Person)
        .where(
            Person.id.in_(known), Person.id != actor.id, Person.suspended_at.is_(None), *looked_for(search)
        )
        .order_by(Person.given_name, Person.family_name, Person.id)
        .limit(MOST)
    )
    return list(session.scalars(rows))
