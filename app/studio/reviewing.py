"""Reviews, comments and the checklist, opened: their pages, their words, their schedule."""

from app.studio import comment_views, review_views, reviewing_views
from app.studio.jobs import keep_schedules
from app.studio.review_sentences import learn_sentences

__all__ = ["comment_views", "open_reviews", "review_views", "reviewing_views"]


def open_reviews() -> None:
    """Called once, by the wiring."""
    learn_sentences()
    keep_schedules()
