"""How large a network is made, and the dice of its seed."""

import math
import random
from dataclasses import dataclass

MOST_PROFILES, FEWEST_PROFILES = 120, 16


@dataclass(frozen=True, slots=True)
class Size:
    """`weeks` is how long the oldest history is. `caseload` bounds how many learners the tutors of a centre have on
    average; the first tutor of the first centre has `busiest`, where it is not 0. The same `seed` gives the same people,
    who did the same; ids, and the days on which it happened, are of the day on which they are made."""

    centres: int = 25
    learners: int = 500
    events: int = 50_000
    weeks: int = 12
    seed: int = 1
    caseload: tuple[int, int] = (27, 38)
    busiest: int = 0

    @property
    def profiles(self) -> int:
        """How many people act through the services. It has no divisor in common with the number of centres, so that
        learners taken in turn bring every history into every centre."""
        wanted = max(FEWEST_PROFILES, min(MOST_PROFILES, self.learners // 8))
        while math.gcd(wanted, self.centres) > 1:
            wanted -= 1
        return min(wanted, self.learners)

    def dice(self, *about: object) -> random.Random:
        """Chance that falls the same way each time, apart for each thing it decides."""
        return random.Random(f"{self.seed}:{about}")  # noqa: S311  nothing secret hangs on it
