"""Telling someone by mail that a way into their account has changed: whoever did not do it can say so."""

from flask_babel import gettext
from sqlalchemy.orm import Session

from app.kernel.i18n import speaking
from app.kernel.mail import Mailer
from app.people.models import Person


def tell_of_change(session: Session, mailer: Mailer, person: Person) -> None:
    if person.email is None or person.suspended_at is not None:
        return
    with speaking(person.language):
        mailer.send(
            session,
            to=person.email,
            subject=gettext("Votre façon de vous connecter a changé"),
            text=gettext(
                "Bonjour %(name)s,\n\nLes codes ou les clés d’accès de votre compte Compagnon viennent de changer. "
                "Si c’est vous, ou si vous l’avez demandé à votre centre, ne faites rien.\n\nSi ce n’est pas "
                "vous, appelez votre centre.\n",
                name=person.given_name,
            ),
        )
