"""Large files by parts: begin, one part after the other, end. What has come stays over a cut of the network.

`docs/operating.md` says how a proxy in front lets them through.
"""

import uuid

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.catalogue.admission import check_size, known_type
from app.catalogue.draft_media import get_file
from app.catalogue.queries import get_editable_module
from app.catalogue.services.editing.media import keep_medium
from app.catalogue.services.taking_in import take_in_file
from app.kernel.access import needs
from app.kernel.errors import DomainError
from app.kernel.identity import signed_in_actor
from app.kernel.incoming import About
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import commit, session
from app.studio.media_refusals import refused_as_json
from app.studio.parts import begun, keep_part, sent_part, standing
from app.studio.views.media import pages

__all__ = ["pages"]

START = 64


@pages.post("/modules/<slug>/media/uploads")
@needs("trainer")
@refused_as_json
def begin_upload(slug: str) -> ResponseReturnValue:
    owner, announced = _own(slug), begun()
    check_size("", announced.size, runtime().settings.max_media_mb)
    upload_id = runtime().incoming.begin(About(owner, slug, announced.name, announced.size))
    return standing(upload_id, 0), 201


@pages.get("/modules/<slug>/media/uploads/<uuid:upload_id>")
@needs("trainer")
@refused_as_json
def upload(slug: str, upload_id: uuid.UUID) -> ResponseReturnValue:
    """How far it is."""
    incoming = runtime().incoming
    incoming.about(upload_id, owner=_own(slug), place=slug)
    done = incoming.done(upload_id)
    return jsonify(done) if done else standing(upload_id, incoming.offset(upload_id))


@pages.patch("/modules/<slug>/media/uploads/<uuid:upload_id>")
@needs("trainer")
@refused_as_json
def send_part(slug: str, upload_id: uuid.UUID) -> ResponseReturnValue:
    """The part that comes next. One that is not is answered 409, with where that one begins."""
    about = runtime().incoming.about(upload_id, owner=_own(slug), place=slug)
    offset, part = sent_part()
    if offset == 0:
        found = known_type(about.name, part[:START])
        check_size(found, about.size, runtime().settings.max_media_mb)
    return keep_part(upload_id, about, offset, part)


@pages.post("/modules/<slug>/media/uploads/<uuid:upload_id>/end")
@needs("trainer")
@refused_as_json
def end_upload(slug: str, upload_id: uuid.UUID) -> ResponseReturnValue:
    """Everything has come: it becomes a file of the draft. Ended twice, it is one file."""
    incoming, store = runtime().incoming, runtime().store
    about = incoming.about(upload_id, owner=_own(slug), place=slug)
    done = incoming.done(upload_id)
    if done:
        return jsonify(done)
    incoming.check_whole(upload_id, about)
    try:
        taken = take_in_file(store, about.name, incoming.path(upload_id))
        name = keep_medium(session(), signed_in_actor(), store=store, slug=slug, taken=taken)
    except DomainError:
        incoming.forget(upload_id)
        raise
    commit()
    file = get_file(session(), signed_in_actor(), slug, name)
    became = {"name": name, "type": file.media_type, "url": file.url}
    incoming.end(upload_id, became)
    return jsonify(became | {"said": gettext("Fichier gardé\u00a0: %(name)s.", name=name)})


def _own(slug: str) -> str:
    """Who sends; nothing is held while parts come in. Raises NotFound, Denied."""
    actor = signed_in_actor()
    get_editable_module(session(), actor, slug)
    session().rollback()
    return str(actor.id)
