"""Marking a response. Twin: marking.ts of the player; change both together."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from app.questions.data import (
    Answer,
    ChecklistData,
    ChoiceData,
    Item,
    MultipleData,
    NumberData,
    OrderData,
)
from app.questions.decimals import NotANumber, is_blank, is_within, number_text, parse_number
from app.questions.marking_gaps import mark_cloze, mark_short
from app.questions.marking_pairs import mark_match
from app.questions.marking_zones import mark_hotspot
from app.questions.responses import (
    UnreadableResponse,
    read_chosen,
    read_permutation,
    refuse_empty,
)
from app.questions.results import Feedback, Marking, share


def mark(data: Mapping[str, Any], response: object) -> Marking:
    """Mark `response` to a compiled question (`data.py`), or to a checklist.

    Raises UnreadableResponse when the response answers nothing; that is not a wrong try.
    """
    return MARKERS[data.get("type", "checklist")](data, response)


def completes(data: Mapping[str, Any], tries: int, marking: Marking) -> bool:
    """Whether the block is done; `tries` counts the readable responses, this one included."""
    allowed: int | None = data.get("tries")
    return marking.right or (allowed is not None and tries >= allowed)


def mark_choice(data: ChoiceData, response: object) -> Marking:
    refuse_empty(response)
    for answer in data["answers"]:
        if answer["id"] == response:
            return Marking(Decimal(int(answer["right"])), answer["right"], (_feedback_on(answer),))
    raise UnreadableResponse("not_an_answer")


def mark_multiple(data: MultipleData, response: object) -> Marking:
    answers = data["answers"]
    chosen = read_chosen(response, _ids(answers))
    agreed = sum((answer["id"] in chosen) == answer["right"] for answer in answers)
    return Marking(
        mark=share(agreed, len(answers)),
        right=agreed == len(answers),
        feedback=tuple(_feedback_on(answer) for answer in answers if answer["id"] in chosen),
        incomplete=any(answer["right"] and answer["id"] not in chosen for answer in answers),
        parts=(agreed, len(answers)),
    )


def mark_order(data: OrderData, response: object) -> Marking:
    """The mark is the share of consecutive items of which the first was put before the second."""
    ids = _ids(data["items"])
    place = {each: at for at, each in enumerate(read_permutation(response, ids))}
    kept = sum(place[first] < place[second] for first, second in pairwise(ids))
    right = kept == len(ids) - 1
    html = data["feedback"]["right" if right else "wrong"]
    pairs = len(ids) - 1
    return Marking(share(kept, pairs), right, (Feedback(None, html),), parts=(kept, pairs))


def mark_number(data: NumberData, response: object) -> Marking:
    """A wrong value is recognised within the same tolerance as the right one, which goes first."""
    value = _read_number(response, data)
    tolerance = parse_number(data["tolerance"])
    right = is_within(value, parse_number(data["answer"]), tolerance)
    html = data["feedback"]["right" if right else "wrong"]
    if not right:
        for wrong in data["wrong"]:
            if is_within(value, parse_number(wrong["value"]), tolerance):
                html = wrong["feedback_html"]
                break
    return Marking(Decimal(int(right)), right, (Feedback(None, html),))


def mark_checklist(data: ChecklistData, response: object) -> Marking:
    ids = _ids(data["items"])
    ticked = len(read_chosen(response, ids))
    right = ticked == len(ids)
    return Marking(share(ticked, len(ids)), right, incomplete=not right)


MARKERS: Mapping[str, Callable[[Any, object], Marking]] = {
    "choice": mark_choice,
    "multiple": mark_multiple,
    "order": mark_order,
    "number": mark_number,
    "match": mark_match,
    "short": mark_short,
    "cloze": mark_cloze,
    "hotspot": mark_hotspot,
    "checklist": mark_checklist,
}


def _ids(things: Sequence[Answer] | Sequence[Item]) -> list[str]:
    return [thing["id"] for thing in things]


def _feedback_on(answer: Answer) -> Feedback:
    return Feedback(answer["id"], answer["feedback_html"])


def _read_number(response: object, data: NumberData) -> Decimal:
    refuse_empty(response)
    if isinstance(response, str) and is_blank(response):
        raise UnreadableResponse("empty")
    try:
        if isinstance(response, str):
            return parse_number(response, data["unit"], data.get("units", ()))
        if isinstance(response, int | float):
            return parse_number(number_text(response))
    except NotANumber:
        pass
    raise UnreadableResponse("not_a_number")
