"""Where to go back to: a path of ours, never another site."""

from urllib.parse import urlsplit

from flask import request

LONGEST = 2000


def local_path(text: str | None, default: str = "/") -> str:
    """`text` when it is a path on this server, else `default`.

    Browsers read `//host`, `/\\host` and paths holding tabs or line breaks as another site.
    """
    if not text or len(text) > LONGEST or not text.startswith("/"):
        return default
    if text.startswith("//") or "\\" in text or any(ord(letter) < 33 for letter in text):
        return default
    try:
        parts = urlsplit(text)
    except ValueError:
        return default
    return default if parts.scheme or parts.netloc else text


def current_path() -> str:
    """The path being asked for, with its query."""
    return local_path(request.full_path.rstrip("?"))
