"""The page-side addresses of this domain: media, for who may open the version that uses them."""

from flask import Blueprint, Response

from app.catalogue.queries import ServedMedium, get_medium
from app.catalogue.renditions import find_rendition, is_raster
from app.catalogue.services.renditions import find_or_make
from app.catalogue.serving import send_kept
from app.kernel.access import PUBLIC, needs
from app.kernel.errors import NotFound
from app.kernel.identity import current_actor
from app.kernel.ids import parse_id
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import session

pages = Blueprint("catalogue", __name__, template_folder="templates")


@pages.get("/media/<version>/<name>")
@needs(PUBLIC)
def medium(version: str, name: str) -> Response:
    """Signed out, a file is not there: a page that asks for one must not get the sign-in page instead."""
    found = _find(version, name)
    return send_kept(found.sha256, found.media_type)


@pages.get("/media/<version>/<name>/<rendition>")
@needs(PUBLIC)
def rendition(version: str, name: str, rendition: str) -> Response:
    """A picture as wide as a screen needs it: `720.avif`."""
    found = _find(version, name)
    wanted = find_rendition(found.width, rendition) if is_raster(name) and found.width else None
    if wanted is None:
        raise NotFound
    # Making it may take a second, in which no transaction is held.
    session().rollback()
    return send_kept(find_or_make(runtime().store, found.sha256, wanted))


def _find(version: str, name: str) -> ServedMedium:
    actor = current_actor()
    if actor is None:
        raise NotFound
    return get_medium(session(), actor, parse_id(version), name)
