"""Mails to someone, and what else the outbox says of them."""

import json
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from sqlalchemy import Text, cast, delete, or_, select

from app.kernel.outbox import OutboxRow
from app.kernel.runtime import Runtime
from app.people.erasing.ground import Erasing

FOLDER = "mail"


def erase_posts(erasing: Erasing) -> None:
    """Mails to the person go, sent or not; in those to others their name does."""
    session, rows = erasing.session, OutboxRow.payload
    if erasing.email:
        to, asked = (rows[name].as_string() for name in ("to", "email"))
        session.execute(delete(OutboxRow).where(or_(to == erasing.email, asked == erasing.email)))
    written = cast(rows, Text)
    known = [written.contains(form, autoescape=True) for form in _as_stored(erasing)]
    if known:
        ids = list(session.scalars(select(OutboxRow.id).where(or_(*known))))
        erasing.hide_in(OutboxRow, OutboxRow.id.in_(ids))


def _as_stored(erasing: Erasing) -> set[str]:
    """SQLite keeps JSON with its letters escaped, PostgreSQL as they are."""
    return {form for word in erasing.words.forms for form in (word, json.dumps(word)[1:-1])}


def delete_what_is_no_row(running: Runtime, erasing: Erasing) -> None:
    running.incoming.forget_of(str(erasing.person_id))
    _delete_mail_files(running.settings.instance, erasing.email)


def _delete_mail_files(instance: Path, email: str | None) -> None:
    """Where no server takes mails they are files."""
    for path in (instance / FOLDER).glob("*.eml") if email else ():
        said = message_from_bytes(path.read_bytes(), policy=default)["To"] or ""
        if str(email) in str(said).lower():
            path.unlink(missing_ok=True)
