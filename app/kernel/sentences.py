"""The sentence that a person reads for each stable code of a refusal."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext

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


say("not_found", lambda _: gettext("Cette page n’existe pas, ou elle n’est pas à vous."))
say("denied", lambda _: gettext("Votre rôle ne permet pas cette action."))
say("conflict", lambda _: gettext("Quelqu’un d’autre a changé cela entre-temps."))
say("not_signed_in", lambda _: gettext("Connectez-vous pour continuer."))
say("refused", lambda _: gettext("Cette demande n’a pas pu être traitée."))
say("invalid", lambda _: gettext("Une valeur manque ou ne peut pas être lue."))
say("rate_limited", lambda _: gettext("Trop de demandes à la suite. Attendez un instant."))
say("unavailable", lambda _: gettext("Le service reprend dans un instant. Rien n’est perdu."))
