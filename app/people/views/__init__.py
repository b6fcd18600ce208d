"""The pages of this domain, by subject."""

from app.people.pages import pages
from app.people.views import (
    card_sign_in,
    cards,
    colleague,
    groups,
    mails,
    passwords,
    profile,
    sign_in,
    table,
    team,
)

__all__ = [
    "card_sign_in",
    "cards",
    "colleague",
    "groups",
    "mails",
    "pages",
    "passwords",
    "profile",
    "sign_in",
    "table",
    "team",
]
