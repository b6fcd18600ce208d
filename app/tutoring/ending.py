"""How the keeping of an accompaniment ends."""

from app.people import ending_words as words
from app.people.keeping import End
from app.tutoring.erasing import erase_follow_up, erase_in_others_follow_up
from app.tutoring.terms import FOLLOW_UP_TERMS

AGREEMENTS = End(erase_follow_up, words.EVIDENCE, FOLLOW_UP_TERMS)
FOLLOW_UP = End(erase_follow_up, words.EVIDENCE)
SIGNALS = End(erase_follow_up)
TIPS = End(erase_in_others_follow_up, words.WORK)
