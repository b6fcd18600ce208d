"""How many things one person may do a second: counted in the process, and in Redis for all processes where there is one."""

import threading
import time
import uuid
from dataclasses import dataclass

import redis
import structlog
from flask import current_app

from app.kernel.errors import TooMany

log = structlog.get_logger()

MOST_BUCKETS = 10_000
# A process counts alone for so long before it asks a Redis again that was away.
ALONE_SECONDS = 5.0


@dataclass(frozen=True)
class Allowance:
    """So many a second sustained, so many in a burst, for each person of an installation."""

    name: str
    per_second: float
    burst: int

    def take(self, person_id: uuid.UUID, at_seconds: float) -> None:
        """Take one; in the context of an application. Raises TooMany with `retry_after` in whole seconds."""
        known: dict[Allowance, Rates] = current_app.extensions.setdefault("compagnon_rates", {})
        if self not in known:
            redis_url = current_app.extensions["compagnon"].settings.redis_url
            own = Rates(self.per_second, self.burst)
            known[self] = SharedRates(self, redis_url) if redis_url else own
        known[self].take(person_id, at_seconds)


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


# The same sum as `Rates`, done in Redis at one go. Answers what is left after taking one, as text: Redis cuts numbers
# to whole ones; below 0 nothing was taken.
TAKE = """
local rate, burst, at = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local kept = redis.call('HMGET', KEYS[1], 'left', 'since')
local left, since = tonumber(kept[1] or burst), tonumber(kept[2] or at)
left = math.min(burst, left + math.max(0, at - since) * rate)
if left < 1 then return tostring(left - 1) end
redis.call('HSET', KEYS[1], 'left', tostring(left - 1), 'since', ARGV[3])
redis.call('EXPIRE', KEYS[1], math.ceil(burst / rate) + 1)
return tostring(left - 1)
"""


class SharedRates(Rates):
    """One bucket a person over every process. While Redis is away, each process counts its own."""

    def __init__(self, allowed: Allowance, redis_url: str) -> None:
        super().__init__(allowed.per_second, allowed.burst)
        self._name = allowed.name
        self._redis = redis.Redis.from_url(redis_url, socket_timeout=1, socket_connect_timeout=1)
        self._take = self._redis.register_script(TAKE)
        self._alone_until = 0.0

    def take(self, person_id: uuid.UUID, at_seconds: float) -> None:
        left = self._ask_redis(person_id, at_seconds)
        if left is None:
            super().take(person_id, at_seconds)
        elif left < 0:
            raise TooMany(retry_after=max(1, round(-left / self._rate)))

    def _ask_redis(self, person_id: uuid.UUID, at_seconds: float) -> float | None:
        if time.monotonic() < self._alone_until:
            return None
        key = f"compagnon:rate:{self._name}:{person_id}"
        try:
            return float(self._take(keys=[key], args=[self._rate, self._burst, repr(at_seconds)]))
        except redis.RedisError:
            self._alone_until = time.monotonic() + ALONE_SECONDS
            log.warning("rates_of_this_process_only", rate=self._name)
            return None
