"""The pages of this domain, by subject."""

from app.people.pages import pages
from app.people.views import (
    card_sign_in,
    cards,
    colleague,
    groups,
    journal,
    keys_of_colleague,
    mails,
    outside,
    own_outside,
    own_step,
    passkeys,
    passwords,
    profile,
    second_step,
    sign_in,
    table,
    team,
)

__all__ = [
    "card_sign_in",
    "cards",
    "colleague",
    "groups",
    "journal",
    "keys_of_colleague",
    "mails",
    "outside",
    "own_outside",
    "own_step",
    "pages",
    "passkeys",
    "passwords",
    "profile",
    "second_step",
    "sign_in",
    "table",
    "team",
]
