"""Captions: WebVTT as browsers read it, checked so that an author is told of the line a browser would drop in silence."""

import re
from dataclasses import dataclass

from app.catalogue.content.faults import FileFaults

ARROW = "-->"
TIME = re.compile(r"(?:(?P<hours>\d{2,}):)?(?P<minutes>[0-5]\d):(?P<seconds>[0-5]\d)\.(?P<thousandths>\d{3})")
#: What begins a part that shows nothing.
ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:$|[ \t])")


@dataclass(slots=True)
class _Seen:
    last: int = -1
    cues: int = 0


def check_captions(text: str, faults: FileFaults) -> None:
    """Notes each fault with its line, counted from 1. The first line has been seen to be WEBVTT."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at, seen = _after_part(lines, 0), _Seen()
    while at < len(lines):
        if lines[at].strip():
            end = _after_part(lines, at)
            if not ASIDE.match(lines[at]):
                _check_cue(lines, at, end, seen, faults)
            at = end
        at += 1
    if not seen.cues:
        faults.add(1, "captions_empty")


def _after_part(lines: list[str], at: int) -> int:
    """The place of the empty line that ends a part."""
    while at < len(lines) and lines[at].strip():
        at += 1
    return at


def _check_cue(lines: list[str], at: int, end: int, seen: _Seen, faults: FileFaults) -> None:
    """A cue may have a name on a line of its own, before its times."""
    seen.cues += 1
    timed = next((line for line in range(at, min(end, at + 2)) if ARROW in lines[line]), None)
    if timed is None:
        faults.add(at + 1, "captions_no_time")
        return
    start, _, rest = lines[timed].partition(ARROW)
    begins, ends = _moment(start.strip()), _moment((rest.split() or [""])[0])
    if begins is None or ends is None:
        faults.add(timed + 1, "captions_time_unread")
        return
    if ends <= begins:
        faults.add(timed + 1, "captions_end_first")
    if begins < seen.last:
        faults.add(timed + 1, "captions_out_of_order")
    seen.last = begins
    if timed + 1 == end:
        faults.add(timed + 1, "captions_silent")
    for line in range(timed + 1, end):
        if ARROW in lines[line]:
            faults.add(line + 1, "captions_run_together")


def _moment(text: str) -> int | None:
    """In thousandths of a second."""
    found = TIME.fullmatch(text)
    if found is None:
        return None
    hours, minutes, seconds, rest = (int(part or 0) for part in found.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
