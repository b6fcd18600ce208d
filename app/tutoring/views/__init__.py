"""The pages: what calls for a tutor, whom they follow, one learner's line, and the learner's question at a block."""

from app.tutoring.pages import pages
from app.tutoring.views import briefs, caseload, help_at_block, learner, needs, substitutes, teams, tips, work

__all__ = [
    "briefs",
    "caseload",
    "help_at_block",
    "learner",
    "needs",
    "pages",
    "substitutes",
    "teams",
    "tips",
    "work",
]
