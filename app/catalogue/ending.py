"""How the keeping of who wrote a module ends: the module is its centre's, and names nobody."""

from app.people import ending_words as words
from app.people.erasing.ground import Erasing
from app.people.keeping import End


def leave_written(_erasing: Erasing) -> None:
    """A version and its history say who by an id alone."""


WRITTEN = End(leave_written, words.WORK)
