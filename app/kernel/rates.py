import threading
import uuid

from app.kernel.errors import TooMany

MOST_BUCKETS = 10_000


class Rates:
    """A token bucket a person: so many a second sustained, so many in a burst."""

    def __init__(self, per_second: float, burst: int) -> None:
        self._rate, self._burst = per_second, burst
        self._buckets: dict[uuid.UUID, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def take(self, person_id: uuid.UUID, at_seconds: float) -> None:
        """Take one. Raises TooMany with `retry_after` in whole seconds."""
        with self._lock:
            left = self._left(person_id, at_seconds)
            if left < 1:
                raise TooMany(retry_after=max(1, round((1 - left) / self._rate)))
            if len(self._buckets) >= MOST_BUCKETS:
                self._forget_full(at_seconds)
            self._buckets[person_id] = (left - 1, at_seconds)

    def _left(self, person_id: uuid.UUID, at_seconds: float) -> float:
        left, since = self._buckets.get(person_id, (float(self._burst), at_seconds))
        # A clock set back must not take away what was left.
        return min(float(self._burst), left + max(0.0, at_seconds - since) * self._rate)

    def _forget_full(self, at_seconds: float) -> None:
        for person_id in list(self._buckets):
            if self._left(person_id, at_seconds) >= self._burst:
                del self._buckets[person_id]
