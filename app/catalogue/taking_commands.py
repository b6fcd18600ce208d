"""Taking files of other tools at the console."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext
from sqlalchemy.orm import Session

from app.catalogue.elsewhere import Report
from app.catalogue.elsewhere.sentences import FIGURES
from app.catalogue.models import ModuleVersion
from app.catalogue.services.drafting import source_of
from app.catalogue.services.drafts import put_draft, stamp_of
from app.catalogue.services.modules import lock_module
from app.catalogue.services.preparing import prepare
from app.catalogue.services.taking import Sent, Taken, find_base, take_into
from app.kernel.errors import DomainError, NotFound
from app.kernel.runtime import runtime
from app.kernel.sentences import sentence_for


@click.command("take")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", "slug", required=True, help="Slug of the module whose draft gets the new unit.")
@click.option("--unit", default="", help="Name of the new unit, as 07-le-risque; else made from the title.")
@click.option("--title", default="", help="Title of the new unit; else the document's, or the file's name.")
@click.option("--report-only", is_flag=True, help="Say what would be taken, and change nothing.")
@with_appcontext
def take_file(file: Path, slug: str, unit: str, title: str, report_only: bool) -> None:
    """Take questions or a document of another tool as a new unit of a module's draft."""
    try:
        taken = _take(slug, Sent(file.read_bytes(), file.name, title, unit), keeps=not report_only)
    except DomainError as refused:
        raise click.ClickException(sentence_for(refused.code, refused.facts)) from None
    for line in lines_of(taken.report):
        click.echo(line)
    names = ", ".join(each.name for each in taken.units)
    click.echo(f"{slug}: {names}" + (" (nothing kept)" if report_only else ""))


def _take(slug: str, sent: Sent, *, keeps: bool) -> Taken:
    running = runtime()
    with running.database.reading() as session:
        base = _find_base(session, slug)
        stamp = stamp_of(base)
        source = None if base.archive else source_of(session, running.store, base)
        session.expunge(base)
    taken = take_into(running.store, base, sent, source)
    if keeps:
        prepared = prepare(running.store, taken.files, slug=slug)
        with running.database.writing() as session:
            module = lock_module(session, slug)
            assert module is not None
            put_draft(session, running.store, module, prepared, by=None, onto=stamp)
    return taken


def _find_base(session: Session, slug: str) -> ModuleVersion:
    try:
        _, base = find_base(session, slug)
    except NotFound:
        raise click.ClickException(f"No module has the slug {slug}.") from None
    if base is None:
        raise click.ClickException(f"{slug} has neither a draft nor a version.")
    return base


def lines_of(report: Report) -> list[str]:
    """Figures first, then every part with its place and its fate."""
    figures = [f"{gettext(FIGURES[name])}: {count}" for name, count in report.figures.items() if count]
    notes = []
    for note in report.notes:
        place = " ".join(filter(None, [str(note.where.line or ""), note.where.place]))
        notes.append(
            f"{note.fate}: {place}: {note.message(gettext)}"
            if place
            else f"{note.fate}: {note.message(gettext)}"
        )
    return [*figures, *notes]


COMMANDS: tuple[click.Command, ...] = (take_file,)
