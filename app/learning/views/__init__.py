from app.learning.pages import pages
from app.learning.views import answers, modules, player, progress, reports, tutors, work

__all__ = ["answers", "modules", "pages", "player", "progress", "reports", "tutors", "work"]
