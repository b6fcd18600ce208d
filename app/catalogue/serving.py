"""A file of the store on its way to a browser: by parts, never whole in memory."""

from flask import Response, request
from werkzeug.wsgi import FileWrapper

from app.catalogue.content.media import sniff
from app.kernel.runtime import runtime

# A drawing opened by its own address is a document: it may style itself, and nothing else.
DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
#: Read at once; what is no longer than this goes whole.
PIECE = 256 * 1024


def send_kept(key: str, media_type: str = "") -> Response:
    """What the store keeps under this key, to who may see it; a picture says itself of which type it is.

    A player asks for films and sounds by ranges.
    """
    # `no-cache`: kept by the browser, and asked for again each time, since the right to it can end.
    response = Response(
        headers={
            "Cache-Control": "private, no-cache",
            "Content-Disposition": _disposition(media_type),
            "Content-Security-Policy": DRAWING_POLICY,
        }
    )
    response.set_etag(key)
    if request.if_none_match.contains(key):
        response.status_code = 304
        return response
    file, size = runtime().store.open(key)
    start = file.read(PIECE)
    found = media_type or sniff(start) or "application/octet-stream"
    response.content_type = f"{found}; charset=utf-8" if found.startswith("text/") else found
    if len(start) == size:
        file.close()
        response.data = start
    else:
        file.seek(0)
        response.response = FileWrapper(file, PIECE)
        response.direct_passthrough = True
        response.content_length = size
    response.make_conditional(request, accept_ranges=True, complete_length=size)
    return response


def _disposition(media_type: str) -> str:
    """A PDF may hold what runs: it is kept, never opened on our pages."""
    return "attachment" if media_type == "application/pdf" else "inline"
