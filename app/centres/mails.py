"""Telling someone that they run a centre now."""

from flask_babel import gettext
from sqlalchemy.orm import Session

from app.centres.services.managers import Named
from app.kernel.mail import Mailer
from app.people.services.invitations import invite
from app.people.services.telling import Letter, write_to


def tell_manager(session: Session, mailer: Mailer, named: Named, *, password_page: str, page: str) -> None:
    """An invitation for a new account, a word for who has one; nothing for who ran the centre already."""
    person = named.person
    if named.was_manager:
        return
    if named.is_new:
        invite(session, mailer, person, page=password_page)
        return
    write_to(session, mailer, person, lambda: _named(named, page))


def _named(named: Named, page: str) -> Letter:
    return gettext("Vous êtes responsable du centre %(centre)s", centre=named.centre.name), gettext(
        "Bonjour %(name)s,\n\nLe réseau vous a donné le rôle de responsable du centre %(centre)s. Ses heures "
        "d’ouverture, ses fermetures et son contact se règlent ici :\n\n%(address)s\n",
        name=named.person.given_name,
        centre=named.centre.name,
        address=page,
    )
