"""What every domain keeps about people, in the order in which they read of it, which of it lies in the store, and
what makes copies of it."""

from app.catalogue import kept as catalogue
from app.catalogue.uses import keep_what
from app.chat import kept as chat
from app.in_centre import kept as in_centre
from app.learning import kept as learning
from app.learning.work import list_kept_files
from app.people import kept as people
from app.people.keeping import keep
from app.people.records.asking import list_kept_copies
from app.people.records.jobs import keep_schedules
from app.studio import kept as studio
from app.tutoring import kept as tutoring


def tell_all() -> None:
    for domain in (people, learning, in_centre, tutoring, chat, catalogue, studio):
        keep(*domain.PARTS)
    keep_what(list_kept_files)
    keep_what(list_kept_copies)
    keep_schedules()
