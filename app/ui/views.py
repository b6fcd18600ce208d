"""The built files, and the living page of every component in all its states."""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path

from flask import Blueprint, Response, render_template, request, send_from_directory
from werkzeug.security import safe_join

from app.kernel.access import PUBLIC, needs
from app.kernel.limits import uncounted

A_YEAR = 365 * 24 * 3600
BUILT = Path(__file__).parent / "static"
IMAGES = Path(__file__).parent / "frontend/src/images"
COMPRESSED = {"br": ".br", "gzip": ".gz"}

pages = Blueprint("ui", __name__, template_folder="templates")


@pages.get("/assets/<path:name>")
@uncounted
@needs(PUBLIC)
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


@pages.get("/design")
@needs(PUBLIC)
def design() -> str:
    """Every component, in every state, on one page."""
    return render_template(
        "design/index.html",
        icons=_symbols("icons.svg"),
        drawings=_symbols("drawings.svg"),
    )


def _symbols(image: str) -> list[str]:
    return re.findall(r'<symbol id="([\w-]+)"', (IMAGES / image).read_text("utf-8"))


def _accepted_compression(name: str) -> str:
    kind = request.accept_encodings.best_match(COMPRESSED, default="")
    file = safe_join(str(BUILT), name + COMPRESSED.get(kind, ""))
    return kind if file and Path(file).is_file() else ""
