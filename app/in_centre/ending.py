"""How the keeping of places, presence and grids ends."""

from app.in_centre.erasing import erase_in_others_places, erase_places
from app.in_centre.terms import PLACE_TERMS
from app.people import ending_words as words
from app.people.keeping import End

BOOKINGS = End(erase_places, words.EVIDENCE, PLACE_TERMS)
PLACES = End(erase_places, words.EVIDENCE)
CALENDAR = End(erase_in_others_places)
HOSTED = End(erase_in_others_places, words.WORK)
