"""A question as data from which a browser gives feedback without network.

`app/questions` marks from the same data: a key changed here is changed there.
"""

from collections.abc import Sequence

from app.catalogue.content.gap_compiling import compile_cloze
from app.catalogue.content.media import MEDIA_SCHEME
from app.catalogue.content.question_sources import (
    ChoiceQuestion,
    ClozeQuestion,
    HotspotQuestion,
    MatchQuestion,
    NumberQuestion,
    OrderQuestion,
    PairedQuestion,
    Question,
    QuestionSource,
    ShortQuestion,
    question_type,
)
from app.catalogue.content.rendering import render, render_item, words

POLICY = "question"
Data = dict[str, object]


def compile_question(question: QuestionSource, twins: Sequence[Question] = ()) -> Data:
    """`twins` are the same question in other languages: what is typed is right in any of them."""
    data: Data = {"type": question_type(question), "tries": question.tries}
    if question.hints:
        data["hints"] = [str(render(hint, POLICY)) for hint in question.hints]
    if isinstance(question, PairedQuestion):
        data["feedback"] = {
            "right": str(render(question.right_feedback, POLICY)),
            "wrong": str(render(question.wrong_feedback, POLICY)),
        }
    return data | _own(question, twins)


def _own(question: QuestionSource, twins: Sequence[Question]) -> Data:
    match question:
        case ChoiceQuestion():
            return {"answers": _answers(question)}
        case OrderQuestion():
            return {"items": _items("i", question.items)}
        case NumberQuestion():
            return _number(question)
        case MatchQuestion():
            return _match(question)
        case ShortQuestion():
            return _short(question, [twin for twin in twins if isinstance(twin, ShortQuestion)])
        case ClozeQuestion():
            return compile_cloze(question, [twin for twin in twins if isinstance(twin, ClozeQuestion)])
        case HotspotQuestion():
            return _hotspot(question)


def _answers(question: ChoiceQuestion) -> list[Data]:
    return [
        {
            "id": f"a{number}",
            "html": str(render_item(answer.text, POLICY)),
            "text": words(answer.text),
            "right": answer.right,
            "feedback_html": str(render(answer.feedback, POLICY)),
        }
        for number, answer in enumerate(question.answers, start=1)
    ]


def _items(letter: str, items: Sequence[str]) -> list[dict[str, str]]:
    return [
        {"id": f"{letter}{number}", "html": str(render_item(item, POLICY)), "text": words(item)}
        for number, item in enumerate(items, start=1)
    ]


def _number(question: NumberQuestion) -> Data:
    wrong = [
        {"value": item.value, "feedback_html": str(render(item.feedback, POLICY))}
        for item in question.wrong_values
    ]
    data: Data = {
        "answer": question.answer,
        "tolerance": question.tolerance,
        "unit": question.unit,
        "wrong": wrong,
    }
    if question.units:
        data["units"] = [{"name": unit.name, "factor": unit.factor} for unit in question.units]
    return data


def _match(question: MatchQuestion) -> Data:
    rights = {text: f"r{number}" for number, text in enumerate(question.rights, start=1)}
    lefts = {pair.left: f"l{number}" for number, pair in enumerate(question.pairs, start=1)}
    wrong = [
        {
            "left": lefts[pair.left],
            "right": rights[pair.right],
            "feedback_html": str(render(pair.feedback, POLICY)),
        }
        for pair in question.wrong_pairs
    ]
    return {
        "lefts": _items("l", tuple(lefts)),
        "rights": _items("r", tuple(rights)),
        "pairs": [rights[pair.right] for pair in question.pairs],
        "wrong": wrong,
    }


def _short(question: ShortQuestion, twins: Sequence[ShortQuestion]) -> Data:
    accepted = [*question.accepted, *(text for twin in twins for text in twin.accepted)]
    wrong = [
        {"value": item.value, "feedback_html": str(render(item.feedback, POLICY))}
        for item in question.wrong_values
    ]
    return {"spelling": question.spelling, "accepted": list(dict.fromkeys(accepted)), "wrong": wrong}


def _hotspot(question: HotspotQuestion) -> Data:
    zones = [
        {
            "id": f"z{number}",
            "place": [float(side) for side in zone.place],
            "text": words(zone.text),
            "right": zone.right,
            "feedback_html": str(render(zone.feedback, POLICY)),
        }
        for number, zone in enumerate(question.zones, start=1)
    ]
    return {
        "src": f"{MEDIA_SCHEME}{question.src}",
        "alt": question.alt,
        "zones": zones,
        "elsewhere_html": str(render(question.elsewhere, POLICY)),
    }
