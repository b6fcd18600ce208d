"""The pages of this domain, by subject."""

from app.home.pages import pages
from app.home.views import first, helping, record

__all__ = ["first", "helping", "pages", "record"]
