"""How many calls one person may make, or one address that nobody has signed in from. In memory when embedded; else in
Redis, for all processes together, and in each one's memory while Redis is away."""

import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, g, request
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


View = TypeVar("View", bound=Callable[..., Any])
REDIS_OPTIONS: dict[str, str | int] = {"socket_timeout": 1, "socket_connect_timeout": 1}


def uncounted(view: View) -> View:
    """Probes and built files are nobody's calls."""
    view.__dict__["is_uncounted"] = True
    return view


def init_limits(app: Flask, settings: Settings) -> None:
    """Count before each request, after whoever calls is known and before they are let in or refused."""
    # One for each application: the library's usual one in a module keeps the first one's figures for all.
    limiter = Limiter(
        key_func=_budget,
        app=app,
        application_limits=[DEMO_RATE if settings.is_demo else settings.call_rate],
        headers_enabled=False,
        storage_uri=settings.redis_url or "process://",
        storage_options=REDIS_OPTIONS if settings.redis_url else {},
        swallow_errors=True,
        in_memory_fallback_enabled=bool(settings.redis_url),
        strategy="fixed-window",
    )
    limiter.request_filter(_is_uncounted)
    app.extensions["compagnon_limiter"] = limiter


def _budget() -> str:
    """Whose, and for which kind of call: reading, writing, and what lets people in."""
    caller = g.get("actor")
    kind = "read" if request.method in {"GET", "HEAD", "OPTIONS"} else "write" if caller else "door"
    return f"{kind}:{caller.id if caller else get_remote_address()}"


def _is_uncounted() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return view is None or getattr(view, "is_uncounted", False)


def seconds_until_more() -> int:
    """How long the caller that was just refused has to wait."""
    limiter: Limiter = current_app.extensions["compagnon_limiter"]
    limit = limiter.current_limit
    return max(1, limit.reset_at - int(time.time())) if limit else 1
