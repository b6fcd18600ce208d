"""A text with gaps, from elsewhere to here."""

from app.catalogue.content.fields import one_line
from app.catalogue.content.gaps import CLOSE, OPEN, unmask
from app.catalogue.content.question_sources import EXACT, PLAIN, ClozeQuestion, Gap, WrongGap
from app.catalogue.elsewhere.asked import WHOLE, AskedCloze, AskedGap, Rich
from app.catalogue.elsewhere.asking import Desk, QuestionRefused
from app.questions.spelling import is_accepted

MOST_GAPS = 8
ANYTHING = "*"
NOT_IN_A_GAP = "{}|"


def mark(number: int) -> str:
    """What stands in a statement for a gap, counted from 1, until its text is written."""
    return f"{OPEN}{number}{CLOSE}"


def make_cloze(desk: Desk, asked: AskedCloze) -> ClozeQuestion:
    if not 1 <= len(asked.gaps) <= MOST_GAPS:
        raise QuestionRefused("too_many_gaps", count=len(asked.gaps), most=MOST_GAPS)
    spelling = EXACT if all(gap.has_case or gap.is_picked for gap in asked.gaps) else PLAIN
    gaps, wrong, rights, others = [], [], [], []
    for number, gap in enumerate(asked.gaps, start=1):
        gaps.append(_gap(desk, gap))
        wrong += _wrong_ones(desk, number, gap, gaps[-1], spelling)
        rights += [choice.feedback for choice in gap.choices if choice.share == WHOLE]
        others += [choice.feedback for choice in gap.choices if desk.plain(choice.text) == ANYTHING]
    if all(gap.is_picked for gap in gaps):
        spelling = PLAIN
    head = desk.head(lists=False)
    return ClozeQuestion(
        id=head["id"],
        hints=head["hints"],
        statement=unmask(head["statement"], gaps),
        spelling=spelling,
        gaps=tuple(gaps),
        wrong_gaps=tuple(wrong),
        right_feedback=desk.feedback(True, *rights),
        wrong_feedback=desk.feedback(False, *others),
    )


def _gap(desk: Desk, gap: AskedGap) -> Gap:
    texts = [(_text(desk, choice.text), choice.share) for choice in gap.choices]
    best = max((share for text, share in texts if text != ANYTHING), default=WHOLE)
    right = [text for text, share in texts if share == best and text != ANYTHING and share > 0]
    if not right:
        raise QuestionRefused("no_right_answer_there")
    if gap.is_number:
        desk.changed("number_gap_typed")
    if best != WHOLE:
        desk.changed("shares_levelled")
    if not gap.is_picked:
        return Gap(False, tuple(dict.fromkeys(right)))
    if len(set(right)) > 1:
        desk.changed("first_right_of_gap")
    others = [text for text, _ in texts if text not in right[:1]]
    return Gap(True, tuple(dict.fromkeys([right[0], *others])))


def _text(desk: Desk, text: Rich) -> str:
    words = one_line(desk.plain(text))
    if any(character in words for character in NOT_IN_A_GAP):
        raise QuestionRefused("gap_text_refused", text=words[:80])
    return words


def _wrong_ones(desk: Desk, number: int, asked: AskedGap, gap: Gap, spelling: str) -> list[WrongGap]:
    """The wrong texts that came with a sentence of their own; another wrong text needs none."""
    found: dict[str, WrongGap] = {}
    right = gap.texts[:1] if gap.is_picked else gap.texts
    for choice in asked.choices:
        text = _text(desk, choice.text)
        if text == ANYTHING or not choice.feedback.html or text in found:
            continue
        if is_accepted(text, right, EXACT if gap.is_picked else spelling):
            continue
        if choice.share > 0:
            desk.changed("partly_right_is_wrong", text=text)
        found[text] = WrongGap(number, text, desk.markdown(choice.feedback))
    return [wrong for wrong in found.values() if wrong.feedback]
