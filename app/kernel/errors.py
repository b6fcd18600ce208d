"""Refusals. A domain adds its own beside the service that raises them.

`code` is stable and public; the sentence a person reads is registered by code in `sentences`.
"""

from typing import Any, ClassVar


class DomainError(Exception):
    """Something that is refused, with the reason a client can rely on."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "refused"

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code)
        self.facts = facts


class NotFound(DomainError):
    """Nothing there, or nothing that the caller may know of."""

    status = 404
    code = "not_found"


class Denied(DomainError):
    status = 403
    code = "denied"


class Conflict(DomainError):
    status = 409
    code = "conflict"


class NotSignedIn(DomainError):
    status = 401
    code = "not_signed_in"


class Invalid(DomainError):
    """The input cannot be read; `facts["errors"]` lists {at, message}."""

    code = "invalid"


class TextTooLong(DomainError):
    """More than `facts["longest"]` characters; a text is refused, never cut."""

    code = "text_too_long"


def at_most(longest: int, text: str) -> str:
    """The text without the space around it. Raises TextTooLong."""
    if len(text.strip()) > longest:
        raise TextTooLong(longest=longest)
    return text.strip()


class TooMany(DomainError):
    """Too many calls; `facts["retry_after"]` is in seconds."""

    status = 429
    code = "rate_limited"


class Unavailable(DomainError):
    status = 503
    code = "unavailable"
