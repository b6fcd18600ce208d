"""What is not said in another language yet, or was made from words that have changed: worth a look, never in the way."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from app.catalogue.checks.results import Found, Place, Verdict, found
from app.catalogue.language_reading import CURRENT, MISSING, Text

NAME = "translations"
UNTRANSLATED, OUTDATED, NO_UNIT = "untranslated", "outdated", "untranslated_unit"


def check(texts: Iterable[Text], names: dict[str, str]) -> Found:
    """`names` are those of the languages."""
    units = groupby(texts, key=lambda text: (text.language, text.unit))
    places = [place for _key, group in units for place in _places(list(group), names)]
    return found(NAME, places, Verdict.WARNS)


def _places(texts: list[Text], names: dict[str, str]) -> Iterator[Place]:
    """A unit of which nothing is said is one place, not thirty."""
    first = texts[0]
    figures = {"language": names.get(first.language, first.language)}
    if all(text.standing == MISSING for text in texts):
        why = NO_UNIT if first.unit else UNTRANSLATED
        yield Place(first.unit, "", first.language, why=why, figures=figures)
        return
    for text in texts:
        if text.standing != CURRENT:
            why = UNTRANSLATED if text.standing == MISSING else OUTDATED
            yield Place(text.unit, text.block, text.language, why=why, figures=figures)
