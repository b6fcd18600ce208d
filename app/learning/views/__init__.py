from app.learning.pages import pages
from app.learning.views import answers, groups, modules, player, progress, reports, tutors, work

__all__ = ["answers", "groups", "modules", "pages", "player", "progress", "reports", "tutors", "work"]
