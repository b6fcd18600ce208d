"""The demo accounts of the outside contract, and the people around them."""

import uuid
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.network import FIRST, SECOND
from app.kernel.clock import now
from app.network.queries import find_centre_by_code
from app.people.models import Membership, Person, Role
from app.people.passwords import hash_password
from app.people.queries import find_person_by_email
from app.people.services.accounts import add_person, give_role

PASSWORD = "demo-compagnon"  # noqa: S105  public by design: it is printed at every start

# e-mail, given name, family name, centre, roles
ACCOUNTS: tuple[tuple[str, str, str, str, tuple[Role, ...]], ...] = (
    ("apprenant@demo.example", "Nadia", "Benali", FIRST, (Role.LEARNER,)),
    ("apprenante2@demo.example", "Ioana", "Popescu", FIRST, (Role.LEARNER,)),
    ("tuteur@demo.example", "Sabine", "Lambert", FIRST, (Role.TUTOR,)),
    (
        "formatrice@demo.example",
        "Fatou",
        "Diallo",
        FIRST,
        (Role.TRAINER, Role.SESSION_HOST, Role.ASSESSOR),
    ),
    # Who writes a module asks somebody else to read it.
    ("relecture@demo.example", "Amir", "Tahiri", FIRST, (Role.TRAINER,)),
    ("coordination@demo.example", "Chantal", "Dubois", FIRST, (Role.CENTRE_MANAGER,)),
    ("reseau@demo.example", "Omar", "Haddad", FIRST, (Role.NETWORK_MANAGER,)),
    ("apprenant@centre2.example", "Luc", "Marchal", SECOND, (Role.LEARNER,)),
    ("tuteur@centre2.example", "Yves", "Renard", SECOND, (Role.TUTOR,)),
    (
        "formateur@centre2.example",
        "Bruno",
        "Colson",
        SECOND,
        (Role.TRAINER, Role.SESSION_HOST, Role.ASSESSOR),
    ),
)
# Learners without an account of their own, whose histories give the tutor's list something to say.
OTHERS = (
    ("chloe@demo.example", "Chloé", "Henry"),
    ("karim@demo.example", "Karim", "Amrani"),
    ("mehdi@demo.example", "Mehdi", "Saïdi"),
    ("elif@demo.example", "Elif", "Kaya"),
)


def add_people(session: Session) -> None:
    """Create the accounts that are missing; a password that someone changed stays changed."""
    password_hash = None
    for email, given_name, family_name, centre_code, roles in ACCOUNTS + tuple(
        (email, given, family, FIRST, (Role.LEARNER,)) for email, given, family in OTHERS
    ):
        if find_person_by_email(session, email):
            continue
        password_hash = password_hash or hash_password(PASSWORD)
        person = add_person(session, email=email, given_name=given_name, family_name=family_name)
        person.password_hash = password_hash
        _give_roles(session, person, centre_code, roles)


def _give_roles(session: Session, person: Person, centre_code: str, roles: tuple[Role, ...]) -> None:
    centre = find_centre_by_code(session, centre_code)
    assert centre is not None
    since = now().date() - timedelta(days=60)
    for role in roles:
        give_role(session, person_id=person.id, centre_id=centre.id, role=role, from_on=since)


def id_of(session: Session, email: str) -> uuid.UUID:
    person = find_person_by_email(session, email)
    assert person is not None
    return person.id


def centre_of(session: Session, person_id: uuid.UUID) -> uuid.UUID:
    return session.scalars(
        select(Membership.centre_id).where(Membership.person_id == person_id).limit(1)
    ).one()


def accounts_text() -> str:
    """What the console says at each start."""
    lines = [
        f"  {email:28} {given} ({', '.join(roles)})" for email, given, _family, _centre, roles in ACCOUNTS
    ]
    return "\n".join([f"Demo accounts, password {PASSWORD}:", *lines])
