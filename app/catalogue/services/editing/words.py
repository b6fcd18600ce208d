"""Lines that authors type beside blocks: on one line each, no longer than a screen or a column holds."""

from collections.abc import Iterable

from app.catalogue.content.decoding import FORBIDDEN
from app.catalogue.content.fields import LONGEST_LINE, one_line
from app.kernel.errors import at_most

LONGEST_TITLE = 250
MOST_LINES = 100


def line(text: str, longest: int = LONGEST_LINE) -> str:
    """Raises TextTooLong."""
    return at_most(longest, one_line(FORBIDDEN.sub("", text)))


def lines(texts: Iterable[str]) -> list[str]:
    """Those that say something. Raises TextTooLong."""
    told = [line(text) for text in list(texts)[:MOST_LINES]]
    return [text for text in told if text]
