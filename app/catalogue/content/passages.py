"""Lines of a file that remember where they stand, and the fences that hide what they hold."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# What may be stripped from what an author wrote: a no-break space is typography, and stays.
BLANK = " \t"
FENCE = re.compile(r"^\s*(?P<mark>`{3,}|~{3,})(?P<rest>.*)$")


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive lines; `first` is the number of the first one in its file."""

    first: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def numbered(self) -> Iterator[tuple[int, str]]:
        return enumerate(self.lines, start=self.first)

    def part(self, start: int, stop: int | None = None) -> "Passage":
        """The lines of this passage from index `start` to before index `stop`."""
        return Passage(self.first + start, self.lines[start:stop])

    def trimmed(self) -> "Passage":
        """Without blank lines at both ends."""
        filled = [index for index, line in enumerate(self.lines) if line.strip(BLANK)]
        return self.part(filled[0], filled[-1] + 1) if filled else Passage(self.first, ())


class FenceTracker:
    """Tells line after line whether it belongs to a code fence, its two marks included."""

    def __init__(self) -> None:
        self._mark: str | None = None

    @property
    def is_open(self) -> bool:
        return self._mark is not None

    def holds(self, line: str) -> bool:
        fence = FENCE.match(line)
        if self._mark is None:
            if fence and not (fence["mark"][0] == "`" and "`" in fence["rest"]):
                self._mark = fence["mark"]
                return True
            return False
        if fence and fence["mark"].startswith(self._mark) and not fence["rest"].strip(BLANK):
            self._mark = None
        return True


def outside_fences(lines: Iterable[str]) -> list[bool]:
    tracker = FenceTracker()
    return [not tracker.holds(line) for line in lines]
