"""Reviews, comments and the checklist, opened: their pages, their words, their schedule."""

from app.studio.jobs import keep_schedules
from app.studio.review_sentences import learn_sentences
from app.studio.views import comments, review, reviewing

__all__ = ["comments", "open_reviews", "review", "reviewing"]


def open_reviews() -> None:
    """Called once, by the wiring."""
    learn_sentences()
    keep_schedules()
