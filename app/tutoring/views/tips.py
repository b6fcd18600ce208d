"""Proposing an answer as a note for everyone at the block."""

import uuid

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.access import needs
from app.kernel.errors import DomainError, NotFound
from app.kernel.identity import signed_in_actor
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.tutoring.models import HelpRequest
from app.tutoring.pages import pages
from app.tutoring.services.tips import propose_tip


@pages.post("/tutor/questions/<uuid:help_request_id>/tip")
@needs("signed_in")
def propose(help_request_id: uuid.UUID) -> ResponseReturnValue:
    actor, text = signed_in_actor(), request.form.get("text", "")
    try:
        propose_tip(session(), actor, help_request_id=help_request_id, text=text)
        commit()
        flash(gettext("Merci. L’équipe du module décide, et vous verrez ici ce qu’il en est."))
    except NotFound:
        raise
    except DomainError as refused:
        session().rollback()
        flash(sentence_for(refused.code, refused.facts))
    asked = session().get_one(HelpRequest, help_request_id)
    return redirect(url_for("tutoring.learner", enrolment_id=asked.enrolment_id, show="questions"), 303)
