"""The journal: who did what, to whom, when; for who runs a centre and for who runs the network."""

from datetime import UTC, date, datetime
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.access import needs
from app.kernel.api import cursor_id, decode_cursor, encode_cursor
from app.kernel.errors import Invalid
from app.kernel.i18n import iso
from app.kernel.identity import signed_in_actor
from app.kernel.tables import write_csv
from app.kernel.unit_of_work import session
from app.people.journal.acts import FAMILY_NAMES, Family
from app.people.journal.reading import Lines, Wanted, page_lines
from app.people.journal.telling import Told, tell_lines
from app.people.models import Role
from app.people.pages import pages
from app.people.panels import PersonPanel
from app.people.queries import get_colleague, names_of
from app.ui.downloads import csv_file

PAGE, NEWEST, MOST_IN_FILE = 50, 8, 5000
LONGEST_NAME = 250

PANEL = PersonPanel(
    "journal",
    lambda: gettext("Ce qui a été fait"),
    lambda person_id: url_for("people.person_journal", person_id=person_id),
)


@pages.get("/centre/journal")
@needs("journal")
def journal() -> ResponseReturnValue:
    asked = _asked()
    found = page_lines(session(), signed_in_actor(), asked)
    return render_template(
        "people/journal.html",
        lines=tell_lines(session(), found.lines),
        next_cursor=_cursor(found),
        asked=asked,
        about=_about(asked),
        filters=_filters(asked),
        families=FAMILY_NAMES,
        most_in_file=MOST_IN_FILE,
        reads_all=signed_in_actor().has_role(Role.NETWORK_MANAGER),
        managed=signed_in_actor().centres_as(Role.CENTRE_MANAGER),
    )


def _asked(*, limit: int = PAGE) -> Wanted:
    """What the address asks for; what cannot be read counts as not asked."""
    after = decode_cursor(request.args.get("cursor"), 2)
    return Wanted(
        person_id=_id(request.args.get("person_id", "")),
        person=request.args.get("person", "").strip()[:LONGEST_NAME],
        by=request.args.get("by", "").strip()[:LONGEST_NAME],
        family=next((one for one in Family if one.value == request.args.get("family")), None),
        from_on=_day(request.args.get("from", "")),
        to_on=_day(request.args.get("to", "")),
        after=(_moment(after[0]), cursor_id(after[1])) if after else None,
        limit=limit,
    )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Invalid(errors=[{"at": "cursor", "message": "not a cursor of this list"}]) from None


def _cursor(found: Lines) -> str | None:
    last = found.lines[-1] if found.has_more else None
    return encode_cursor(iso(last.at), last.id) if last else None


def _filters(asked: Wanted) -> dict[str, str | None]:
    """As the address says them, for links that keep them."""
    return {
        "person_id": str(asked.person_id) if asked.person_id else None,
        "person": asked.person or None,
        "by": asked.by or None,
        "family": asked.family.value if asked.family else None,
        "from": asked.from_on.isoformat() if asked.from_on else None,
        "to": asked.to_on.isoformat() if asked.to_on else None,
    }


def _about(asked: Wanted) -> str:
    """The name of the one person whose lines are shown, where the reader has them among their people."""
    if asked.person_id is None:
        return ""
    return names_of(session(), [asked.person_id]).get(asked.person_id, "")


@pages.get("/centre/journal.csv")
@needs("journal")
def journal_as_table() -> ResponseReturnValue:
    found = page_lines(session(), signed_in_actor(), _asked(limit=MOST_IN_FILE))
    return csv_file(_write(tell_lines(session(), found.lines)), gettext("journal"), is_dated=True)


def _write(lines: list[Told]) -> bytes:
    header = [
        gettext("Moment"),
        gettext("Acte"),
        gettext("Ce qui s’est passé"),
        gettext("Avant"),
        gettext("Après"),
    ]
    return write_csv(header, map(_row, lines))


def _row(line: Told) -> list[str]:
    before = ", ".join(f"{one.label} : {one.before}" for one in line.changes if one.before)
    after = ", ".join(f"{one.label} : {one.after}" for one in line.changes if one.after)
    return [iso(line.at), line.act, line.sentence, before, after]


@pages.get("/centre/people/<uuid:person_id>/journal")
@needs("centre_manager")
def person_journal(person_id: UUID) -> ResponseReturnValue:
    """The last lines about someone of a centre that the caller manages."""
    actor = signed_in_actor()
    person = get_colleague(session(), actor, person_id).person
    found = page_lines(session(), actor, Wanted(person_id=person_id, limit=NEWEST))
    is_fragment = request.headers.get("HX-Request") == "true"
    return render_template(
        "people/_person_journal.html" if is_fragment else "people/person_journal.html",
        person=person,
        lines=tell_lines(session(), found.lines),
    )
