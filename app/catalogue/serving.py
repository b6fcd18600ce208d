"""A file of the store on its way to a browser: by parts, never whole in memory."""

from tempfile import TemporaryFile
from typing import IO

from flask import Response, request
from werkzeug.wsgi import FileWrapper

from app.catalogue.content.archives import write_archive_to
from app.catalogue.content.media import sniff
from app.catalogue.models import ModuleVersion
from app.catalogue.services.drafting import files_of
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import session

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


def archive_response(slug: str, version: ModuleVersion) -> Response:
    """The canonical zip; an edited draft's with its faults. Slugs are plain by their grammar, so they can name a file."""
    name = f"{slug}-{version.number or 'brouillon'}.zip"
    return send_archive(name, *_archive_of(version))


def _archive_of(version: ModuleVersion) -> tuple[IO[bytes], int]:
    store = runtime().store
    if version.archive:
        return store.open(version.archive)
    made = TemporaryFile()  # noqa: SIM115  who sends it closes it
    write_archive_to(made, files_of(session(), store, version))
    size = made.tell()
    made.seek(0)
    return made, size


def send_archive(name: str, file: IO[bytes], size: int) -> Response:
    """A zip to keep under this name; a large one never whole in memory."""
    if size <= PIECE:
        with file:
            response = Response(file.read())
    else:
        response = Response(FileWrapper(file, PIECE), direct_passthrough=True)
        response.content_length = size
    response.content_type = "application/zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _disposition(media_type: str) -> str:
    """A PDF may hold what runs: it is kept, never opened on our pages."""
    return "attachment" if media_type == "application/pdf" else "inline"
