"""Closures one by one: added, taken away, and put back."""

from typing import Any
from uuid import UUID

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.centres.forms import ClosureForm
from app.centres.pages import pages
from app.centres.queries.centres import get_run_centre
from app.centres.services import closures as services
from app.centres.views.hours import Forms, back_to, hours_page
from app.centres.words import say_days
from app.kernel.access import needs
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import commit, session
from app.network.closings import Closing
from app.ui.flashes import flash_with_undo


@pages.post("/centre/hours/<centre_code>/closures")
@needs("runs_centre")
def add_closure(centre_code: str) -> ResponseReturnValue:
    """By the form; or by the address alone, which is how a closure that was taken away is put back."""
    form = ClosureForm(formdata=request.values)
    if not form.validate():
        centre = get_run_centre(session(), signed_in_actor(), centre_code)
        return hours_page(centre, Forms(closure=form)), 422
    added = services.add_closure(session(), signed_in_actor(), code=centre_code, closing=form.closing)
    commit()
    days = say_days(form.closing)
    if added:
        flash(gettext("Fermé %(days)s.", days=days))
    else:
        flash(gettext("Cette fermeture est déjà notée : %(days)s.", days=days))
    return back_to(centre_code)


@pages.post("/centre/hours/<centre_code>/closures/<uuid:closure_id>/remove")
@needs("runs_centre")
def remove_closure(centre_code: str, closure_id: UUID) -> ResponseReturnValue:
    removed = services.remove_closure(session(), signed_in_actor(), code=centre_code, closure_id=closure_id)
    commit()
    flash_with_undo(
        gettext("De nouveau ouvert : %(days)s.", days=say_days(removed)), _address(centre_code, removed)
    )
    return back_to(centre_code)


def _address(centre_code: str, closing: Closing) -> str:
    """Posting there adds the closure again."""
    fields: dict[str, Any] = {
        "first_on": closing.first_on.isoformat(),
        "last_on": closing.last_on.isoformat(),
        "starts": closing.starts.isoformat("minutes") if closing.starts else None,
        "ends": closing.ends.isoformat("minutes") if closing.ends else None,
        "kind": closing.kind.value,
        "reason": closing.reason or None,
    }
    return url_for("centres.add_closure", centre_code=centre_code, **fields)
