"""Commands of `flask compagnon` about what people bring along."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.kernel.errors import DomainError
from app.kernel.runtime import runtime
from app.kernel.sentences import sentence_for
from app.learning.brought.reading import read_record
from app.learning.brought.taking import Taken, take_record
from app.people.queries import find_person_by_email

SAID = {
    Taken.NEW: "taken",
    Taken.NEWER: "taken in the place of an older one",
    Taken.NOTHING: "known already; nothing changed",
}


@click.command("take-record")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--email", required=True, help="The e-mail address that the person has here.")
@with_appcontext
def take_record_file(file: Path, email: str) -> None:
    """Show beside a person what their copy of another installation says (docs/record.md)."""
    running = runtime()
    try:
        sheet = read_record(file.read_bytes())
        with running.database.writing() as session:
            person = find_person_by_email(session, email)
            if person is None:
                raise click.ClickException(f"Nobody has the e-mail address {email}.")
            taken = take_record(
                session, person_id=person.id, sheet=sheet, here=running.settings.address, by=None
            )
    except DomainError as refused:
        raise click.ClickException(sentence_for(refused.code, refused.facts)) from None
    click.echo(f"{email}: {SAID[taken]}")
