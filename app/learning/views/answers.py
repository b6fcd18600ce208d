"""What the player's forms do where no script runs: the same events, made by the server."""

import uuid
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.catalogue.answers import read_form
from app.catalogue.queries import get_outline
from app.kernel.access import needs
from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.kernel.i18n import iso
from app.kernel.identity import signed_in_actor
from app.kernel.ids import new_id, parse_id
from app.kernel.unit_of_work import commit, session
from app.learning.former import find_shown
from app.learning.models import Enrolment, Verb
from app.learning.pages import pages
from app.learning.queries import Followed, explain, get_followed
from app.learning.rules import DONE_BY, DoneBy
from app.learning.screens import show_module, unit_url
from app.learning.services.recording import record_events
from app.learning.views.modules import lead_to_present


@pages.post("/learn/enrolments/<enrolment_id>/answers")
@needs("learner")
def give_answer(enrolment_id: str) -> ResponseReturnValue:
    """One form posted twice is one answer: its address carries the event's id."""
    followed = _own(enrolment_id)
    code = request.args.get("block", "")
    shown = request.args.get("version", followed.number, int)
    view = find_shown(session(), followed.enrolment, code, shown)
    if view is None:
        raise NotFound
    response = read_form(view.data, request.form.to_dict(flat=False))
    given = {"response": response, "version": shown}
    event = _event(followed.enrolment, code, Verb.ANSWERED, given)
    event["id"] = str(parse_id(request.args.get("event")))
    recorded = record_events(session(), signed_in_actor(), events=[event])
    commit()
    if recorded.rejected:
        flash(gettext("Choisissez ou écrivez une réponse complète, puis validez."))
    return _lead_on(followed, code)


def _lead_on(followed: Followed, code: str) -> ResponseReturnValue:
    """Back to the block, or to the module where the learner's version has it no more."""
    unit = get_outline(session(), followed.enrolment.version_id).unit_of(code)
    if unit is not None:
        return redirect(unit_url(followed.slug, unit.code, code), 303)
    flash(
        gettext(
            "Votre réponse est gardée. Cette question n’est plus dans la version %(number)s du module.",
            number=followed.number,
        )
    )
    return redirect(url_for("learning.module", slug=followed.slug), 303)


@pages.post("/learn/enrolments/<enrolment_id>/units/<unit>/seen")
@needs("learner")
def go_on(enrolment_id: str, unit: str) -> ResponseReturnValue:
    """Note the blocks that are done by being seen, then on to the next unit."""
    followed = _own(enrolment_id)
    outline = get_outline(session(), followed.enrolment.version_id)
    told = explain(session(), followed.enrolment, outline=outline)
    shown = show_module(outline, told, followed.enrolment.last_block)
    here = shown.unit(unit)
    if here is None:
        return lead_to_present(followed, unit)
    seen = [
        _event(followed.enrolment, block.code, Verb.SEEN, {})
        for block in here.blocks
        if DONE_BY[block.type] is DoneBy.SEEN and not block.is_done
    ]
    record_events(session(), signed_in_actor(), events=seen)
    commit()
    after = shown.beside(unit, 1)
    if after is None:
        return redirect(url_for("learning.module", slug=followed.slug), 303)
    return redirect(unit_url(followed.slug, after.unit.code), 303)


def _own(enrolment_id: str) -> Followed:
    """Only the learner answers; a tutor who looks has no form."""
    actor = signed_in_actor()
    followed = get_followed(session(), actor, parse_id(enrolment_id))
    if followed.enrolment.learner_id != actor.id:
        raise NotFound
    return followed


def _event(enrolment: Enrolment, block: str, verb: Verb, data: dict[str, Any]) -> dict[str, Any]:
    event_id: uuid.UUID = new_id()
    return {
        "id": str(event_id),
        "enrolment": str(enrolment.id),
        "block": block,
        "verb": verb.value,
        "occurred_at": iso(now()),
        "data": data,
    }
