"""The body of a question: a statement, then answers with the feedback people read, then hints."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from app.catalogue.content.cloze_reading import read_cloze
from app.catalogue.content.hotspot_reading import read_hotspot
from app.catalogue.content.items import ORDERED, TICKED, first_index, read_items
from app.catalogue.content.matching_reading import read_match
from app.catalogue.content.openings import DECIMAL, Opening
from app.catalogue.content.question_heads import Head, read_head, read_statement
from app.catalogue.content.question_sources import (
    QUESTION_TYPES,
    Answer,
    ChoiceQuestion,
    NumberQuestion,
    OrderQuestion,
    QuestionSource,
    WrongValue,
)
from app.catalogue.content.replies import (
    HINT,
    Reply,
    general_feedback,
    read_hints,
    read_replies,
)
from app.catalogue.content.short_reading import read_short
from app.catalogue.content.texts import read_text
from app.catalogue.content.units_of_number import read_units

FEWEST_ITEMS, MOST_ITEMS = 2, 10
#: Attributes that only some types of question have.
OWN_ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "spelling": ("short", "cloze"),
    "src": ("hotspot",),
    "alt": ("hotspot",),
    "answer": ("number",),
    "tolerance": ("number",),
    "unit": ("number",),
    "units": ("number",),
}


def read_question(opening: Opening) -> QuestionSource:
    kind = opening.option("type", QUESTION_TYPES)
    _refuse_foreign_attributes(opening, kind)
    body = opening.raw.body
    start = first_index(body, HINT)
    hints = read_hints(body.part(start), opening.faults)
    asked = replace(opening, raw=replace(opening.raw, body=body.part(0, start).trimmed()))
    return _READERS.get(kind, _choice)(asked, read_head(asked, hints))


def _refuse_foreign_attributes(opening: Opening, kind: str) -> None:
    for key, kinds in OWN_ATTRIBUTES.items():
        if kind not in kinds and opening.given(key) is not None:
            opening.faults.add(opening.line, "attribute_only_for", key=key, types=", ".join(kinds))


def _choice(opening: Opening, head: Head) -> ChoiceQuestion:
    multiple = opening.given("type") == "multiple"
    start = first_index(opening.raw.body, TICKED)
    replies = read_replies(opening.raw.body.part(start), opening.faults)
    right = [reply for reply in replies if reply.is_right]
    if len(replies) < 2:
        opening.faults.add(opening.line, "too_few_answers", count=len(replies))
    if not right:
        opening.faults.add(opening.line, "no_right_answer")
    if len(right) > 1 and not multiple:
        opening.faults.add(right[1].line, "two_right_answers", first=right[0].line)
    return ChoiceQuestion(
        **head,
        statement=read_statement(opening, start),
        answers=tuple(Answer(reply.text, reply.is_right, reply.feedback) for reply in replies),
        multiple=multiple,
    )


def _order(opening: Opening, head: Head) -> OrderQuestion:
    body, faults = opening.raw.body, opening.faults
    start, stop = first_index(body, ORDERED), first_index(body, TICKED)
    items = read_items(body.part(start, stop), ORDERED, faults) if start < stop else []
    if not FEWEST_ITEMS <= len(items) <= MOST_ITEMS:
        faults.add(opening.line, "order_items", count=len(items))
    for item in items:
        if not item.body.lines:
            faults.add(item.line, "item_empty")
    replies = read_replies(body.part(stop), faults)
    for reply in replies:
        if not reply.is_star:
            faults.add(reply.line, "only_star_in_order")
    return OrderQuestion(
        **head,
        statement=read_statement(opening, min(start, stop)),
        items=tuple(read_text(item.body, faults) for item in items),
        right_feedback=general_feedback(opening, replies, is_right=True),
        wrong_feedback=general_feedback(opening, replies, is_right=False),
    )


def _number(opening: Opening, head: Head) -> NumberQuestion:
    start = first_index(opening.raw.body, TICKED)
    replies = read_replies(opening.raw.body.part(start), opening.faults)
    answer, tolerance = opening.decimal("answer"), opening.decimal("tolerance", "0")
    if tolerance.startswith("-"):
        opening.faults.add(opening.line, "negative_tolerance")
    wrong = [reply for reply in replies if not reply.is_star]
    _check_wrong_values(opening, wrong, answer, tolerance)
    return NumberQuestion(
        **head,
        statement=read_statement(opening, start),
        answer=answer,
        tolerance=tolerance,
        unit=opening.maybe("unit"),
        units=read_units(opening),
        wrong_values=tuple(WrongValue(reply.text, reply.feedback) for reply in wrong),
        right_feedback=general_feedback(opening, replies, is_right=True),
        wrong_feedback=general_feedback(opening, replies, is_right=False),
    )


def _check_wrong_values(opening: Opening, wrong: list[Reply], answer: str, tolerance: str) -> None:
    seen: dict[Decimal, int] = {}
    is_known = DECIMAL.fullmatch(answer) and DECIMAL.fullmatch(tolerance)
    for reply in wrong:
        if not DECIMAL.fullmatch(reply.text):
            opening.faults.add(reply.line, "bad_wrong_value", value=reply.text)
            continue
        value = Decimal(reply.text)
        if reply.is_right:
            opening.faults.add(reply.line, "right_value_in_list", value=reply.text)
        elif is_known and abs(value - Decimal(answer)) <= Decimal(tolerance):
            opening.faults.add(reply.line, "wrong_value_is_right", value=reply.text)
        if value in seen:
            opening.faults.add(reply.line, "value_twice", value=reply.text, first=seen[value])
        seen.setdefault(value, reply.line)


_READERS: Mapping[str, Callable[[Opening, Head], QuestionSource]] = {
    "choice": _choice,
    "multiple": _choice,
    "order": _order,
    "number": _number,
    "match": read_match,
    "short": read_short,
    "cloze": read_cloze,
    "hotspot": read_hotspot,
}
