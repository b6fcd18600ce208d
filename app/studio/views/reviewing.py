"""Whether a centre publishes only what another trainer approved: its manager says."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.access import needs
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import commit, session
from app.studio.pages import pages
from app.studio.queries import list_reviewing
from app.studio.services.reviews import set_reviewing

__all__ = ["pages"]


@pages.get("/reviewing")
@needs("centre_manager")
def reviewing() -> ResponseReturnValue:
    return render_template("studio/review/setting.html", centres=list_reviewing(session(), signed_in_actor()))


@pages.post("/reviewing/<uuid:centre>")
@needs("centre_manager")
def set_review(centre: UUID) -> ResponseReturnValue:
    wanted = request.form.get("reviews") == "first"
    changed = set_reviewing(session(), signed_in_actor(), centre_id=centre, reviews_first=wanted)
    said = (
        gettext("%(centre)s publie ce qu’une autre personne a approuvé.", centre=changed.name)
        if wanted
        else gettext("%(centre)s publie sans relecture obligatoire.", centre=changed.name)
    )
    commit()
    flash(said)
    return redirect(url_for("studio.reviewing"), 303)
