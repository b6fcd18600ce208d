"""A cloze question as data: its statement cut at the gaps, and what each gap takes."""

from collections.abc import Sequence

from app.catalogue.content.gaps import MASK, mask
from app.catalogue.content.passages import Passage
from app.catalogue.content.question_sources import ClozeQuestion
from app.catalogue.content.rendering import render

SHOWN_GAP = "…"


def masked_statement(question: ClozeQuestion) -> str:
    return mask(Passage(0, tuple(question.statement.split("\n")))).text


def shown_statement(question: ClozeQuestion) -> str:
    """The statement as it is read where nobody answers: a gap is three points."""
    return MASK.sub(SHOWN_GAP, masked_statement(question))


def compile_cloze(question: ClozeQuestion, twins: Sequence[ClozeQuestion]) -> dict[str, object]:
    html = str(render(masked_statement(question), "question"))
    wrong = [
        {
            "gap": f"g{item.gap}",
            "value": _value(question, item.gap, item.value),
            "feedback_html": str(render(item.feedback, "question")),
        }
        for item in question.wrong_gaps
    ]
    return {
        "spelling": question.spelling,
        # Between two pieces stands a gap; cleaned as a whole, so a piece may leave a tag open for the next.
        "pieces": MASK.split(html)[::2],
        "gaps": [_gap(question, twins, number) for number in range(len(question.gaps))],
        "wrong": wrong,
    }


def _gap(question: ClozeQuestion, twins: Sequence[ClozeQuestion], number: int) -> dict[str, object]:
    gap = question.gaps[number]
    if gap.is_picked:
        options = [{"id": f"o{at}", "text": text} for at, text in enumerate(gap.texts, start=1)]
        return {"id": f"g{number + 1}", "options": options}
    accepted = [*gap.texts, *(text for twin in twins for text in twin.gaps[number].texts)]
    return {"id": f"g{number + 1}", "accepted": list(dict.fromkeys(accepted))}


def _value(question: ClozeQuestion, gap: int, text: str) -> str:
    """A picked text by the id of its option, a typed one as it is."""
    found = question.gaps[gap - 1]
    return f"o{found.texts.index(text) + 1}" if found.is_picked else text
