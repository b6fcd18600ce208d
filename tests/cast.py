"""The known people of the tests, each with one sentence."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.ids import new_id
from app.network.models import Centre
from app.people.actor import Actor, Held
from app.people.models import ApiToken, Person, Role
from app.people.services.accounts import add_person, give_role
from app.people.services.sign_in import open_sitting, open_token

WEEK = {str(day): [["08:00", "12:00"], ["13:00", "17:00"]] for day in range(5)}


@dataclass(frozen=True)
class Member:
    """One person of the cast: the account, the acting person, a bearer token and a cookie's secret."""

    id: uuid.UUID
    actor: Actor
    token: str
    sitting: str

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def sit_down(self, client: FlaskClient) -> FlaskClient:
        """Give the client this person's cookie."""
        with client.session_transaction() as cookie:
            cookie["_user_id"] = self.sitting
            cookie["_fresh"] = True
        return client


@dataclass(frozen=True)
class Cast:
    """Two centres. Everyone but the strangers belongs to the first."""

    centre_id: uuid.UUID
    other_centre_id: uuid.UUID
    learner: Member  # Nadia studies
    second_learner: Member  # Karim studies too, in the same centre
    tutor: Member  # Sabine accompanies Nadia
    substitute: Member  # Yves accompanies others, and stands in
    author: Member  # Fatou writes modules
    host: Member  # Fatou's colleague Luc hosts sessions and assesses
    manager: Member  # Chantal runs the centre
    network: Member  # Omar sees the network
    stranger: Member  # Ines learns in the other centre and must see nothing of this one
    other_tutor: Member  # Marc accompanies in the other centre
    other_author: Member  # Elif writes and hosts in the other centre
    other_manager: Member  # Bruno runs the other centre


def bring_cast(session: Session) -> Cast:
    """Create everyone. The caller commits."""
    here = add_centre(session, "liege", "Centre de Liège (démonstration)")
    there = add_centre(session, "mons", "Centre de Mons (démonstration)")

    def member(name: str, centre: Centre, *roles: Role) -> Member:
        return add_member(session, name, centre, *roles)

    return Cast(
        centre_id=here.id,
        other_centre_id=there.id,
        learner=member("Nadia", here, Role.LEARNER),
        second_learner=member("Karim", here, Role.LEARNER),
        tutor=member("Sabine", here, Role.TUTOR),
        substitute=member("Yves", here, Role.TUTOR),
        author=member("Fatou", here, Role.TRAINER),
        host=member("Luc", here, Role.SESSION_HOST, Role.ASSESSOR),
        manager=member("Chantal", here, Role.CENTRE_MANAGER),
        network=member("Omar", here, Role.NETWORK_MANAGER),
        stranger=member("Ines", there, Role.LEARNER),
        other_tutor=member("Marc", there, Role.TUTOR),
        other_author=member("Elif", there, Role.TRAINER, Role.SESSION_HOST, Role.ASSESSOR),
        other_manager=member("Bruno", there, Role.CENTRE_MANAGER),
    )


def add_centre(session: Session, code: str, name: str) -> Centre:
    centre = Centre(
        code=code,
        name=name,
        opening_hours=WEEK,
        contact_name="Accueil",
        contact_phone="04 000 00 00",
        contact_email="accueil@example.test",
        address="Rue de l’Atelier 1",
    )
    session.add(centre)
    session.flush()
    return centre


def add_member(session: Session, name: str, centre: Centre, *roles: Role) -> Member:
    email = f"{name.lower()}@{centre.code}.example"
    person = add_person(session, email=email, given_name=name, family_name="Test")
    for role in roles:
        give_role(session, person_id=person.id, centre_id=centre.id, role=role, from_on=date(2020, 1, 1))
    return member_for(session, person, *(Held(role, centre.id, centre.name) for role in roles))


def member_for(session: Session, person: Person, *held: Held) -> Member:
    """Someone who has an account, with doors of their own."""
    token = open_token(session, person_id=person.id, label="tests")
    sitting = open_sitting(session, person_id=person.id, device="tests")
    assert isinstance(token.door, ApiToken)
    actor = Actor(person.id, person.name, person.given_name, person.language, token.door.id, held)
    return Member(person.id, actor, token.secret, sitting.secret)


def passer_by(session: Session, centre_id: uuid.UUID, *roles: Role) -> tuple[Person, Actor]:
    """Someone more, without a name that matters."""
    person = add_person(session, email=f"{new_id().hex}@example.test", given_name="Alix")
    for role in roles:
        give_role(session, person_id=person.id, centre_id=centre_id, role=role, from_on=now().date())
    held = tuple(Held(role, centre_id) for role in roles)
    return person, Actor(person.id, person.name, person.given_name, "fr", new_id(), held)


Json = dict[str, Any]
