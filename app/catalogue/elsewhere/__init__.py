"""From elsewhere: files of other tools read into blocks of ours, with a report of what became of each part.

Pure functions: no database, no request. Whatever a reader gives back exports and imports back identically: each block is
written and read again before it is kept (`admitting.py`).
"""

from app.catalogue.elsewhere.reading import LONGEST_FILE, Asking, Draft, read_elsewhere
from app.catalogue.elsewhere.recognising import NotTaken
from app.catalogue.elsewhere.reports import Fate, Note, Report
from app.catalogue.elsewhere.words import Words

__all__ = [
    "LONGEST_FILE",
    "Asking",
    "Draft",
    "Fate",
    "NotTaken",
    "Note",
    "Report",
    "Words",
    "read_elsewhere",
]
