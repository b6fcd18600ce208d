"""Links that set a password: asked for by mail, or printed for a first administrator."""

import uuid
from datetime import timedelta

from flask_babel import gettext
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.errors import DomainError
from app.kernel.mail import Mailer
from app.kernel.secrets import fingerprint, new_token
from app.people.models import PasswordLink, Person
from app.people.passwords import hash_password
from app.people.queries import find_person_by_email, get_person
from app.people.services.accounts import close_every_door
from app.people.services.telling import Letter, write_to

LINK_LIFE = timedelta(minutes=30)
MOST_LINKS_AN_HOUR = 5


class LinkSpent(DomainError):
    """Used, too old, or never given."""

    status = 410
    code = "link_spent"


def make_password_link(session: Session, person: Person) -> str:
    """A secret that sets this person's password once. Flushes."""
    secret, moment = new_token(), now()
    session.add(
        PasswordLink(
            person_id=person.id,
            fingerprint=fingerprint(secret),
            created_at=moment,
            expires_at=moment + LINK_LIFE,
        )
    )
    session.flush()
    return secret


def send_link(session: Session, mailer: Mailer, *, email: str, page: str) -> None:
    """Mail a link when there is such an account; say nothing either way.

    `page` is the address of the page that takes the secret. The sixth request within an hour sends nothing.
    """
    person = find_person_by_email(session, email)
    if person is None or person.suspended_at is not None or person.email is None:
        return
    recent = session.scalar(
        select(func.count())
        .select_from(PasswordLink)
        .where(PasswordLink.person_id == person.id)
        .where(PasswordLink.created_at > now() - timedelta(hours=1))
    )
    if (recent or 0) >= MOST_LINKS_AN_HOUR:
        return
    secret = make_password_link(session, person)
    write_to(session, mailer, person, lambda: _link_letter(person, f"{page}/{secret}"))


def _link_letter(person: Person, address: str) -> Letter:
    return gettext("Choisir un nouveau mot de passe"), gettext(
        "Bonjour %(name)s,\n\nOuvrez cette adresse dans les 30 minutes pour choisir un nouveau "
        "mot de passe :\n\n%(address)s\n\nSi vous n’avez rien demandé, ne faites rien : votre mot de "
        "passe reste le même.\n",
        name=person.given_name,
        address=address,
    )


def check_link(session: Session, secret: str) -> None:
    """Whether the link may still be used, without using it. Raises LinkSpent."""
    _open_link(session.scalars(_link_row(secret)).first())


def find_link(session: Session, secret: str) -> PasswordLink:
    """Raises LinkSpent."""
    return _open_link(session.scalars(_link_row(secret).with_for_update()).first())


def _link_row(secret: str) -> Select[PasswordLink]:
    return select(PasswordLink).where(PasswordLink.fingerprint == fingerprint(secret))


def _open_link(link: PasswordLink | None) -> PasswordLink:
    if link is None or link.used_at is not None or link.expires_at <= now():
        raise LinkSpent
    return link


def set_password(session: Session, *, secret: str, password_hash: str) -> uuid.UUID:
    """Use the link; every open sitting and token of the person ends. Raises LinkSpent."""
    link = find_link(session, secret)
    link.used_at = now()
    person = get_person(session, link.person_id)
    person.password_hash = password_hash
    close_every_door(session, person.id)
    return person.id


def change_password(session: Session, person_id: uuid.UUID, password: str) -> None:
    """For seeds and commands. Raises what `hash_password` raises."""
    get_person(session, person_id).password_hash = hash_password(password)
