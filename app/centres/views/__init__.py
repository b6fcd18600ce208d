from app.centres.pages import pages
from app.centres.views import calendars, centre, closures, export, hours, network

__all__ = ["calendars", "centre", "closures", "export", "hours", "network", "pages"]
