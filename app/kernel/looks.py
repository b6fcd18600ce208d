"""Looks at people from elsewhere: noticed while a page is read, kept once the answer has gone.

A page that reads cannot write, and nobody waits for a line about having read. So a look is a hint on its way to being a
line: a process that is killed between the answer and the line loses it, as it would a push (`realtime`).
"""

import uuid
from dataclasses import dataclass

import structlog
from flask import Flask, Response, g
from sqlalchemy.orm import Session

from app.kernel.audit import AuditLine
from app.kernel.clock import now
from app.kernel.db import DATABASE_AWAY, Database, inserting
from app.kernel.i18n import today
from app.kernel.ids import new_id

LOOKED = "looked"
#: As many keys as one process remembers, so that a page read again asks the database nothing.
MOST_REMEMBERED = 10_000

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Look:
    """Who looked, at whom, and on what kind of page; `from_id` is a centre of who looks, `centre_id` of who is seen."""

    actor_id: uuid.UUID
    person_id: uuid.UUID
    centre_id: uuid.UUID
    from_id: uuid.UUID | None
    page: str


def notice(session: Session, look: Look) -> None:
    """Have the look kept, when this unit of work only reads: what writes leaves a line of its own."""
    if session.info.get("reads"):
        session.info.setdefault("looks", {})[look] = None


def init_looks(app: Flask, database: Database) -> None:
    remembered: set[str] = set()

    @app.after_request
    def keep_looks(response: Response) -> Response:
        looks = g.unit.take("looks") if "unit" in g else None
        if looks and response.status_code < 400:
            day = today().isoformat()
            keys = {f"{LOOKED}:{each.actor_id}:{each.person_id}:{day}": each for each in looks}
            fresh = {key: look for key, look in keys.items() if key not in remembered}
            if fresh:
                response.call_on_close(lambda: _keep(database, fresh, remembered))
        return response


def _keep(database: Database, looks: dict[str, Look], remembered: set[str]) -> None:
    try:
        with database.writing() as session:
            for key, look in looks.items():
                keep_look(session, key, look)
    except DATABASE_AWAY:
        log.warning("looks_not_kept", count=len(looks))
        return
    if len(remembered) > MOST_REMEMBERED:
        remembered.clear()
    remembered.update(looks)


def keep_look(session: Session, key: str, look: Look) -> None:
    """One line under this key, however often, in whatever process."""
    line = inserting(session, AuditLine).values(
        id=new_id(),
        at=now(),
        actor_id=look.actor_id,
        act=LOOKED,
        object_id=str(look.person_id),
        person_id=look.person_id,
        centre_id=look.centre_id,
        facts={"page": look.page, "centre": str(look.from_id) if look.from_id else None},
        once=key,
    )
    session.execute(line.on_conflict_do_nothing(index_elements=["once"]))
