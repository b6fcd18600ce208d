"""What this domain keeps about mails to someone, and about their wish to be erased."""

import uuid

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.kernel.mail import MAIL
from app.kernel.outbox import OutboxRow
from app.people import keeping_words as words
from app.people.erasing import ends
from app.people.erasing.models import Erasure
from app.people.keeping import Group, Kept, Rows
from app.people.models import Person


def mails(person_id: uuid.UUID) -> Rows:
    """That one was sent, when, and under which heading; its text is forgotten as it leaves."""
    address = select(Person.email).where(Person.id == person_id).scalar_subquery()
    return [
        select(OutboxRow.payload["subject"].as_string().label("title"), OutboxRow.created_at, OutboxRow.state)
        .where(OutboxRow.handler == MAIL, OutboxRow.payload["to"].as_string() == address)
        .order_by(OutboxRow.created_at, OutboxRow.id)
    ]


def wishes(person_id: uuid.UUID) -> Rows:
    return [
        select(
            Erasure.asked_at, Erasure.heard.label("text"), Erasure.state, Erasure.answered_at, Erasure.answer
        )
        .where(Erasure.person_id == person_id)
        .order_by(Erasure.asked_at, Erasure.id)
    ]


STATE_NAMES = {
    "waiting": _("en attente"),
    "withdrawn": _("reprise"),
    "refused": _("refusée"),
    "done": _("faite"),
}

PARTS = (
    Kept(
        "mails",
        Group.ACCOUNT,
        (OutboxRow,),
        _("Les mails que nous vous envoyons : leur titre et leur jour. Leur texte part avec eux."),
        _("Pour retrouver un mail qui n’est pas arrivé."),
        _("30 jours."),
        _("Les personnes qui s’occupent de l’installation."),
        ends.MAILS,
        mails,
    ),
    Kept(
        "erasures",
        Group.ACCOUNT,
        (Erasure,),
        _("Vos demandes d’effacer vos données, et leurs réponses."),
        _("Pour que votre centre réponde dans le mois, comme la loi le demande."),
        words.WITH_ACCOUNT,
        words.YOU_AND_CENTRE,
        ends.WISHES,
        wishes,
        words={"state": STATE_NAMES},
    ),
)
