"""A learner's signed grid, and their word on it."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.in_centre.models import Level
from app.in_centre.pages import pages
from app.in_centre.queries.observations import get_own_result, read_criteria
from app.in_centre.services.observing import (
    COMMENT_WITHIN,
    CommentTooLate,
    answer_result,
    read_levels,
)
from app.in_centre.verdict import judge
from app.kernel.access import needs
from app.kernel.clock import now
from app.kernel.errors import TextTooLong
from app.kernel.identity import signed_in_actor
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session


@pages.get("/learn/observations/<uuid:observation_id>")
@needs("signed_in")
def my_result(observation_id: UUID) -> ResponseReturnValue:
    return _page(observation_id)


def _page(observation_id: UUID, error: str = "", typed: str | None = None) -> str:
    result = get_own_result(session(), signed_in_actor(), observation_id)
    observation = result.observation
    assert observation.signed_at
    criteria, levels = read_criteria(observation.grid), read_levels(observation)
    return render_template(
        "in_centre/my_result.html",
        result=result,
        found=judge(criteria, levels, is_stopped=observation.stopped_at is not None),
        lines=[(each, levels.get(each.id, Level.NOT_OBSERVED)) for each in criteria],
        until=observation.signed_at + COMMENT_WITHIN,
        may_comment=now() <= observation.signed_at + COMMENT_WITHIN,
        comment=observation.learner_comment if typed is None else typed,
        error=error,
    )


@pages.post("/learn/observations/<uuid:observation_id>")
@needs("signed_in")
def answer_my_result(observation_id: UUID) -> ResponseReturnValue:
    comment = request.form.get("comment")
    try:
        answer_result(session(), signed_in_actor(), observation_id=observation_id, comment=comment)
    except (CommentTooLate, TextTooLong) as error:
        return _page(observation_id, sentence_for(error.code, error.facts), comment), error.status
    commit()
    flash(gettext("C’est noté. L’équipe du centre le voit."))
    return redirect(url_for("in_centre.my_result", observation_id=observation_id), 303)
