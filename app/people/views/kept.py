"""What a page wanted to send when its sitting ended: carried along the pages of signing in, and sent afterwards."""

from collections.abc import Iterator

from flask import request

# It comes back under these names.
KEPT = "kept:"


def sent_now() -> Iterator[tuple[str, str]]:
    """What this request carries, but secrets and tokens."""
    for name, value in request.form.items(multi=True):
        if (
            name != "csrf_token"
            and "password" not in name
            and name not in {"current", "pin", "answer", "step_code", "sealed"}
        ):
            yield name, value


def kept_before() -> Iterator[tuple[str, str]]:
    for name, value in request.form.items(multi=True):
        if name.startswith(KEPT):
            yield name.removeprefix(KEPT), value


def readable(kept: list[tuple[str, str]]) -> list[str]:
    """What a person wrote, as against what the page itself put in its fields."""
    return [value for _, value in kept if " " in value.strip()]
