"""How the keeping of reviews and comments ends."""

from app.people import ending_words as words
from app.people.keeping import End
from app.studio.erasing import erase_in_reviews

REVIEWS = End(erase_in_reviews, words.WORK)
