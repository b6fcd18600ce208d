"""What a WebVTT file says: how many words, and until which second."""

import re
from dataclasses import dataclass

from app.catalogue.checks.prose import words

CUE = re.compile(
    r"(?:\d+:)?\d{2}:\d{2}\.\d{3}\s+-->\s+(?:(?P<hours>\d+):)?(?P<minutes>\d{2}):(?P<seconds>\d{2})\.\d{3}"
)
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Subtitles:
    words: int
    seconds: int


def read_subtitles(data: bytes) -> Subtitles:
    said, last = 0, 0
    for passage in data.decode("utf-8", "replace").replace("\r\n", "\n").split("\n\n"):
        cue = CUE.search(passage)
        if cue:
            said += len(words(TAG.sub("", passage[cue.end() :].partition("\n")[2])))
            end = int(cue["hours"] or 0) * 3600 + int(cue["minutes"]) * 60 + int(cue["seconds"])
            last = max(last, end)
    return Subtitles(said, last)
