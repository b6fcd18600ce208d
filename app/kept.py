"""What every domain keeps about people, in the order in which they read of it, which of it lies in the store, what
makes copies of it, and what goes with its end."""

from app.catalogue import kept as catalogue
from app.catalogue.uses import keep_what
from app.chat import kept as chat
from app.in_centre import erasing as places
from app.in_centre import kept as in_centre
from app.learning import erasing as studies
from app.learning import kept as learning
from app.learning.work import list_kept_files
from app.people import kept as people
from app.people.erasing import obstacles, posts
from app.people.erasing.act import finish_with
from app.people.erasing.leftovers import account_leftovers, must_be_gone
from app.people.jobs import keep_schedules as keep_term_schedules
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
    keep_term_schedules()
    _connect_erasing()


def _connect_erasing() -> None:
    """What must be handed over before, what is no row, and what must be gone after."""
    obstacles.stands_in_the_way("tutor", studies.accompanies_someone)
    obstacles.stands_in_the_way("host", places.hosts_someone)
    obstacles.stands_in_the_way("manager", obstacles.is_the_only_manager)
    finish_with("posts", posts.delete_what_is_no_row)
    finish_with("files", studies.delete_files)
    must_be_gone("account", account_leftovers)
    must_be_gone("learning", studies.learning_leftovers)
    must_be_gone("places", places.place_leftovers)
