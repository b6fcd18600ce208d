"""Which sessions a person finds, by what is practised, where, in which room and with whom."""

from flask import url_for
from flask_babel import gettext
from sqlalchemy import Text, case, cast
from sqlalchemy.orm import Session

from app.catalogue.models import Module, Unit
from app.in_centre.models import InCentreSession
from app.in_centre.policy import centres_run
from app.in_centre.queries.sessions import SessionRow, read_rows, rows_visible_to
from app.kernel.clock import now
from app.kernel.i18n import opening, say_moment
from app.kernel.search import MOST_FOUND, Found, Hit, having_words, joined
from app.kernel.words import Sought
from app.network.models import Centre
from app.people.actor import Actor
from app.people.models import Person, Role

SAID = (
    Module.title,
    cast(Module.words, Text),
    Unit.title,
    cast(Unit.words, Text),
    Centre.name,
    InCentreSession.room,
    Person.given_name,
    Person.family_name,
)


def find_sessions(session: Session, actor: Actor, sought: Sought) -> Found:
    """Those to come first, the next one on top; then those that were, the last one first."""
    run = centres_run(actor)
    is_coming = InCentreSession.ends_at > now()
    rows = rows_visible_to(actor).where(having_words(session, joined(*SAID), sought))
    if not actor.has_role(Role.LEARNER):
        # The other page of a session is a learner's.
        rows = rows.where(InCentreSession.centre_id.in_(list(run)))
    rows = rows.order_by(
        case((is_coming, 0), else_=1),
        case((is_coming, InCentreSession.starts_at)),
        InCentreSession.starts_at.desc(),
        InCentreSession.id,
    )
    found = read_rows(session, rows.limit(MOST_FOUND))
    return Found([_hit(row, runs=row.it.centre_id in run) for row in found if sought.fits(*_texts(row))])


def _texts(row: SessionRow) -> list[str]:
    """The same without the keys under which other languages are kept."""
    said: list[Module | Unit] = [row.module, row.unit] if row.unit else [row.module]
    titles = [str(told.get("title", "")) for each in said for told in each.words.values()]
    return [*(each.title for each in said), *titles, row.centre.name, row.it.room, row.host_name]


def _hit(row: SessionRow, *, runs: bool) -> Hit:
    url = url_for("in_centre.host_session" if runs else "in_centre.my_session", session_id=row.it.id)
    told = [say_moment(row.it.starts_at), row.centre.name, row.it.room, row.module_title, row.host_name]
    if row.it.cancelled_at:
        told.insert(0, gettext("annulée"))
    return Hit(str(row.it.id), row.unit_title, url, detail=opening(", ".join(part for part in told if part)))
