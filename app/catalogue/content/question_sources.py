"""The questions of a unit as their author wrote them."""

from dataclasses import dataclass

from app.catalogue.content.block_sources import Block

EXACT, PLAIN, CLOSE = "exact", "plain", "close"
SPELLINGS = (EXACT, PLAIN, CLOSE)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer one may choose, and what a person reads after choosing it."""

    text: str
    right: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class WrongValue:
    """A wrong number or text that shows a wrong idea, and what that idea misses."""

    value: str
    feedback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Block):
    """What every question has.

    `tries` is None when a person may try until right. Questions of one `pool` stand for each other; the first of them
    says how many a learner meets (`pick`).
    """

    statement: str
    tries: int | None = None
    hints: tuple[str, ...] = ()
    pool: str = ""
    pick: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceQuestion(Question):
    """Choose among answers: exactly one is right, or (`multiple`) one or more are."""

    answers: tuple[Answer, ...]
    multiple: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedQuestion(Question):
    """A question with one feedback when right, and one when not."""

    right_feedback: str
    wrong_feedback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderQuestion(PairedQuestion):
    """Put items in order; `items` stand in the right one."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherUnit:
    """Another unit a number may be given in; `factor` is what one of it is worth in the question's own."""

    name: str
    factor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberQuestion(PairedQuestion):
    """Give a number; `answer` and `tolerance` are decimals kept as written."""

    answer: str
    tolerance: str
    unit: str
    units: tuple[OtherUnit, ...] = ()
    wrong_values: tuple[WrongValue, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A left and the right that belongs to it."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class WrongPair:
    """A pair that shows a wrong idea, and what that idea misses."""

    left: str
    right: str
    feedback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchQuestion(PairedQuestion):
    """Give each left its right; two lefts may share one. `lures` are rights that belong to nobody."""

    pairs: tuple[Pair, ...]
    lures: tuple[str, ...]
    wrong_pairs: tuple[WrongPair, ...]

    @property
    def rights(self) -> tuple[str, ...]:
        """Every right once, in the order of the pairs, lures last."""
        return tuple(dict.fromkeys([*(pair.right for pair in self.pairs), *self.lures]))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortQuestion(PairedQuestion):
    """Type a word or a few; the first of `accepted` is shown as the right one."""

    spelling: str
    accepted: tuple[str, ...]
    wrong_values: tuple[WrongValue, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap of a statement: typed, or picked among `texts`. The first text is the right one, or the one shown."""

    is_picked: bool
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrongGap:
    """A wrong text in one gap (counted from 1) that shows a wrong idea."""

    gap: int
    value: str
    feedback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeQuestion(PairedQuestion):
    """Fill gaps; the statement keeps them as written, `gaps` is what they say, in order."""

    spelling: str
    gaps: tuple[Gap, ...]
    wrong_gaps: tuple[WrongGap, ...]


@dataclass(frozen=True, slots=True)
class Zone:
    """A rectangle of a picture, in percent as written: left, top, width, height."""

    place: tuple[str, str, str, str]
    text: str
    right: bool
    feedback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HotspotQuestion(Question):
    """Show a place on a picture; exactly one zone is right. `elsewhere` is the feedback outside every zone."""

    src: str
    alt: str
    zones: tuple[Zone, ...]
    elsewhere: str


QuestionSource = (
    ChoiceQuestion
    | OrderQuestion
    | NumberQuestion
    | MatchQuestion
    | ShortQuestion
    | ClozeQuestion
    | HotspotQuestion
)
QUESTION_TYPES = ("choice", "multiple", "order", "number", "match", "short", "cloze", "hotspot")


def question_type(question: QuestionSource) -> str:
    match question:
        case ChoiceQuestion():
            return "multiple" if question.multiple else "choice"
        case OrderQuestion():
            return "order"
        case NumberQuestion():
            return "number"
        case MatchQuestion():
            return "match"
        case ShortQuestion():
            return "short"
        case ClozeQuestion():
            return "cloze"
        case HotspotQuestion():
            return "hotspot"
