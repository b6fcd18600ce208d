"""One maker for each type of question: what it is here, and what cannot be said here."""

from decimal import Decimal, InvalidOperation

from app.catalogue.content.block_sources import OpenAnswerBlock, TextBlock
from app.catalogue.content.openings import DECIMAL
from app.catalogue.content.question_sources import (
    EXACT,
    PLAIN,
    Answer,
    ChoiceQuestion,
    MatchQuestion,
    NumberQuestion,
    OrderQuestion,
    OtherUnit,
    Pair,
    ShortQuestion,
    WrongValue,
)
from app.catalogue.elsewhere.asked import (
    NONE,
    WHOLE,
    Asked,
    AskedChoice,
    AskedMatch,
    AskedNumber,
    AskedOpen,
    AskedOrder,
    AskedShort,
    Described,
)
from app.catalogue.elsewhere.asking import Desk, QuestionRefused
from app.catalogue.elsewhere.harvest import UNNAMED, title_of
from app.questions.spelling import is_same

ANYTHING = "*"
MOST_PAIRS, MOST_LURES = 8, 8
FACTOR = Decimal("1e-10")


def make_choice(desk: Desk, asked: AskedChoice) -> ChoiceQuestion:
    right = _right_ones(desk, asked)
    answers = []
    for index, choice in enumerate(asked.choices):
        text = desk.markdown(choice.text)
        if not text:
            raise QuestionRefused("answer_without_words")
        feedback = desk.feedback(index in right, choice.feedback)
        answers.append(Answer(text, index in right, feedback))
    return ChoiceQuestion(**desk.head(), answers=tuple(answers), multiple=asked.several or len(right) > 1)


def _right_ones(desk: Desk, asked: AskedChoice) -> set[int]:
    """Which answers are right here, where an answer is right or wrong and nothing between."""
    shares = [choice.share for choice in asked.choices]
    best = max(shares, default=NONE)
    if best <= 0:
        raise QuestionRefused("no_right_answer_there")
    positive = {index for index, share in enumerate(shares) if share > 0}
    if asked.several:
        if len({shares[index] for index in positive}) > 1 or any(NONE > share > -WHOLE for share in shares):
            desk.changed("shares_levelled")
        return positive
    whole = {index for index in positive if shares[index] == best}
    if whole != positive or best != WHOLE:
        desk.changed("shares_levelled")
    if len(whole) > 1:
        desk.changed("several_right")
    return whole


def make_short(desk: Desk, asked: AskedShort) -> ShortQuestion:
    spelling = EXACT if asked.has_case else PLAIN
    typed = [(desk.plain(choice.text), choice) for choice in asked.choices]
    accepted: list[str] = []
    wrong: list[WrongValue] = []
    for text, choice in typed:
        if text != ANYTHING and _is_wanted(desk, text):
            is_right = choice.share == WHOLE
            if not is_right and choice.share > 0:
                desk.changed("partly_right_is_wrong", text=text)
            known = accepted if is_right else [value.value for value in wrong]
            if any(is_same(text, each, spelling) for each in (*known, *accepted)):
                desk.left("same_text", text=text)
            elif is_right:
                accepted.append(text)
            else:
                wrong.append(WrongValue(text, desk.feedback(False, choice.feedback)))
    if not accepted:
        raise QuestionRefused("no_right_answer_there")
    others = [choice.feedback for text, choice in typed if text == ANYTHING]
    rights = [choice.feedback for _, choice in typed if choice.share == WHOLE]
    return ShortQuestion(
        **desk.head(),
        spelling=spelling,
        accepted=tuple(accepted),
        wrong_values=tuple(
            value for value in wrong if not any(is_same(value.value, a, spelling) for a in accepted)
        ),
        right_feedback=desk.feedback(True, *rights),
        wrong_feedback=desk.feedback(False, *others),
    )


def _is_wanted(desk: Desk, text: str) -> bool:
    """A star among letters stands for anything, which we have no word for."""
    if not text or "*" in text:
        desk.left("pattern_left", text=text)
        return False
    return True


def make_number(desk: Desk, asked: AskedNumber) -> NumberQuestion:
    values = [(_decimal(desk.plain(choice.text)), choice) for choice in asked.choices]
    right = [(value, choice) for value, choice in values if value and choice.share == WHOLE]
    if not right:
        raise QuestionRefused("no_right_answer_there")
    answer, chosen = right[0]
    tolerance = (_decimal(chosen.tolerance) or "0").removeprefix("-")
    for value, _ in right[1:]:
        desk.left("second_value", value=value)
    wrong: dict[str, WrongValue] = {}
    for value, choice in values:
        if not value or choice.share == WHOLE:
            continue
        if choice.share > 0:
            desk.changed("partly_right_is_wrong", text=value)
        if abs(Decimal(value) - Decimal(answer)) <= Decimal(tolerance) or value in wrong:
            desk.left("same_text", text=value)
        else:
            wrong[value] = WrongValue(value, desk.feedback(False, choice.feedback))
    others = [choice.feedback for value, choice in values if not value and choice.share <= 0]
    unit, units = _units(desk, asked)
    return NumberQuestion(
        **desk.head(),
        answer=answer,
        tolerance=tolerance,
        unit=unit,
        units=units,
        wrong_values=tuple(wrong.values()),
        right_feedback=desk.feedback(True, chosen.feedback),
        wrong_feedback=desk.feedback(False, *others),
    )


def _decimal(text: str) -> str:
    """As our format writes it; empty for what is no number, or longer than we take."""
    try:
        number = Decimal(text.replace(",", ".").replace(" ", ""))
        plain = f"{number:f}" if number.is_finite() and abs(number.adjusted()) < 16 else ""
    except InvalidOperation:
        return ""
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return plain if DECIMAL.fullmatch(plain) else ""


def _units(desk: Desk, asked: AskedNumber) -> tuple[str, tuple[OtherUnit, ...]]:
    """The unit of the answer is the one that counts once; the others say how many of them make one."""
    own = next((name for name, factor in asked.units if _decimal(factor) == "1"), "")
    own = own.replace(" ", "")[:20]
    units = []
    for name, factor in asked.units:
        if name == own or _decimal(factor) == "1":
            continue
        worth = _worth(factor)
        if own and worth and " " not in name and "=" not in name and len(name) <= 20:
            units.append(OtherUnit(name, worth))
        else:
            desk.left("unit_left", name=name[:40])
    return own, tuple(units)


def _worth(factor: str) -> str:
    try:
        worth = (1 / Decimal(factor)).quantize(FACTOR)
        return _decimal(str(worth)) if worth * Decimal(factor) == 1 else ""
    except (InvalidOperation, ZeroDivisionError):
        return ""


def make_match(desk: Desk, asked: AskedMatch) -> MatchQuestion:
    pairs: dict[str, str] = {}
    lures: list[str] = []
    for couple in asked.couples:
        left, right = desk.line(couple.left), desk.line(couple.right)
        if left and left in pairs:
            desk.left("same_text", text=left)
        elif left:
            pairs[left] = right
        elif right:
            lures.append(right)
    lures = [right for right in dict.fromkeys(lures) if right not in pairs.values()]
    if len(pairs) > MOST_PAIRS or len(lures) > MOST_LURES:
        raise QuestionRefused("too_many_pairs", count=len(pairs), most=MOST_PAIRS)
    return MatchQuestion(
        **desk.head(lists=False),
        pairs=tuple(Pair(left, right) for left, right in pairs.items()),
        lures=tuple(lures),
        wrong_pairs=(),
        right_feedback=desk.feedback(True),
        wrong_feedback=desk.feedback(False),
    )


def make_order(desk: Desk, asked: AskedOrder) -> OrderQuestion:
    return OrderQuestion(
        **desk.head(lists=False),
        items=tuple(desk.line(item) for item in asked.items),
        right_feedback=desk.feedback(True),
        wrong_feedback=desk.feedback(False),
    )


def make_open(desk: Desk, asked: AskedOpen) -> OpenAnswerBlock:
    head = desk.head()
    if asked.general.html:
        desk.left("general_left")
    return OpenAnswerBlock(id=UNNAMED, title=_title(desk, asked), body=head["statement"])


def make_text(desk: Desk, asked: Described) -> TextBlock:
    return TextBlock(id=UNNAMED, title=_title(desk, asked), body=desk.head()["statement"])


def _title(desk: Desk, asked: Asked) -> str:
    return title_of(asked.name) or desk.harvest.words.question
