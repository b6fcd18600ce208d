"""The files of a draft: what there is, where it is shown, and new ones. Works as forms; the islands ask for JSON."""

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from app.catalogue.admission import MOST
from app.catalogue.cutting import Cut, cut_out
from app.catalogue.draft_media import get_file, list_media
from app.catalogue.queries import get_editable_module
from app.catalogue.renditions import is_raster
from app.catalogue.services.editing.media import (
    keep_medium,
    remove_medium,
    remove_unused,
    replace_medium,
)
from app.catalogue.services.taking_in import TakenIn, take_in
from app.kernel.access import needs
from app.kernel.blocking import run_alone
from app.kernel.errors import Denied, DomainError, NotFound
from app.kernel.identity import signed_in_actor
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import commit, session
from app.studio.media_refusals import Refusal
from app.studio.media_words import pages

__all__ = ["pages"]

LONGEST_NAME = 200


class UploadMissing(DomainError):
    """No file was chosen."""

    code = "upload_missing"


@pages.get("/modules/<slug>/media")
@needs("trainer")
def media(slug: str) -> ResponseReturnValue:
    return _page(slug)


def _page(slug: str, refusal: Refusal | None = None) -> str:
    actor = signed_in_actor()
    module = get_editable_module(session(), actor, slug)
    files = list_media(session(), actor, slug)
    return render_template(
        "studio/media.html",
        module=module,
        files=files,
        unused=[file.name for file in files if not file.uses],
        total=sum(file.size for file in files),
        refusal=refusal,
        most_megabytes=runtime().settings.max_upload_mb,
        picture_megabytes=MOST["image/jpeg"],
    )


@pages.post("/modules/<slug>/media")
@needs("trainer")
def send_medium(slug: str) -> ResponseReturnValue:
    try:
        name = _keep(slug, _taken(slug))
    except (NotFound, Denied):
        raise
    except DomainError as refused:
        return _refused(slug, Refusal.of(refused))
    return _done(slug, name, gettext("Fichier gardé\u00a0: %(name)s.", name=name))


def _taken(slug: str) -> TakenIn:
    """The file of the form, in the store. Nothing is held while it is read."""
    get_editable_module(session(), signed_in_actor(), slug)
    session().rollback()
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        raise UploadMissing
    with upload.stream as file:
        data = file.read()
    return take_in(runtime().store, upload.filename[-LONGEST_NAME:], data)


def _keep(slug: str, taken: TakenIn) -> str:
    name = keep_medium(session(), signed_in_actor(), store=runtime().store, slug=slug, taken=taken)
    commit()
    return name


@pages.post("/modules/<slug>/media/<name>/replace")
@needs("trainer")
def replace_file(slug: str, name: str) -> ResponseReturnValue:
    """Every block that shows the file shows the new one."""
    try:
        taken = _taken(slug)
        replace_medium(session(), signed_in_actor(), slug=slug, name=name, taken=taken)
        commit()
    except (NotFound, Denied):
        raise
    except DomainError as refused:
        return _refused(slug, Refusal.of(refused))
    return _done(slug, name, gettext("%(name)s est remplacé partout où il sert.", name=name))


@pages.post("/modules/<slug>/media/<name>/remove")
@needs("trainer")
def remove_file(slug: str, name: str) -> ResponseReturnValue:
    try:
        remove_medium(session(), signed_in_actor(), slug=slug, name=name)
    except (NotFound, Denied):
        raise
    except DomainError as refused:
        session().rollback()
        return _refused(slug, Refusal.of(refused))
    commit()
    return _done(slug, name, gettext("%(name)s ne fait plus partie du brouillon.", name=name))


@pages.post("/modules/<slug>/media/remove-unused")
@needs("trainer")
def remove_unused_files(slug: str) -> ResponseReturnValue:
    count = remove_unused(session(), signed_in_actor(), slug=slug)
    commit()
    said = ngettext("%(num)s fichier retiré du brouillon.", "%(num)s fichiers retirés du brouillon.", count)
    return _done(slug, "", said)


@pages.get("/modules/<slug>/media/<name>/cut")
@needs("trainer")
def cut(slug: str, name: str) -> ResponseReturnValue:
    return _cut_page(slug, name)


@pages.post("/modules/<slug>/media/<name>/cut")
@needs("trainer")
def make_cut(slug: str, name: str) -> ResponseReturnValue:
    """A part of a picture becomes a file of its own."""
    file, store = get_file(session(), signed_in_actor(), slug, name), runtime().store
    session().rollback()
    try:
        data = run_alone(cut_out, file.media_type, store.get(file.sha256), _asked_cut())
        made = _keep(slug, take_in(store, name, data))
    except (NotFound, Denied):
        raise
    except DomainError as refused:
        if _wants_json():
            return _refused(slug, Refusal.of(refused))
        return _cut_page(slug, name, Refusal.of(refused)), refused.status
    return _done(slug, made, gettext("Image recadrée\u00a0: %(name)s. L’autre est restée.", name=made))


def _cut_page(slug: str, name: str, refusal: Refusal | None = None) -> str:
    actor = signed_in_actor()
    module, file = get_editable_module(session(), actor, slug), get_file(session(), actor, slug, name)
    if not is_raster(name) or not file.width:
        raise NotFound
    fragment = request.headers.get("HX-Request") == "true"
    template = "studio/_cut.html" if fragment else "studio/cut.html"
    return render_template(template, module=module, file=file, refusal=refusal, asked=_asked_cut())


def _asked_cut() -> Cut:
    """What stands in the form; a figure that does not read is none of the picture's."""
    return Cut(
        left=_figure("left", 0),
        top=_figure("top", 0),
        width=_figure("width", 100),
        height=_figure("height", 100),
        turn=int(_figure("turn", 0)),
    )


def _figure(name: str, otherwise: float) -> float:
    try:
        figure = float(request.form.get(name, otherwise) or otherwise)
    except ValueError:
        return -1
    return figure if -1 <= figure <= 1000 else -1


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _done(slug: str, name: str, said: str) -> ResponseReturnValue:
    if _wants_json():
        file = get_file(session(), signed_in_actor(), slug, name)
        return jsonify(name=name, type=file.media_type, url=file.url, said=said)
    flash(said)
    return redirect(url_for("studio.media", slug=slug), 303)


def _refused(slug: str, refusal: Refusal) -> ResponseReturnValue:
    if _wants_json():
        return refusal.as_json()
    return _page(slug, refusal), refusal.status
