"""Mails about a request to be erased. Whoever did not make it can still take it back."""

from datetime import timedelta

from flask_babel import gettext
from sqlalchemy.orm import Session

from app.kernel.i18n import say_date, speaking
from app.kernel.mail import Mailer
from app.people.erasing.models import Erasure
from app.people.erasing.requests import Times
from app.people.models import Person
from app.settings import Settings


def erasure_times(settings: Settings) -> Times:
    return Times(timedelta(days=settings.erasure_wait_days), timedelta(days=settings.erasure_answer_days))


def tell_asked(session: Session, mailer: Mailer, person: Person, asked: Erasure) -> None:
    with speaking(person.language):
        _send(
            session,
            mailer,
            person,
            gettext("Vos données vont être effacées"),
            gettext(
                "Bonjour %(name)s,\n\nOn nous a demandé d’effacer vos données de Compagnon. Si c’est bien vous, ne faites "
                "rien : votre centre le fera, ou vous dira pourquoi c’est impossible, avant le %(due)s. Ensuite, "
                "nous n’aurons plus votre adresse : il n’y aura pas d’autre mail.\n\nSi ce n’est pas vous, ou si vous "
                "changez d’avis, reprenez la demande avant le %(open)s, à la page « Mes données », ou appelez votre "
                "centre.\n",
                name=person.given_name,
                due=say_date(asked.due_at),
                open=say_date(asked.open_at),
            ),
        )


def tell_taken_back(session: Session, mailer: Mailer, person: Person) -> None:
    with speaking(person.language):
        _send(
            session,
            mailer,
            person,
            gettext("Vos données restent"),
            gettext(
                "Bonjour %(name)s,\n\nLa demande d’effacer vos données de Compagnon est reprise : rien n’est effacé.\n",
                name=person.given_name,
            ),
        )


def tell_refused(session: Session, mailer: Mailer, person: Person, answered: Erasure) -> None:
    with speaking(person.language):
        _send(
            session,
            mailer,
            person,
            gettext("Réponse à votre demande d’effacement"),
            gettext(
                "Bonjour %(name)s,\n\nVotre centre ne peut pas effacer vos données maintenant. Voici pourquoi :\n\n"
                "%(answer)s\n\nSi cette réponse ne vous convient pas, écrivez à l’Autorité de protection des données : "
                "contact@apd-gba.be.\n",
                name=person.given_name,
                answer=answered.answer,
            ),
        )


def _send(session: Session, mailer: Mailer, person: Person, subject: str, text: str) -> None:
    if person.email:
        mailer.send(session, to=person.email, subject=subject, text=text)
