"""Draft, in review, approved: one trainer asks another, who approves this very state or asks for changes."""

import uuid
from typing import Any

from sqlalchemy import case, update
from sqlalchemy.orm import Session

from app.catalogue import policy as catalogue_policy
from app.catalogue.events import VersionPublished
from app.catalogue.models import Module, ModuleVersion, VersionState
from app.catalogue.services.modules import lock_module
from app.kernel.audit import record
from app.kernel.clock import now
from app.kernel.errors import Conflict, Denied, DomainError, NotFound, at_most
from app.kernel.storage import Store
from app.network.models import Centre
from app.people.actor import Actor
from app.studio import policy
from app.studio.models import Review, ReviewState
from app.studio.queries import Reader, Reviewed, find_review, get_reviewed, list_readers

LONGEST_NOTE = 2000


class ReaderUnknown(DomainError):
    """Only another trainer of the network can be asked."""

    code = "reader_unknown"


class WhyChanges(DomainError):
    """Who is asked for changes is told which."""

    code = "why_changes"


class DraftReadMoved(Conflict):
    """The draft has changed since the page was shown: what would be approved is not what was read."""

    code = "draft_read_moved"


class ReviewAnswered(Conflict):
    """Somebody answered, withdrew or asked anew meanwhile."""

    code = "review_answered"


class ReviewMissing(Conflict):
    """The centre publishes what another trainer approved; nobody has approved this very draft."""

    code = "review_missing"


def ask_for_review(
    session: Session, actor: Actor, *, slug: str, reader_id: uuid.UUID | None, note: str = ""
) -> tuple[Review, Reader, str]:
    """Ask a trainer to read the draft, and its title; who was asked before no longer is. Flushes, never commits.

    Raises NotFound, Denied, ReaderUnknown, TextTooLong.
    """
    reviewed = _hold(session, actor, slug)
    if not catalogue_policy.may_edit(actor, reviewed.module):
        raise Denied
    if reader_id is None:
        raise ReaderUnknown
    readers = {reader.id: reader for reader in list_readers(session, actor, reviewed.module)}
    if reader_id not in readers:
        raise ReaderUnknown
    _close(reviewed.review if reviewed.is_awaited else None)
    review = Review(
        module_id=reviewed.module.id,
        asked_by=actor.id,
        asked_at=now(),
        note=at_most(LONGEST_NOTE, note),
        reviewer_id=reader_id,
    )
    session.add(review)
    reviewed.draft.state = VersionState.IN_REVIEW
    record(session, actor.id, "review_asked", reviewed.module.id, **_of(reviewed), reader=str(reader_id))
    session.flush()
    return review, readers[reader_id], reviewed.draft.title


def withdraw_review(session: Session, actor: Actor, *, slug: str) -> Review:
    """Ask no longer. Raises NotFound, Denied, ReviewAnswered."""
    reviewed = _hold(session, actor, slug)
    if reviewed.review is None or not reviewed.is_awaited:
        raise ReviewAnswered
    if not policy.may_withdraw(actor, reviewed.module, reviewed.review):
        raise Denied
    _close(reviewed.review)
    reviewed.draft.state = VersionState.DRAFT
    record(session, actor.id, "review_withdrawn", reviewed.module.id, **_of(reviewed))
    session.flush()
    return reviewed.review


def answer_review(
    session: Session, actor: Actor, *, slug: str, approves: bool, why: str, seen: str
) -> tuple[Review, Reviewed]:
    """Approve the state `seen`, or say what to change. Flushes, never commits.

    Raises NotFound, Denied, ReviewAnswered, WhyChanges, DraftReadMoved, TextTooLong.
    """
    reviewed = _hold(session, actor, slug)
    review = reviewed.review
    if review is None or not reviewed.is_awaited:
        raise ReviewAnswered
    if not policy.may_answer(actor, review):
        raise Denied
    text = at_most(LONGEST_NOTE, why)
    if not approves and not text:
        raise WhyChanges
    if approves and seen != policy.state_of(reviewed.draft):
        raise DraftReadMoved
    review.state = ReviewState.APPROVED if approves else ReviewState.CHANGES
    review.answered_at, review.answer, review.seen = now(), text, policy.state_of(reviewed.draft)
    if not approves:
        reviewed.draft.state = VersionState.DRAFT
    record(session, actor.id, "review_answered", reviewed.module.id, **_of(reviewed), approves=approves)
    session.flush()
    return review, reviewed


def _of(reviewed: Reviewed) -> dict[str, Any]:
    """Where a line of the audit is read, and about which module."""
    return {"centre_id": reviewed.module.centre_id, "module": str(reviewed.module.id)}


def _hold(session: Session, actor: Actor, slug: str) -> Reviewed:
    """The draft, while nobody else changes or publishes it."""
    lock_module(session, slug)
    return get_reviewed(session, actor, slug)


def _close(review: Review | None) -> None:
    if review is not None:
        review.state, review.answered_at = ReviewState.WITHDRAWN, now()


def demand_review(
    session: Session, actor: Actor, _store: Store, module: Module, draft: ModuleVersion
) -> None:
    """A gate: where the centre wants it, another trainer approved this very state. Raises ReviewMissing."""
    centre = session.get_one(Centre, module.centre_id)
    review = find_review(session, actor, module.id) if centre.reviews_first else None
    approved_by_another = review is not None and review.reviewer_id != actor.id
    if centre.reviews_first and not (approved_by_another and policy.holds(review, draft)):
        raise ReviewMissing


def keep_reviews(session: Session, event: VersionPublished) -> None:
    """Which version was reviewed by whom stays known; a question nobody answered is closed."""
    is_open = Review.state == ReviewState.ASKED
    session.execute(
        update(Review)
        .where(Review.module_id == event.module_id, Review.number.is_(None))
        .values(
            number=event.number,
            state=case((is_open, ReviewState.WITHDRAWN), else_=Review.state),
            answered_at=case((is_open, event.at), else_=Review.answered_at),
        )
    )


def set_reviewing(session: Session, actor: Actor, *, centre_id: uuid.UUID, reviews_first: bool) -> Centre:
    """Whether a centre publishes only what another trainer approved. Raises NotFound."""
    if not policy.may_set_reviewing(actor, centre_id):
        raise NotFound
    centre = session.get_one(Centre, centre_id)
    before, centre.reviews_first = centre.reviews_first, reviews_first
    record(
        session,
        actor.id,
        "reviewing_set",
        centre.id,
        centre_id=centre.id,
        before={"reviews_first": before},
        after={"reviews_first": reviews_first},
    )
    session.flush()
    return centre
