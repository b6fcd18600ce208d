"""Why a block counts or does not yet, in a person's words."""

from datetime import datetime

from flask_babel import gettext, ngettext

from app.catalogue.models import BlockType
from app.kernel.i18n import say_day, say_time
from app.learning.folding import KEPT, REDO
from app.learning.models import State
from app.learning.queries import BlockExplained
from app.learning.rules import DONE_BY, DoneBy


def say_when(moment: datetime) -> str:
    """`hier à 19 h 18`."""
    return str(gettext("%(day)s à %(time)s", day=say_day(moment), time=say_time(moment)))


def say_why(block: BlockExplained) -> str:
    """What brought the block where it is and when; or what will make it count."""
    if block.is_done:
        return str(gettext("%(reason)s, %(when)s", reason=_say_done(block), when=_since(block)))
    if block.state is State.TRIED:
        return _say_tried(block)
    if block.because.get("kind") == REDO:
        return str(gettext("À refaire : ce bloc a changé %(when)s", when=_since(block)))
    if block.type is BlockType.IN_CENTRE:
        return str(gettext("Se fait au centre. Compte dès que l’observation est signée."))
    if DONE_BY[block.type] is DoneBy.SUBMITTED:
        return str(gettext("Compte dès que vous l’envoyez."))
    if block.state is State.OPENED:
        return str(gettext("Ouvert %(when)s, pas encore fait", when=_since(block)))
    return str(gettext("Pas encore ouvert"))


def say_tries(block: BlockExplained) -> str:
    """`Fait hier à 19 h 18, au 2e essai`, under a question that is done."""
    if block.because.get("kind") != "answered" or not block.is_done:
        return ""
    tried = int(block.because.get("try", 1))
    if tried == 1:
        return str(gettext("Fait %(when)s, au premier essai", when=_since(block)))
    return str(gettext("Fait %(when)s, au %(number)se essai", when=_since(block), number=tried))


def _since(block: BlockExplained) -> str:
    return say_when(block.since) if block.since else ""


def _say_done(block: BlockExplained) -> str:
    kind = block.because.get("kind")
    if kind == "waiver":
        return str(gettext("Dispense accordée"))
    if kind == "observation":
        return str(gettext("Réussi au centre"))
    if kind == KEPT:
        return str(gettext("Fait dans la version d’avant, gardé"))
    if kind == "submission":
        return str(gettext("Envoyé"))
    if kind == "answered":
        return _say_answered(block)
    return {
        BlockType.TEXT: str(gettext("Texte lu")),
        BlockType.CALLOUT: str(gettext("Encadré lu")),
        BlockType.FIGURE: str(gettext("Dessin vu")),
        BlockType.STEPS: str(gettext("Étapes lues")),
        BlockType.COMPARISON: str(gettext("Comparaison lue")),
        BlockType.TERM: str(gettext("Mot du métier lu")),
        BlockType.REFLECTION: str(gettext("Réflexion lue")),
    }.get(block.type, str(gettext("Fait")))


def _say_answered(block: BlockExplained) -> str:
    if block.type is BlockType.CHECKLIST:
        return str(gettext("Tout est coché"))
    if not block.because.get("right"):
        return str(gettext("Essais utilisés, réponse expliquée"))
    tried = int(block.because.get("try", 1))
    if tried == 1:
        return str(gettext("Juste au premier essai"))
    return str(gettext("Juste au %(number)se essai", number=tried))


def _say_tried(block: BlockExplained) -> str:
    if block.type is BlockType.CHECKLIST:
        return str(gettext("Pas encore tout coché. Sera fait quand tout le sera."))
    return str(
        ngettext(
            "%(num)s essai, pas encore juste. Sera fait dès la bonne réponse.",
            "%(num)s essais, pas encore juste. Sera fait dès la bonne réponse.",
            block.tries,
        )
    )
