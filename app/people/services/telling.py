"""Writing to people by mail, in their language."""

from collections.abc import Callable

from flask_babel import gettext
from sqlalchemy.orm import Session

from app.kernel.i18n import speaking
from app.kernel.mail import Mailer
from app.people.models import Person

#: Subject and text.
Letter = tuple[str, str]


def write_to(session: Session, mailer: Mailer, person: Person, letter: Callable[[], Letter]) -> None:
    """`letter` is asked while the person's language is spoken; who has no address gets nothing."""
    if person.email is None:
        return
    with speaking(person.language):
        subject, text = letter()
        mailer.send(session, to=person.email, subject=subject, text=text)


def tell_of_change(session: Session, mailer: Mailer, person: Person) -> None:
    """A way into their account has changed: whoever did not do it can say so."""
    if person.suspended_at is None:
        write_to(session, mailer, person, lambda: _changed(person))


def _changed(person: Person) -> Letter:
    return gettext("Votre façon de vous connecter a changé"), gettext(
        "Bonjour %(name)s,\n\nUn moyen de vous connecter à votre compte Compagnon vient de changer. "
        "Si c’est vous, ou si vous l’avez demandé à votre centre, ne faites rien.\n\nSi ce n’est pas "
        "vous, appelez votre centre.\n",
        name=person.given_name,
    )
