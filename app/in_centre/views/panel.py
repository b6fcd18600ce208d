"""The panel of an in-centre unit in the player: its dates, booked in place."""

from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.catalogue.queries import get_outline
from app.in_centre.cards import make_cards
from app.in_centre.pages import pages
from app.in_centre.queries.sessions import page_sessions
from app.kernel.access import needs
from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.kernel.i18n import spoken
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import session
from app.learning.panels import Panel, PanelContext
from app.learning.queries import get_enrolment

FEW = 20


def _address(place: PanelContext) -> str:
    return url_for("in_centre.unit_dates", enrolment_id=place.enrolment_id, unit=place.unit)


DATES = Panel(
    "in_centre_dates",
    "unit_in_centre",
    "learner",
    _address,
    title=lambda: str(gettext("Voir les dates et réserver")),
)


@pages.get("/learn/enrolments/<uuid:enrolment_id>/units/<unit>/sessions")
@needs("learner")
def unit_dates(enrolment_id: UUID, unit: str) -> ResponseReturnValue:
    actor = signed_in_actor()
    enrolment = get_enrolment(session(), actor, enrolment_id)
    outline = get_outline(session(), enrolment.version_id, spoken())
    if enrolment.learner_id != actor.id or outline.unit(unit) is None:
        raise NotFound
    rows = page_sessions(
        session(), actor, limit=FEW, module_id=enrolment.module_id, unit=unit, starts_from=now()
    )
    cards = [card for card in make_cards(session(), actor, rows) if card.row.is_open or card.is_booked]
    is_fragment = request.headers.get("HX-Request") == "true"
    template = "in_centre/_unit_dates.html" if is_fragment else "in_centre/unit_dates.html"
    return render_template(template, cards=cards, unit=unit, now=now())
