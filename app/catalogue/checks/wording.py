"""Words that take people for men, with words for everyone: advice, never a refusal."""

from collections.abc import Iterator, Mapping

from app.catalogue.checks.prose import sentences, sentences_of
from app.catalogue.checks.results import Found, Place, Verdict, found, written
from app.catalogue.checks.wording_fr import FRENCH
from app.catalogue.checks.wording_others import DUTCH, ENGLISH, GERMAN
from app.catalogue.checks.words import Word
from app.catalogue.content.sources import ModuleSource

NAME = "wording"
LISTS: Mapping[str, tuple[Word, ...]] = {"fr": FRENCH, "en": ENGLISH, "de": GERMAN, "nl": DUTCH}


def check(module: ModuleSource) -> Found:
    head = Place(language=module.language)
    places = [place for sentence in sentences(module.summary) for place in _advised(head, sentence)]
    for each in written(module):
        for sentence in sentences_of(each.block):
            places += _advised(each.place(), sentence)
    return found(NAME, places, Verdict.WARNS)


def _advised(where: Place, sentence: str) -> Iterator[Place]:
    """One place for each word; what lies inside a longer find is said once."""
    said_so_far: list[str] = []
    for word in LISTS.get(where.language, ()):
        said = word.said_in(sentence)
        if said and not any(said in longer for longer in said_so_far):
            said_so_far.append(said)
            yield Place(
                where.unit, where.block, where.language, said, word.proposal, "word", {"sentence": sentence}
            )
