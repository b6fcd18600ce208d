"""The one page-side address of this domain: pictures, for who may open the version that uses them."""

from flask import Blueprint, Response, request

from app.catalogue.queries import get_medium
from app.kernel.access import PUBLIC, needs
from app.kernel.errors import NotFound
from app.kernel.identity import current_actor
from app.kernel.ids import parse_id
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import session

pages = Blueprint("catalogue", __name__, template_folder="templates")

# A drawing opened by its own address is a document: it may style itself, and nothing else.
DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@pages.get("/media/<version>/<name>")
@needs(PUBLIC)
def medium(version: str, name: str) -> Response:
    """Signed out, a file is not there: a page that asks for one must not get the sign-in page instead.

    A player asks for films and sounds by parts.
    """
    actor = current_actor()
    if actor is None:
        raise NotFound
    found = get_medium(session(), actor, parse_id(version), name)
    # `no-cache`: kept by the browser, and asked for again each time, since the right to it can end.
    response = Response(
        headers={"Cache-Control": "private, no-cache", "Content-Disposition": _disposition(found.media_type)}
    )
    is_text = found.media_type.startswith("text/")
    response.content_type = f"{found.media_type}; charset=utf-8" if is_text else found.media_type
    response.headers["Content-Security-Policy"] = DRAWING_POLICY
    response.set_etag(found.sha256)
    if request.if_none_match.contains(found.sha256):
        response.status_code = 304
        return response
    data = runtime().store.get(found.sha256)
    response.data = data
    response.make_conditional(request, accept_ranges=True, complete_length=len(data))
    return response


def _disposition(media_type: str) -> str:
    """A PDF may hold what runs: it is kept, never opened on our pages."""
    return "attachment" if media_type == "application/pdf" else "inline"
