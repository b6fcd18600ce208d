"""What of a question does not depend on the language."""

from app.catalogue.content.question_sources import (
    ChoiceQuestion,
    ClozeQuestion,
    HotspotQuestion,
    MatchQuestion,
    NumberQuestion,
    OrderQuestion,
    QuestionSource,
    ShortQuestion,
    question_type,
)


def question_frame(question: QuestionSource) -> tuple[object, ...]:
    head = (question_type(question), question.tries, len(question.hints), question.pool, question.pick)
    return (*head, *_own(question))


def _own(question: QuestionSource) -> tuple[object, ...]:
    match question:
        case ChoiceQuestion():
            return tuple(answer.right for answer in question.answers)
        case OrderQuestion():
            return (len(question.items),)
        case NumberQuestion():
            wrong = (item.value for item in question.wrong_values)
            factors = (unit.factor for unit in question.units)
            return (question.answer, question.tolerance, *factors, *wrong)
        case MatchQuestion():
            return _match(question)
        case ShortQuestion():
            return (question.spelling,)
        case ClozeQuestion():
            gaps = ((gap.is_picked, len(gap.texts) if gap.is_picked else 0) for gap in question.gaps)
            return (question.spelling, *gaps)
        case HotspotQuestion():
            return (question.src, *((zone.place, zone.right) for zone in question.zones))


def _match(question: MatchQuestion) -> tuple[object, ...]:
    """Which left goes with which right, by their numbers."""
    return (len(question.rights), *(question.rights.index(pair.right) for pair in question.pairs))
