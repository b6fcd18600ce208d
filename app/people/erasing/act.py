"""Erasing one person: one transaction over all domains, then what is no row, then the list outside."""

import uuid
from collections.abc import Callable
from datetime import datetime

import structlog
from flask_babel import gettext
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.kernel import audit
from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.kernel.i18n import default_language, speaking
from app.kernel.runtime import Runtime
from app.people.erasing.ground import Erasing
from app.people.erasing.models import Erasure, ErasureState
from app.people.erasing.outside import FILE, Erased, list_erased, list_present, read_list, remember
from app.people.erasing.words import Words
from app.people.keeping import from_the_top
from app.people.models import Person

log = structlog.get_logger()

#: As many ids as one statement asks about.
AT_ONCE = 500

Finish = Callable[[Runtime, Erasing], None]
_finishes: dict[str, Finish] = {}


def finish_with(name: str, finish: Finish) -> None:
    """`finish(running, erasing)` takes away what is no row, once the rows are gone; the same again changes nothing."""
    _finishes[name] = finish


def erase_person(
    running: Runtime, person_id: uuid.UUID, *, by: uuid.UUID | None, at: datetime | None = None
) -> None:
    """Take away what is kept of someone, and what says who they are where rows stay. In a transaction of its own.

    Raises NotFound for nobody, and for who is erased already.
    """
    with running.database.writing() as session:
        erasing = _begin(session, person_id, at or now())
        erase_rows(erasing)
        _close_request(session, person_id, by)
        audit.record(session, by, "person_erased", person_id, person_id=person_id)
    for finish in _finishes.values():
        finish(running, erasing)
    tell_outside(running)
    log.info("person_erased", person=str(person_id))


def _close_request(session: Session, person_id: uuid.UUID, by: uuid.UUID | None) -> None:
    session.execute(
        update(Erasure)
        .where(Erasure.person_id == person_id, Erasure.state == ErasureState.WAITING)
        .values(state=ErasureState.DONE, answered_at=now(), answered_by=by)
    )


def erase_rows(erasing: Erasing) -> None:
    for erase in dict.fromkeys(kept.end.erase for kept in from_the_top()):
        erase(erasing)
    erasing.session.flush()
    erasing.session.expire_all()


def _begin(session: Session, person_id: uuid.UUID, at: datetime) -> Erasing:
    person = session.get(Person, person_id, with_for_update=True)
    if person is None or person.erased_at is not None:
        raise NotFound
    with speaking(default_language()):
        instead = gettext("Personne effacée")
    words = Words(
        names=(person.name, person.given_name, person.family_name),
        email=person.email,
        phone=person.phone,
        instead=instead,
    )
    return Erasing(session, person_id, words, at, email=person.email)


def tell_outside(running: Runtime) -> Erased:
    """Bring the list beside the database up to it."""
    with running.database.reading() as session:
        return remember(running.settings.instance, list_erased(session))


def erase_again(running: Runtime) -> int:
    """Whoever the list names and this database still holds, as an older backup does: before anybody signs in.

    The moment is the one of the first time. Raises ListUnreadable.
    """
    named = read_list(running.settings.instance / FILE)
    ids = list(named)
    with running.database.reading() as session:
        present = [
            person_id
            for first in range(0, len(ids), AT_ONCE)
            for person_id in list_present(session, ids[first : first + AT_ONCE])
        ]
    for person_id in present:
        erase_person(running, person_id, by=None, at=named[person_id])
    tell_outside(running)
    return len(present)
