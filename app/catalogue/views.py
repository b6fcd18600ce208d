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
    """Signed out, a picture is not there: a page that asks for one must not get the sign-in page instead."""
    actor = current_actor()
    if actor is None:
        raise NotFound
    found = get_medium(session(), actor, parse_id(version), name)
    # `no-cache`: kept by the browser, and asked for again each time, since the right to it can end.
    response = Response(headers={"Cache-Control": "private, no-cache", "Content-Disposition": "inline"})
    response.content_type = found.media_type
    response.headers["Content-Security-Policy"] = DRAWING_POLICY
    response.set_etag(found.sha256)
    if request.if_none_match.contains(found.sha256):
        response.status_code = 304
        return response
    response.data = runtime().store.get(found.sha256)
    return response
