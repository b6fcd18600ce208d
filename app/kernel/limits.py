"""How many calls one address may make. In memory when embedded, in Redis otherwise."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from app.settings import Settings

# protocols.md: the demo leaves room for 300 calls a second from one address.
DEMO_RATE = "400 per second"

limiter = Limiter(key_func=get_remote_address, headers_enabled=False)


def init_limits(app: Flask, settings: Settings) -> None:
    app.config.update(
        RATELIMIT_STORAGE_URI=settings.redis_url or "memory://",
        RATELIMIT_DEFAULT=DEMO_RATE if settings.is_demo else settings.call_rate,
        RATELIMIT_APPLICATION=None,
        RATELIMIT_SWALLOW_ERRORS=True,
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=bool(settings.redis_url),
        RATELIMIT_STRATEGY="fixed-window",
    )
    limiter.init_app(app)
