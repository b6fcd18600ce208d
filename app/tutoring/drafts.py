"""A first wording for what a tutor writes about each reason: short, one thing to do, theirs to change."""

from datetime import datetime

from flask_babel import gettext

from app.kernel.i18n import say_day, say_moment
from app.tutoring.models import SignalKind
from app.tutoring.rules import Reason


def draft_message(reason: Reason, given_name: str) -> str:
    facts = reason.facts
    if reason.kind is SignalKind.SILENT:
        return str(
            gettext(
                "Bonjour %(name)s, pas de nouvelle de votre étude depuis %(day)s. Tout va bien ? Préférez-vous continuer comme prévu, changer le rythme, ou que je vous appelle ?",
                name=given_name,
                day=say_day(datetime.fromisoformat(facts["last_at"])),
            )
        )
    if reason.kind is SignalKind.STUCK:
        return str(
            gettext(
                "Bonjour %(name)s, « %(label)s » demande souvent plusieurs essais. Dites-moi comment vous raisonnez, même si ce n’est pas complet : on regarde ensemble.",
                name=given_name,
                label=facts["label"],
            )
        )
    if reason.kind is SignalKind.SESSION_NEAR:
        return str(
            gettext(
                "Bonjour %(name)s, votre séance au centre est %(when)s. Il reste un peu de préparation : quel moment vous irait pour la faire, avec moi si vous voulez ?",
                name=given_name,
                when=say_moment(datetime.fromisoformat(facts["starts_at"])),
            )
        )
    return ""
