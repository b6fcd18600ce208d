"""What this domain keeps of what people chose: what they said of themselves, and the copies they asked for."""

import uuid

from flask_babel import lazy_gettext as _
from sqlalchemy import literal, select

from app.people import keeping_words as words
from app.people.erasing import ends
from app.people.keeping import Group, Kept, Rows
from app.people.optional.models import Consent, Gender, ToldGender
from app.people.records.models import Record


def copies(person_id: uuid.UUID) -> Rows:
    return [
        select(Record.asked_at, Record.made_at, Record.size)
        .where(Record.person_id == person_id)
        .order_by(Record.asked_at, Record.id)
    ]


def choices(person_id: uuid.UUID) -> Rows:
    return [
        select(
            literal("gender").label("kind"), ToldGender.gender.label("text"), ToldGender.told_at.label("at")
        ).where(ToldGender.person_id == person_id),
        select(
            literal("consent").label("kind"),
            Consent.purpose.label("about"),
            Consent.text.label("number"),
            Consent.given_at,
            Consent.withdrawn_at.label("ended_at"),
        )
        .where(Consent.person_id == person_id)
        .order_by(Consent.given_at, Consent.id),
    ]


CHOICE_NAMES = {"gender": _("genre"), "consent": _("accord")}
GENDER_NAMES = {
    Gender.WOMAN: _("Femme"),
    Gender.MAN: _("Homme"),
    Gender.OTHER: _("Autre"),
    Gender.UNTOLD: _("Je ne souhaite pas répondre"),
}

PARTS = (
    Kept(
        "choices",
        Group.ACCOUNT,
        (ToldGender, Consent),
        _("Ce que vous avez choisi de dire de vous, et vos accords."),
        _("Pour voir si tout le monde a les mêmes chances, en nombres seulement."),
        _("Jusqu’à ce que vous le retiriez ; qu’un accord a été donné puis retiré, un an de plus."),
        _("Vous seulement. Le réseau voit des nombres, jamais moins de 5 personnes."),
        ends.CHOICES,
        choices,
        words={"kind": CHOICE_NAMES, "text": GENDER_NAMES},
    ),
    Kept(
        "copies",
        Group.ACCOUNT,
        (Record,),
        _("Les copies de vos données que vous avez demandées."),
        _("Pour que vous puissiez les prendre."),
        _("7 jours."),
        words.YOU_ALONE,
        ends.CHOICES,
        copies,
    ),
)
