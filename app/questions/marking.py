"""Marking a response. Twin: marking.ts of the player; change both together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
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
from app.questions.responses import (
    UnreadableResponse,
    read_chosen,
    read_permutation,
    refuse_empty,
)

MARK_STEP = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Feedback:
    """A sentence about one answer chosen, or about the whole response when `answer_id` is None."""

    answer_id: str | None
    html: str


@dataclass(frozen=True, slots=True)
class Marking:
    """What a response is worth. `mark` goes from 0 to 1 by ten-thousandths.

    `incomplete`: something that should have been chosen or ticked was not; the screen says so
    without saying which.
    """

    mark: Decimal
    right: bool
    feedback: tuple[Feedback, ...] = ()
    incomplete: bool = False


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
        mark=_share(agreed, len(answers)),
        right=agreed == len(answers),
        feedback=tuple(_feedback_on(answer) for answer in answers if answer["id"] in chosen),
        incomplete=any(answer["right"] and answer["id"] not in chosen for answer in answers),
    )


def mark_order(data: OrderData, response: object) -> Marking:
    """The mark is the share of consecutive items of which the first was put before the second."""
    ids = _ids(data["items"])
    place = {each: at for at, each in enumerate(read_permutation(response, ids))}
    kept = sum(place[first] < place[second] for first, second in pairwise(ids))
    right = kept == len(ids) - 1
    html = data["feedback"]["right" if right else "wrong"]
    return Marking(_share(kept, len(ids) - 1), right, (Feedback(None, html),))


def mark_number(data: NumberData, response: object) -> Marking:
    """A wrong value is recognised within the same tolerance as the right one, which goes first."""
    value = _read_number(response, data["unit"])
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
    return Marking(_share(ticked, len(ids)), right, incomplete=not right)


MARKERS: Mapping[str, Callable[[Any, object], Marking]] = {
    "choice": mark_choice,
    "multiple": mark_multiple,
    "order": mark_order,
    "number": mark_number,
    "checklist": mark_checklist,
}


def _ids(things: Sequence[Answer] | Sequence[Item]) -> list[str]:
    return [thing["id"] for thing in things]


def _feedback_on(answer: Answer) -> Feedback:
    return Feedback(answer["id"], answer["feedback_html"])


def _share(part: int, whole: int) -> Decimal:
    if part == whole:
        return Decimal(1)
    # Rounded down, so that only a wholly right response reaches 1.
    return (Decimal(part) / Decimal(whole)).quantize(MARK_STEP, rounding=ROUND_DOWN)


def _read_number(response: object, unit: str) -> Decimal:
    refuse_empty(response)
    if isinstance(response, str) and is_blank(response):
        raise UnreadableResponse("empty")
    try:
        if isinstance(response, str):
            return parse_number(response, unit)
        if isinstance(response, int | float):
            return parse_number(number_text(response))
    except NotANumber:
        pass
    raise UnreadableResponse("not_a_number")
