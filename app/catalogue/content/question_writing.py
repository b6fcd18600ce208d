"""The canonical text of one question."""

from app.catalogue.content.items import BULLET_WIDTH, after, ordered, write_item
from app.catalogue.content.matching_reading import BETWEEN
from app.catalogue.content.question_sources import (
    ChoiceQuestion,
    ClozeQuestion,
    HotspotQuestion,
    MatchQuestion,
    NumberQuestion,
    OrderQuestion,
    PairedQuestion,
    QuestionSource,
    ShortQuestion,
    Zone,
    question_type,
)
from app.catalogue.content.replies import STAR
from app.catalogue.content.units_of_number import write_units


def question_attributes(question: QuestionSource) -> dict[str, str]:
    """In the order of `QUESTION_ATTRIBUTES`; what is empty is left out."""
    values = {
        "type": question_type(question),
        "tries": _number(question.tries),
        **_own_attributes(question),
        "pool": question.pool,
        "pick": _number(question.pick),
    }
    return {key: value for key, value in values.items() if value}


def _own_attributes(question: QuestionSource) -> dict[str, str]:
    match question:
        case ShortQuestion() | ClozeQuestion():
            return {"spelling": question.spelling}
        case HotspotQuestion():
            return {"src": question.src, "alt": question.alt}
        case NumberQuestion():
            return {
                "answer": question.answer,
                "tolerance": question.tolerance,
                "unit": question.unit,
                "units": write_units(question.units),
            }
    return {}


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def write_question(question: QuestionSource) -> str:
    body = after(question.statement, "\n".join(_replies(question)))
    if isinstance(question, OrderQuestion | MatchQuestion):
        body = "\n\n".join([question.statement, _listed(question), "\n".join(_replies(question))])
    hints = (write_item("- [?] ", hint, BULLET_WIDTH) for hint in question.hints)
    return "\n".join([body, *hints])


def _listed(question: OrderQuestion | MatchQuestion) -> str:
    if isinstance(question, OrderQuestion):
        return ordered(question.items)
    pairs = [(pair.left, pair.right) for pair in question.pairs]
    lures = [(STAR, right) for right in question.lures]
    return "\n".join(f"- {left}{BETWEEN}{right}" for left, right in (*pairs, *lures))


def _replies(question: QuestionSource) -> list[str]:
    match question:
        case ChoiceQuestion():
            return [_reply(answer.right, answer.text, answer.feedback) for answer in question.answers]
        case HotspotQuestion():
            zones = [_reply(zone.right, _zone(zone), zone.feedback) for zone in question.zones]
            return [*zones, _reply(False, STAR, question.elsewhere)]
        case ShortQuestion():
            accepted = [f"- [x] {text}" for text in question.accepted]
            wrong = [(item.value, item.feedback) for item in question.wrong_values]
            return [*accepted, *_general(question, wrong)]
        case NumberQuestion():
            return _general(question, [(item.value, item.feedback) for item in question.wrong_values])
        case MatchQuestion():
            named = [(f"{pair.left}{BETWEEN}{pair.right}", pair.feedback) for pair in question.wrong_pairs]
            return _general(question, named)
        case ClozeQuestion():
            return _general(
                question, [(f"{item.gap}: {item.value}", item.feedback) for item in question.wrong_gaps]
            )
        case OrderQuestion():
            return _general(question, [])


def _general(question: PairedQuestion, named: list[tuple[str, str]]) -> list[str]:
    return [
        _reply(True, STAR, question.right_feedback),
        *(_reply(False, text, feedback) for text, feedback in named),
        _reply(False, STAR, question.wrong_feedback),
    ]


def _zone(zone: Zone) -> str:
    return f"({' '.join(zone.place)}) {zone.text}"


def _reply(is_right: bool, text: str, feedback: str) -> str:
    quoted = [f"  > {line}" if line else "  >" for line in feedback.split("\n")]
    mark = "- [x] " if is_right else "- [ ] "
    return "\n".join([write_item(mark, text, BULLET_WIDTH), *quoted])
