"""Archives of modules by parts: begin, one part after the other; the form then names the upload (`archives.py`)."""

import uuid

from flask.typing import ResponseReturnValue

from app.catalogue.uploads import ZIP_START, NotAnArchive, check_archive
from app.kernel.access import needs
from app.kernel.identity import signed_in_actor
from app.kernel.incoming import About
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import session
from app.studio.archives import PLACE
from app.studio.media_refusals import refused_as_json
from app.studio.parts import begun, keep_part, sent_part, standing
from app.studio.views.uploads import pages

__all__ = ["pages"]


@pages.post("/archives/uploads")
@needs("trainer")
@refused_as_json
def begin_archive() -> ResponseReturnValue:
    announced, running = begun(), runtime()
    check_archive(running.settings, announced.size)
    upload_id = running.incoming.begin(About(_own(), PLACE, announced.name, announced.size))
    return standing(upload_id, 0), 201


@pages.get("/archives/uploads/<uuid:upload_id>")
@needs("trainer")
@refused_as_json
def archive_upload(upload_id: uuid.UUID) -> ResponseReturnValue:
    """How far it is."""
    incoming = runtime().incoming
    incoming.about(upload_id, owner=_own(), place=PLACE)
    return standing(upload_id, incoming.offset(upload_id))


@pages.patch("/archives/uploads/<uuid:upload_id>")
@needs("trainer")
@refused_as_json
def send_archive_part(upload_id: uuid.UUID) -> ResponseReturnValue:
    """The part that comes next. One that is not is answered 409, with where that one begins."""
    about = runtime().incoming.about(upload_id, owner=_own(), place=PLACE)
    offset, part = sent_part()
    if offset == 0 and not part.startswith(ZIP_START):
        raise NotAnArchive
    return keep_part(upload_id, about, offset, part)


def _own() -> str:
    """Who sends; nothing is held while parts come in."""
    session().rollback()
    return str(signed_in_actor().id)
