"""How the keeping of the account ends."""

from app.people import ending_words as words
from app.people.erasing.account import (
    erase_choices,
    erase_in_audit,
    erase_person_row,
    erase_places,
    erase_ways_in,
)
from app.people.erasing.posts import erase_posts
from app.people.keeping import End
from app.people.terms.taking import AUDIT_TERMS, MAIL_TERMS, SEEN_TERMS, SIGN_IN_TERMS

PROFILE = End(erase_person_row)
CHOICES = End(erase_choices)
PLACES = End(erase_places)
SIGN_INS = End(erase_ways_in, terms=SIGN_IN_TERMS)
KEYS = End(erase_ways_in)
SEEN = End(erase_ways_in, terms=SEEN_TERMS)
ACTS = End(erase_in_audit, words.ACTS, AUDIT_TERMS)
WISHES = End(erase_person_row, words.WISH)
MAILS = End(erase_posts, terms=MAIL_TERMS)
