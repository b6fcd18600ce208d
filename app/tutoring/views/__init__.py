"""The pages: what calls for a tutor, whom they follow, one learner's line, and the learner's question at a block."""

from app.tutoring.pages import pages
from app.tutoring.views import caseload, help_at_block, learner, needs, tips, work

__all__ = ["caseload", "help_at_block", "learner", "needs", "pages", "tips", "work"]
