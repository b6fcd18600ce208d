"""What becomes of what someone did in the studio when they are erased: modules are their centre's, and stay."""

from sqlalchemy import or_, update

from app.people.erasing.ground import Erasing
from app.studio.models import Comment, Review, ReviewState


def erase_in_reviews(erasing: Erasing) -> None:
    """What they said of drafts stays without their name; nobody waits for their reading any more."""
    person_id = erasing.person_id
    erasing.session.execute(
        update(Review)
        .where(or_(Review.reviewer_id == person_id, Review.asked_by == person_id))
        .where(Review.state == ReviewState.ASKED)
        .values(state=ReviewState.WITHDRAWN, answered_at=erasing.at)
    )
    erasing.hide_in(Review, or_(Review.reviewer_id == person_id, Review.asked_by == person_id))
    erasing.hide_in(Comment, or_(Comment.by == person_id, Comment.resolved_by == person_id))
