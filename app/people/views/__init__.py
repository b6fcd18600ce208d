"""The pages of this domain, by subject."""

from app.people.pages import pages
from app.people.views import mails, passwords, profile, sign_in, team

__all__ = ["mails", "pages", "passwords", "profile", "sign_in", "team"]
