"""The challenge a browser was asked to sign: in its signed cookie, for five minutes and one answer."""

from flask import session as cookie

from app.kernel.clock import now
from app.people.services.passkeys import Asked, PasskeyRefused

PLACE, PATIENCE_SECONDS = "challenge", 300


def remember_challenge(asked: Asked) -> str:
    """The options for the browser."""
    cookie[PLACE] = [asked.challenge, now().timestamp()]
    return asked.options


def take_challenge() -> str:
    """Raises PasskeyRefused when there is none, or it was asked too long ago."""
    kept = cookie.pop(PLACE, None)
    if not isinstance(kept, list) or len(kept) != 2 or now().timestamp() - kept[1] > PATIENCE_SECONDS:
        raise PasskeyRefused
    return str(kept[0])
