"""The open hours of a day as people write them: `8:00-12:00, 13 h – 17 h 30`."""

import re
from collections.abc import Iterable
from itertools import pairwise

from app.kernel.errors import DomainError

Span = tuple[str, str]

CLOCK = r"(\d{1,2})\s*(?:[:hH.]\s*(\d{2})?)?"
SPAN = re.compile(rf"\s*(?:de\s+)?{CLOCK}\s*(?:-|–|—|à|a|to|bis|tot)\s*{CLOCK}\s*")
BETWEEN = re.compile(r"[,;/\n]|\s(?:et|and|und|en)\s")
MOST = 6


class SpansUnreadable(DomainError):
    """`facts["part"]` is what cannot be read."""

    code = "spans_unreadable"


class SpanBackwards(DomainError):
    code = "span_backwards"


class SpansOverlap(DomainError):
    code = "spans_overlap"


def read_spans(text: str) -> list[Span]:
    """Periods in their order, none for an empty text. Raises SpansUnreadable, SpanBackwards, SpansOverlap."""
    found = sorted(_read_span(part) for part in BETWEEN.split(text) if part.strip())
    if any(later[0] < earlier[1] for earlier, later in pairwise(found)):
        raise SpansOverlap
    if len(found) > MOST:
        raise SpansUnreadable(part=text.strip()[:40])
    return found


def _read_span(part: str) -> Span:
    match = SPAN.fullmatch(part)
    clocks = [_clock(match[one], match[one + 1]) for one in (1, 3)] if match else ["", ""]
    if not all(clocks):
        raise SpansUnreadable(part=part.strip()[:40])
    if clocks[0] >= clocks[1]:
        raise SpanBackwards(part=part.strip())
    return clocks[0], clocks[1]


def _clock(hour: str, minute: str | None) -> str:
    """`08:30`; empty where no clock shows that."""
    if int(hour) > 23 or int(minute or 0) > 59:
        return ""
    return f"{int(hour):02}:{int(minute or 0):02}"


def write_spans(spans: Iterable[Iterable[str]]) -> str:
    """As a field shows them, and `read_spans` reads them back."""
    return ", ".join("\u2013".join(span) for span in spans)
