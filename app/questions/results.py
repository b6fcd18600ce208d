"""What marking says of a response."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

MARK_STEP = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Feedback:
    """A sentence about one answer or part, or about the whole response when `answer_id` is None."""

    answer_id: str | None
    html: str


@dataclass(frozen=True, slots=True)
class Marking:
    """What a response is worth. `mark` goes from 0 to 1 by ten-thousandths.

    `incomplete`: something that should have been chosen or ticked was not; the screen says so
    without saying which. `parts`: how many parts are right, of how many, where a question has parts.
    """

    mark: Decimal
    right: bool
    feedback: tuple[Feedback, ...] = ()
    incomplete: bool = False
    parts: tuple[int, int] | None = None


def share(part: int, whole: int) -> Decimal:
    if part == whole:
        return Decimal(1)
    # Rounded down, so that only a wholly right response reaches 1.
    return (Decimal(part) / Decimal(whole)).quantize(MARK_STEP, rounding=ROUND_DOWN)
