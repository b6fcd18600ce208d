from app.learning.pages import pages
from app.learning.views import answers, brought, groups, modules, player, progress, reports, tutors, work

__all__ = [
    "answers",
    "brought",
    "groups",
    "modules",
    "pages",
    "player",
    "progress",
    "reports",
    "tutors",
    "work",
]
