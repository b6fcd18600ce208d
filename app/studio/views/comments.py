"""What is said at a block: from the editor, from the reading page, from the list of comments."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.catalogue.queries import get_outline
from app.kernel.access import needs
from app.kernel.errors import DomainError
from app.kernel.identity import signed_in_actor
from app.kernel.ids import parse_id
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.studio.models import Comment
from app.studio.pages import pages
from app.studio.queries import get_reviewed
from app.studio.review_pages import place_url
from app.studio.services.comments import add_comment, settle_comment

__all__ = ["pages"]


@pages.post("/modules/<slug>/comments")
@needs("trainer")
def comment(slug: str) -> ResponseReturnValue:
    actor, thread = signed_in_actor(), request.form.get("thread", "")

    def act() -> Comment:
        return add_comment(
            session(),
            actor,
            slug=slug,
            block=request.form.get("block", ""),
            text=request.form.get("text", ""),
            thread_id=parse_id(thread) if thread else None,
        )

    return _do(slug, act)


@pages.post("/modules/<slug>/comments/<uuid:comment_id>/settle")
@needs("trainer")
def settle_thread(slug: str, comment_id: UUID) -> ResponseReturnValue:
    actor = signed_in_actor()
    return _do(
        slug,
        lambda: settle_comment(session(), actor, slug=slug, comment_id=comment_id, is_settled=True),
    )


@pages.post("/modules/<slug>/comments/<uuid:comment_id>/reopen")
@needs("trainer")
def unsettle_thread(slug: str, comment_id: UUID) -> ResponseReturnValue:
    actor = signed_in_actor()
    return _do(
        slug,
        lambda: settle_comment(session(), actor, slug=slug, comment_id=comment_id, is_settled=False),
    )


def _do(slug: str, act: Callable[[], Comment]) -> ResponseReturnValue:
    block = request.form.get("block", "")[:64]
    try:
        block = act().block
        commit()
    except DomainError as refused:
        if refused.status in (403, 404):
            raise
        session().rollback()
        flash(sentence_for(refused.code, refused.facts))
    return redirect(_back(slug, block), 303)


def _back(slug: str, block: str) -> str:
    """Where the comment was written: the form names the kind of page, never an address."""
    came_from = request.form.get("from", "")
    if came_from not in {"editor", "reading"}:
        return url_for("studio.review", slug=slug, _anchor="comments")
    reviewed = get_reviewed(session(), signed_in_actor(), slug)
    unit = get_outline(session(), reviewed.draft.id).unit_of(block)
    return place_url(slug, unit.code if unit else "", block, is_author=came_from == "editor")
