"""What this domain keeps about people: what they said of each other's drafts."""

import uuid

from flask_babel import lazy_gettext as _
from sqlalchemy import case, or_, select

from app.catalogue.models import Module
from app.people import keeping_words as words
from app.people.keeping import Group, Kept, Rows
from app.studio import ending
from app.studio.models import Comment, Review, ReviewState


def comments(person_id: uuid.UUID) -> Rows:
    by_them = Comment.by == person_id
    return [
        select(
            Module.title.label("module"),
            Comment.block,
            case((by_them, "written"), else_="closed").label("act"),
            Comment.at,
            case((by_them, Comment.text), else_="").label("text"),
            Comment.resolved_at.label("closed_at"),
        )
        .join(Module, Module.id == Comment.module_id)
        .where(or_(by_them, Comment.resolved_by == person_id))
        .order_by(Comment.at, Comment.id)
    ]


def reviews(person_id: uuid.UUID) -> Rows:
    """A review is between two people, who both read its words."""
    return [
        select(
            Module.title.label("module"),
            case((Review.asked_by == person_id, "asked"), else_="answered").label("act"),
            Review.state,
            Review.asked_at,
            Review.note,
            Review.answered_at,
            Review.answer,
        )
        .join(Module, Module.id == Review.module_id)
        .where(or_(Review.asked_by == person_id, Review.reviewer_id == person_id))
        .order_by(Review.asked_at, Review.id)
    ]


COMMENT_ACTS = {"written": _("écrit"), "closed": _("traité")}
REVIEW_ACTS = {"asked": _("demandé"), "answered": _("répondu")}
STATE_NAMES = {
    ReviewState.ASKED: _("demandé"),
    ReviewState.APPROVED: _("approuvé"),
    ReviewState.CHANGES: _("à changer"),
    ReviewState.WITHDRAWN: _("retiré"),
}

PARTS = (
    Kept(
        "comments",
        Group.WORK,
        (Comment,),
        _("Vos commentaires sur des brouillons."),
        words.FOR_WORK,
        words.WITH_MODULE,
        words.YOU_AND_AUTHORS,
        ending.REVIEWS,
        comments,
        words={"act": COMMENT_ACTS},
    ),
    Kept(
        "reviews",
        Group.WORK,
        (Review,),
        _("Les relectures que vous avez demandées ou faites."),
        words.FOR_WORK,
        words.WITH_MODULE,
        words.YOU_AND_AUTHORS,
        ending.REVIEWS,
        reviews,
        words={"act": REVIEW_ACTS, "state": STATE_NAMES},
    ),
)
