"""Telling someone that an account is open for them."""

from flask_babel import gettext
from sqlalchemy.orm import Session

from app.kernel.mail import Mailer
from app.people.models import Person
from app.people.services.telling import Letter, write_to


def invite(session: Session, mailer: Mailer, person: Person, *, page: str) -> None:
    """Mail how to choose a password. `page` is where a link is asked for: the mail may be read next week."""
    write_to(session, mailer, person, lambda: _invitation(person, page))


def _invitation(person: Person, page: str) -> Letter:
    return gettext("Votre compte Compagnon est ouvert"), gettext(
        "Bonjour %(name)s,\n\nUn compte est ouvert pour vous avec cette adresse e-mail. Pour choisir "
        "votre mot de passe, ouvrez cette page :\n\n%(address)s\n",
        name=person.given_name,
        address=page,
    )


def tell_joined(session: Session, mailer: Mailer, person: Person, *, centre: str) -> None:
    """Mail someone who has an account that one more centre knows them from now on."""
    write_to(session, mailer, person, lambda: _joined(person, centre))


def _joined(person: Person, centre: str) -> Letter:
    return gettext("Un autre centre vous connaît"), gettext(
        "Bonjour %(name)s,\n\nLe centre « %(centre)s » vient de vous ajouter à ses personnes. Votre compte reste "
        "le même : même adresse, même mot de passe.\n",
        name=person.given_name,
        centre=centre,
    )
