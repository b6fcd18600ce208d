"""The built front-end files, as the browser asks for them."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from flask import Blueprint, Response, request, send_from_directory
from werkzeug.security import safe_join

A_YEAR = 365 * 24 * 3600
BUILT = Path(__file__).parent / "static"
COMPRESSED = {"br": ".br", "gzip": ".gz"}

pages = Blueprint("ui", __name__, template_folder="templates")


@pages.get("/assets/<path:name>")
def built(name: str) -> Response:
    """A built file: its name changes with its content, so it may be kept for ever."""
    kind = _accepted_compression(name)
    response = send_from_directory(
        BUILT,
        name + COMPRESSED.get(kind, ""),
        mimetype=mimetypes.guess_type(name)[0],
        max_age=A_YEAR,
    )
    response.cache_control.public = True
    response.cache_control.immutable = True
    response.vary.add("Accept-Encoding")
    if kind:
        response.content_encoding = kind
    return response


def _accepted_compression(name: str) -> str:
    for kind, suffix in COMPRESSED.items():
        file = safe_join(str(BUILT), name + suffix)
        if file and kind in request.accept_encodings and Path(file).is_file():
            return kind
    return ""
