"""How many calls one address may make. In memory when embedded, in Redis otherwise."""

import threading
import time

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits.storage import Storage

from app.settings import Settings

# protocols.md: the demo leaves room for 300 calls a second from one address.
DEMO_RATE = "400 per second"

SWEEP_SECONDS = 60.0


class ProcessCounts(Storage):
    """Counts of one process, by fixed window. The library's own starts a thread at nearly each call to forget old ones."""

    STORAGE_SCHEME = ["process"]

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: str) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions, **options)
        self._counts: dict[str, tuple[int, float]] = {}
        self._lock = threading.Lock()
        self._swept_at = time.time()

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        moment = time.time()
        with self._lock:
            if moment - self._swept_at > SWEEP_SECONDS:
                self._counts = {name: kept for name, kept in self._counts.items() if kept[1] > moment}
                self._swept_at = moment
            count, ends_at = self._counts.get(key, (0, 0.0))
            if ends_at <= moment:
                count, ends_at = 0, moment + expiry
            self._counts[key] = count + amount, ends_at
        return count + amount

    def get(self, key: str) -> int:
        count, ends_at = self._counts.get(key, (0, 0.0))
        return count if ends_at > time.time() else 0

    def get_expiry(self, key: str) -> float:
        ends_at = self._counts.get(key, (0, 0.0))[1]
        return max(ends_at, time.time())

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        with self._lock:
            forgotten, self._counts = len(self._counts), {}
        return forgotten

    def clear(self, key: str) -> None:
        with self._lock:
            self._counts.pop(key, None)


limiter = Limiter(key_func=get_remote_address, headers_enabled=False)


def init_limits(app: Flask, settings: Settings) -> None:
    app.config.update(
        RATELIMIT_STORAGE_URI=settings.redis_url or "process://",
        RATELIMIT_DEFAULT=DEMO_RATE if settings.is_demo else settings.call_rate,
        RATELIMIT_APPLICATION=None,
        RATELIMIT_SWALLOW_ERRORS=True,
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=bool(settings.redis_url),
        RATELIMIT_STRATEGY="fixed-window",
    )
    limiter.init_app(app)
