"""The minutes that a unit announces, beside what its texts, questions and films take."""

from collections import Counter

from app.catalogue.checks.prose import count_words
from app.catalogue.checks.results import Found, Place, Verdict, found
from app.catalogue.checks.subtitles import read_subtitles
from app.catalogue.content.block_sources import (
    AudioBlock,
    FigureBlock,
    InCentreBlock,
    OpenAnswerBlock,
    ReflectionBlock,
    SubmissionBlock,
    VideoBlock,
)
from app.catalogue.content.question_sources import Question
from app.catalogue.content.sources import REMOTE, BlockSource, ModuleSource, UnitSource

NAME = "minutes"
#: As read aloud, which is how one reads a second language.
WORDS_A_MINUTE = 130
# To think, to answer and to read the reply to one's answer.
MINUTES_A_QUESTION = 1.0
MINUTES_A_PICTURE = 0.5
MINUTES_WRITING = 4.0
# The words for who does not see the picture, and the replies: those to a question are read one by one, when chosen.
NOT_READ = frozenset({"alt", "feedback", "right_feedback", "wrong_feedback", "elsewhere", "hints"})
# What is announced is a promise: a quarter more than it, or less than half of it, is another one.
MOST, LEAST = 1.25, 0.5


def check(module: ModuleSource) -> Found:
    lengths = {
        medium.name: read_subtitles(medium.data).seconds for medium in module.media if _tells(medium.name)
    }
    places, total = [], 0
    for unit in module.units:
        estimated = round(estimate(unit, lengths))
        total += estimated
        why = _compared(unit, estimated)
        if why:
            figures = {"stated": unit.minutes, "estimated": estimated}
            places.append(Place(unit.id, words=unit.title, why=why, figures=figures))
    stated = sum(unit.minutes for unit in module.units)
    return found(NAME, places, Verdict.WARNS, stated=stated, estimated=total)


def _tells(name: str) -> bool:
    return name.endswith(".vtt")


def estimate(unit: UnitSource, lengths: dict[str, int]) -> float:
    """Minutes that a unit takes; in the centre, those of its tasks."""
    if unit.place != REMOTE:
        return sum(block.minutes for block in unit.blocks if isinstance(block, InCentreBlock))
    pools = {block.pool: block.pick for block in unit.blocks if isinstance(block, Question) and block.pick}
    drawn = Counter[str]()
    total = 0.0
    for block in unit.blocks:
        if isinstance(block, Question) and block.pool:
            drawn[block.pool] += 1
            if drawn[block.pool] > (pools.get(block.pool) or 1):
                continue
        total += _minutes(block, lengths)
    return total


def _minutes(block: BlockSource, lengths: dict[str, int]) -> float:
    reading = count_words(block, NOT_READ) / WORDS_A_MINUTE
    match block:
        case VideoBlock() | AudioBlock():
            # Seen or read: the words in writing are the same ones.
            return max(reading, lengths.get(block.captions, 0) / 60)
        case OpenAnswerBlock() | ReflectionBlock() | SubmissionBlock():
            return reading + MINUTES_WRITING
        case FigureBlock():
            return reading + MINUTES_A_PICTURE
        case Question():
            return reading + MINUTES_A_QUESTION
    return reading


def _compared(unit: UnitSource, estimated: int) -> str:
    if estimated > unit.minutes * MOST:
        return "longer"
    # A half-day in the workshop is more than its observed task.
    return "shorter" if unit.place == REMOTE and estimated < unit.minutes * LEAST else ""
