"""Sentences that are long to read after a shift. Figures alone: no score is made of them."""

from app.catalogue.checks.prose import long_words, sentences, sentences_of, words
from app.catalogue.checks.results import Found, Place, Verdict, written
from app.catalogue.content.sources import ModuleSource

NAME = "readability"
LONGEST_SENTENCE = 25
SHOWN = 10


def check(module: ModuleSource) -> Found:
    """The hardest sentences first, at most ten, those that are not too long after those that are."""
    read = _read(module)
    hardest = sorted(
        read, key=lambda place: (-int(place.figures["words"]), -int(place.figures["long_words"]))
    )
    too_long = sum(int(place.figures["words"]) > LONGEST_SENTENCE for place in read)
    total = sum(int(place.figures["words"]) for place in read)
    long_share = sum(int(place.figures["long_words"]) for place in read) / total if total else 0
    return Found(
        NAME,
        Verdict.WARNS if too_long else Verdict.FINE,
        tuple(hardest[:SHOWN]),
        {
            "count": too_long,
            "sentences": len(read),
            "percent_long_words": round(100 * long_share),
            "words_per_sentence": round(total / len(read), 1) if read else 0,
        },
    )


def _read(module: ModuleSource) -> list[Place]:
    read = [_measured(Place(words=text, language=module.language)) for text in sentences(module.summary)]
    for each in written(module):
        read += [_measured(each.place(words=text)) for text in sentences_of(each.block)]
    return read


def _measured(place: Place) -> Place:
    figures = {"words": len(words(place.words)), "long_words": long_words(place.words, place.language)}
    return Place(place.unit, place.block, place.language, place.words, figures=figures)
