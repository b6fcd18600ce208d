"""Takes a question into the harvest, or notes why it is left."""

from app.catalogue.content.block_sources import OpenAnswerBlock, TextBlock
from app.catalogue.content.question_sources import Question, question_type
from app.catalogue.content.sources import BlockSource, block_type
from app.catalogue.elsewhere import asking_types as types
from app.catalogue.elsewhere.asked import (
    Asked,
    AskedChoice,
    AskedCloze,
    AskedMatch,
    AskedNumber,
    AskedOpen,
    AskedOrder,
    AskedShort,
    Described,
)
from app.catalogue.elsewhere.asking import Desk, QuestionRefused
from app.catalogue.elsewhere.asking_gaps import make_cloze
from app.catalogue.elsewhere.harvest import Harvest
from app.catalogue.elsewhere.reports import Fate

MOST_QUESTIONS = 1000


def put(harvest: Harvest, asked: Asked) -> None:
    """A question that is left leaves no picture behind."""
    desk, before, pictures = Desk(harvest, asked), len(harvest.blocks), harvest.report.figures["pictures"]
    try:
        block = _make(desk, asked)
        figure = _figure(block)
        is_kept = harvest.keep(block, asked.where, figure)
    except QuestionRefused as refused:
        desk.left(refused.code, **refused.facts)
        is_kept = False
    if not is_kept:
        del harvest.blocks[before:]
        harvest.report.figures["pictures"] = pictures
        return
    if asked.partly.html:
        desk.left("partly_left")
    harvest.report.add(Fate.KEPT, "question_kept", asked.where, {"type": figure})


def _figure(block: BlockSource) -> str:
    match block:
        case TextBlock():
            return "texts"
        case OpenAnswerBlock():
            return "open-answer"
        case question if isinstance(question, Question):
            return question_type(question)
    return block_type(block)


def _make(desk: Desk, asked: Asked) -> BlockSource:
    match asked:
        case AskedChoice():
            return types.make_choice(desk, asked)
        case AskedShort():
            return types.make_short(desk, asked)
        case AskedNumber():
            return types.make_number(desk, asked)
        case AskedMatch():
            return types.make_match(desk, asked)
        case AskedOrder():
            return types.make_order(desk, asked)
        case AskedCloze():
            return make_cloze(desk, asked)
        case AskedOpen():
            return types.make_open(desk, asked)
        case Described():
            return types.make_text(desk, asked)
    raise AssertionError(type(asked))
