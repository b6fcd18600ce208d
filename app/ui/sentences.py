"""The sentences of the script islands, written in the page: one catalogue, the server's."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from flask_babel import lazy_gettext

# Said on every page; the other areas only once someone is signed in.
COMMON = "common"
# Said only where the script of the same name is: it has many words, and few people need them.
STUDIO = "studio"

_sentences: dict[str, dict[str, Any]] = {
    COMMON: {
        "network_error": lazy_gettext("Le réseau ne répond pas. Essayez encore dans un instant."),
    },
    "leaving": {
        "leaving_unsent": lazy_gettext(
            "Pas encore parti de cet appareil : %(count)s (messages, réponses, grilles). "
            "Si vous quittez votre session maintenant, cela s’efface."
        ),
    },
}


def add_sentences(area: str, sentences: Mapping[str, Any]) -> None:
    """Give the islands of an area their words: `{key: lazy_gettext("…")}`; `say(key)` finds them."""
    _sentences.setdefault(area, {}).update(sentences)
    sentences_in.cache_clear()


@cache
def sentences_in(_language: str, *, entry: str, signed_in: bool) -> dict[str, str]:
    """By key, in the language of the page, which is `_language`, for the script `entry` of the page."""
    areas = [area for name, area in _sentences.items() if _is_said(name, entry, signed_in=signed_in)]
    return {key: str(words) for area in areas for key, words in area.items()}


def _is_said(area: str, entry: str, *, signed_in: bool) -> bool:
    return area in {COMMON, entry} or (signed_in and area != STUDIO)
