"""The sentence that a person reads for each stable code of a refusal."""

from collections.abc import Callable
from math import ceil
from typing import Any

from flask_babel import gettext, ngettext

Sentence = Callable[[dict[str, Any]], str]

_sentences: dict[str, Sentence] = {}


def say(code: str, sentence: Sentence) -> None:
    """Register the words of a refusal; `sentence` gets its facts and the current language."""
    _sentences[code] = sentence


def sentence_for(code: str, facts: dict[str, Any]) -> str:
    known = _sentences.get(code)
    return known(facts) if known else gettext("Cette demande n’a pas pu être traitée.")


def known_codes() -> frozenset[str]:
    return frozenset(_sentences)


def _wait(seconds: int) -> str:
    if seconds < 60:
        said = ngettext(
            "Trop d’essais à la suite. Essayez encore dans %(num)s seconde.",
            "Trop d’essais à la suite. Essayez encore dans %(num)s secondes.",
            seconds,
        )
    else:
        said = ngettext(
            "Trop d’essais à la suite. Essayez encore dans %(num)s minute.",
            "Trop d’essais à la suite. Essayez encore dans %(num)s minutes.",
            ceil(seconds / 60),
        )
    return str(said)


say("not_found", lambda _: gettext("Cette page n’existe pas, ou elle n’est pas à vous."))
say("denied", lambda _: gettext("Votre rôle ne permet pas cette action."))
say("conflict", lambda _: gettext("Quelqu’un d’autre a changé cela entre-temps."))
say("not_signed_in", lambda _: gettext("Connectez-vous pour continuer."))
say("refused", lambda _: gettext("Cette demande n’a pas pu être traitée."))
say("invalid", lambda _: gettext("Une valeur manque ou ne peut pas être lue."))
say(
    "text_too_long",
    lambda facts: gettext(
        "Ce texte dépasse %(longest)s caractères. Raccourcissez-le.", longest=facts["longest"]
    ),
)
say("rate_limited", lambda facts: _wait(facts.get("retry_after", 1)))
say("unavailable", lambda _: gettext("Le service reprend dans un instant. Rien n’est perdu."))
say("wrong_method", lambda _: gettext("Cette adresse ne s’utilise pas ainsi. Revenez à la page précédente."))
say("too_large", lambda _: gettext("Cet envoi est trop lourd. Envoyez-le en plusieurs fois."))
say(
    "form_expired",
    lambda _: gettext("Cette page est restée ouverte trop longtemps. Rechargez-la, puis recommencez."),
)
say("unexpected", lambda _: gettext("Quelque chose s’est arrêté chez nous. C’est noté."))
say(
    "no_room",
    lambda _: gettext("Il n’y a plus assez de place sur le serveur. Prévenez la personne qui s’en occupe."),
)
say("wrong_offset", lambda _: gettext("L’envoi reprend là où il s’est arrêté."))
say("part_damaged", lambda _: gettext("Un morceau du fichier est arrivé abîmé. Envoyez-le de nouveau."))
say(
    "too_many_incoming",
    lambda facts: gettext(
        "Vous avez déjà %(most)s envois en cours. Attendez que l’un d’eux finisse.", most=facts["most"]
    ),
)
say("not_json", lambda _: gettext("Le contenu envoyé n’est pas du JSON lisible."))
say("wrong_media_type", lambda _: gettext("Le contenu envoyé n’est pas du type attendu."))
say("foreign_origin", lambda _: gettext("Cette demande vient d’un autre site. Rien n’a été fait."))
