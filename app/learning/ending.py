"""How the keeping of what one learnt ends."""

from app.learning.erasing import erase_in_others_learning, erase_learning
from app.learning.terms import EVIDENCE_TERMS, PRESENCE_TERMS, STAY_TERMS
from app.people import ending_words as words
from app.people.keeping import End

MODULES = End(erase_learning, words.EVIDENCE, EVIDENCE_TERMS)
EVIDENCE = End(erase_learning, words.EVIDENCE)
STAYS = End(erase_learning, words.EVIDENCE, STAY_TERMS)
PRESENCE = End(erase_learning, terms=PRESENCE_TERMS)
WORK = End(erase_learning)
OTHERS = End(erase_in_others_learning, words.WORK)
