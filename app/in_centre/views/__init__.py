"""The pages: what a learner books and reads, what a team plans, confirms and observes."""

from app.in_centre.pages import pages
from app.in_centre.views import calendar, company, grid, host, learner, panel, planning, results

__all__ = ["calendar", "company", "grid", "host", "learner", "pages", "panel", "planning", "results"]
