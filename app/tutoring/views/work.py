"""What learners sent, for their tutor: the file, and the word on it."""

import uuid

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.access import needs
from app.kernel.errors import DomainError, Invalid, NotFound
from app.kernel.identity import signed_in_actor
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.learning.models import Verdict
from app.learning.services.work import review_work
from app.learning.serving import file_of
from app.tutoring.pages import pages
from app.tutoring.queries.work import get_sent

VERDICTS = {Verdict.ACCEPTED.value: Verdict.ACCEPTED, Verdict.AGAIN.value: Verdict.AGAIN}


@pages.get("/tutor/sent/<uuid:submission_id>")
@needs("signed_in")
def sent_file(submission_id: uuid.UUID) -> Response:
    return file_of(get_sent(session(), signed_in_actor(), submission_id))


@pages.post("/tutor/sent/<uuid:submission_id>/verdict")
@needs("signed_in")
def give_verdict(submission_id: uuid.UUID) -> ResponseReturnValue:
    actor = signed_in_actor()
    sent = get_sent(session(), actor, submission_id)
    verdict = VERDICTS.get(request.form.get("verdict", ""))
    if verdict is None:
        raise Invalid(errors=[{"at": "verdict", "message": "unknown"}])
    back = url_for("tutoring.learner", enrolment_id=sent.enrolment_id, show="questions")
    try:
        review_work(session(), sent, by=actor.id, verdict=verdict, remark=request.form.get("remark", ""))
        commit()
        flash(gettext("C’est dit. La réponse s’affiche sous le bloc."))
    except NotFound:
        raise
    except DomainError as refused:
        session().rollback()
        flash(sentence_for(refused.code, refused.facts))
    return redirect(back, 303)
