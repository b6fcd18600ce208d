"""The pages of this domain, by subject."""

from app.people.pages import pages
from app.people.views import colleague, mails, passwords, profile, sign_in, team

__all__ = ["colleague", "mails", "pages", "passwords", "profile", "sign_in", "team"]
