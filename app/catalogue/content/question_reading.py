"""The body of a question: a statement, then answers with the feedback people read."""

from dataclasses import dataclass
from decimal import Decimal

from app.catalogue.content.faults import FileFaults
from app.catalogue.content.items import ORDERED, TICKED, Item, first_index, read_items
from app.catalogue.content.openings import DECIMAL, Opening
from app.catalogue.content.passages import BLANK, Passage
from app.catalogue.content.sources import (
    QUESTION_TYPES,
    Answer,
    ChoiceQuestion,
    NumberQuestion,
    OrderQuestion,
    QuestionSource,
    WrongValue,
)
from app.catalogue.content.texts import read_text

FEWEST_ITEMS, MOST_ITEMS = 2, 10
MOST_TRIES = 20
STAR = "*"


@dataclass(frozen=True, slots=True)
class _Reply:
    """A line `- [x] text` and the feedback under it."""

    line: int
    is_right: bool
    text: str
    feedback: str


def read_question(opening: Opening) -> QuestionSource:
    kind = opening.option("type", QUESTION_TYPES)
    _refuse_foreign_attributes(opening, kind)
    if kind == "order":
        return _order(opening)
    if kind == "number":
        return _number(opening)
    return _choice(opening, multiple=kind == "multiple")


def _refuse_foreign_attributes(opening: Opening, kind: str) -> None:
    for key in ("answer", "tolerance", "unit"):
        if kind != "number" and opening.given(key) is not None:
            opening.faults.add(opening.line, "attribute_only_for_number", key=key)


def _tries(opening: Opening) -> int | None:
    if opening.given("tries") is None:
        return None
    return opening.whole("tries", MOST_TRIES, "bad_tries")


def _choice(opening: Opening, *, multiple: bool) -> ChoiceQuestion:
    start = first_index(opening.raw.body, TICKED)
    replies = _replies(opening.raw.body.part(start), opening.faults)
    right = [reply for reply in replies if reply.is_right]
    if len(replies) < 2:
        opening.faults.add(opening.line, "too_few_answers", count=len(replies))
    if not right:
        opening.faults.add(opening.line, "no_right_answer")
    if len(right) > 1 and not multiple:
        opening.faults.add(right[1].line, "two_right_answers", first=right[0].line)
    return ChoiceQuestion(
        id=opening.block_id(),
        required=opening.is_required(),
        line=opening.line,
        statement=_statement(opening, start),
        tries=_tries(opening),
        answers=tuple(Answer(reply.text, reply.is_right, reply.feedback) for reply in replies),
        multiple=multiple,
    )


def _order(opening: Opening) -> OrderQuestion:
    body, faults = opening.raw.body, opening.faults
    start, stop = first_index(body, ORDERED), first_index(body, TICKED)
    items = read_items(body.part(start, stop), ORDERED, faults) if start < stop else []
    if not FEWEST_ITEMS <= len(items) <= MOST_ITEMS:
        faults.add(opening.line, "order_items", count=len(items))
    replies = _replies(body.part(stop), faults)
    for reply in replies:
        if reply.text != STAR:
            faults.add(reply.line, "only_star_in_order")
    return OrderQuestion(
        id=opening.block_id(),
        required=opening.is_required(),
        line=opening.line,
        statement=_statement(opening, min(start, stop)),
        tries=_tries(opening),
        items=tuple(read_text(item.body, faults) for item in items),
        right_feedback=_general_feedback(opening, replies, is_right=True),
        wrong_feedback=_general_feedback(opening, replies, is_right=False),
    )


def _number(opening: Opening) -> NumberQuestion:
    start = first_index(opening.raw.body, TICKED)
    replies = _replies(opening.raw.body.part(start), opening.faults)
    answer, tolerance = opening.decimal("answer"), opening.decimal("tolerance", "0")
    if tolerance.startswith("-"):
        opening.faults.add(opening.line, "negative_tolerance")
    wrong = [reply for reply in replies if reply.text != STAR]
    _check_wrong_values(opening, wrong, answer, tolerance)
    return NumberQuestion(
        id=opening.block_id(),
        required=opening.is_required(),
        line=opening.line,
        statement=_statement(opening, start),
        tries=_tries(opening),
        answer=answer,
        tolerance=tolerance,
        unit=(opening.given("unit") or "").strip(BLANK),
        wrong_values=tuple(WrongValue(reply.text, reply.feedback) for reply in wrong),
        right_feedback=_general_feedback(opening, replies, is_right=True),
        wrong_feedback=_general_feedback(opening, replies, is_right=False),
    )


def _check_wrong_values(opening: Opening, wrong: list[_Reply], answer: str, tolerance: str) -> None:
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


def _statement(opening: Opening, stop: int) -> str:
    passage = opening.raw.body.part(0, stop).trimmed()
    if not passage.lines:
        opening.faults.add(opening.line, "statement_missing")
    return read_text(passage, opening.faults)


def _general_feedback(opening: Opening, replies: list[_Reply], *, is_right: bool) -> str:
    found = [reply for reply in replies if reply.text == STAR and reply.is_right == is_right]
    mark = "- [x] *" if is_right else "- [ ] *"
    if not found:
        opening.faults.add(opening.line, "general_feedback_missing", mark=mark)
        return ""
    if len(found) > 1:
        opening.faults.add(found[1].line, "general_feedback_twice", mark=mark, first=found[0].line)
    return found[0].feedback


def _replies(passage: Passage, faults: FileFaults) -> list[_Reply]:
    return [_reply(item, faults) for item in read_items(passage, TICKED, faults)]


def _reply(item: Item, faults: FileFaults) -> _Reply:
    lines = item.body.lines
    start = next((i for i, line in enumerate(lines) if line.startswith(">")), len(lines))
    text = item.body.part(0, start).trimmed()
    if not text.lines:
        faults.add(item.line, "answer_empty")
    feedback = _feedback(item.body.part(start).trimmed(), faults)
    if not feedback.text.strip(BLANK):
        faults.add(item.line, "feedback_missing")
    is_star = text.text.strip(BLANK) == STAR
    return _Reply(
        line=item.line,
        is_right=item.marker["mark"] in "xX",
        text=STAR if is_star else read_text(text, faults),
        feedback=read_text(feedback, faults),
    )


def _feedback(passage: Passage, faults: FileFaults) -> Passage:
    """The quoted lines without their marks."""
    for line, text in passage.numbered():
        if text.strip(BLANK) and not text.startswith(">"):
            faults.add(line, "feedback_not_quoted")
    return Passage(
        passage.first,
        tuple(line.removeprefix(">").removeprefix(" ") for line in passage.lines),
    ).trimmed()
