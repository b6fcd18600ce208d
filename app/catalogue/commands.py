"""Content as code at the console: what an author does in a folder, and an operator with an instance."""

from collections.abc import Iterable
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from app.catalogue.content import Fault, format_files, parse, read_folder, write
from app.catalogue.content.archives import write_archive_to
from app.catalogue.content.fields import one_line
from app.catalogue.models import Module
from app.catalogue.queries import find_draft, find_module, find_published
from app.catalogue.services.drafting import files_of
from app.catalogue.services.drafts import put_draft
from app.catalogue.services.editing.beginning import begun_source
from app.catalogue.services.indexing import index_again
from app.catalogue.services.modules import lock_module
from app.catalogue.services.preparing import FaultsFound, prepare
from app.catalogue.services.publishing import publish_draft
from app.catalogue.services.shipping import hold_module
from app.catalogue.uploads import unpack
from app.kernel.errors import DomainError
from app.kernel.large import digest_of, read_path, write_pieces
from app.kernel.runtime import runtime
from app.kernel.sentences import sentence_for
from app.network.queries import find_centre_by_code

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
SOURCE = click.Path(exists=True, path_type=Path)
ZIP = ".zip"


@click.command("format")
@click.argument("folder", type=FOLDER)
@with_appcontext
def format_folder(folder: Path) -> None:
    """Write the missing ids and the canonical form of a module."""
    files = read_folder(folder)
    formatted = format_files(files)
    if formatted.files is None:
        raise _told(formatted.faults)
    for path in write_folder(folder, formatted.files):
        click.echo(path)


@click.command()
@click.argument("folder", type=FOLDER)
@with_appcontext
def validate(folder: Path) -> None:
    """List every fault of a module, with file and line."""
    parsed = parse(read_folder(folder))
    if parsed.faults:
        raise _told(parsed.faults)
    click.echo("No fault.")


@click.command("import")
@click.argument("source", type=SOURCE)
@click.option("--centre", required=True, help="Code of the centre that holds the module.")
@click.option("--shared", is_flag=True, help="Let every centre of the network read it.")
@with_appcontext
def import_folder(source: Path, centre: str, shared: bool) -> None:
    """Make a folder, or a zip, the draft of its module, created where there is none."""
    running = runtime()
    try:
        files = read_folder(source) if source.is_dir() else unpack(source, running.settings)
        prepared = prepare(running.store, files)
        with running.database.writing() as session:
            found = find_centre_by_code(session, centre)
            if found is None:
                raise click.ClickException(f"No centre has the code {centre}.")
            module = hold_module(session, prepared, centre_id=found.id, is_shared=shared)
            if module.centre_id != found.id:
                raise click.ClickException(f"{module.slug} is a module of another centre.")
            module.is_shared = module.is_shared or shared
            draft = put_draft(session, running.store, module, prepared, by=None)
            click.echo(f"{module.slug}: {'draft' if draft.number == 0 else f'version {draft.number}'}")
    except DomainError as refused:
        raise _refusal(refused) from None


@click.command("export")
@click.argument("slug")
@click.argument("target", type=click.Path(path_type=Path))
@with_appcontext
def export_folder(slug: str, target: Path) -> None:
    """Write a module's draft, or its current version, as a folder; as a zip where the name ends so."""
    running = runtime()
    with running.database.reading() as session:
        module = _module(session, slug, lock=False)
        version = find_draft(session, module.id) or find_published(session, module.id)
        if version is None:
            raise click.ClickException(f"{slug} holds nothing yet.")
        files = files_of(session, running.store, version)
    if target.suffix == ZIP and not target.is_dir():
        with target.open("wb") as file:
            write_archive_to(file, files)
    else:
        _replace_folder(target, files)
    click.echo(f"{slug}: {len(files)} files")


def _replace_folder(folder: Path, files: dict[str, bytes]) -> None:
    if folder.is_file():
        raise click.ClickException(f"{folder} is a file: name a folder, or a zip.")
    if folder.exists() and any(folder.iterdir()) and not (folder / "module.yaml").exists():
        raise click.ClickException(f"{folder} holds something else: name an empty folder or a module's.")
    for path in set(read_folder(folder)) - files.keys() if folder.exists() else ():
        (folder / path).unlink()
    write_folder(folder, files)


@click.command()
@click.argument("slug")
@click.option("--note", default="", help="What has changed, for who reads the list of versions.")
@with_appcontext
def publish(slug: str, note: str) -> None:
    """Publish a module's draft as its next version."""
    running = runtime()
    try:
        with running.database.writing() as session:
            module = _module(session, slug, lock=True)
            version = publish_draft(session, module, store=running.store, note=note, by=None)
            click.echo(f"{slug}: version {version.number}, {version.checksum}")
    except DomainError as refused:
        raise _refusal(refused) from None


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", required=True)
@click.option("--language", default="fr", show_default=True)
@click.option("--sector", default="general", show_default=True)
@with_appcontext
def new(folder: Path, title: str, language: str, sector: str) -> None:
    """Begin a module in an empty folder that has its slug for a name: the least that is valid, its title everywhere."""
    if folder.exists() and any(folder.iterdir()):
        raise click.ClickException(f"{folder} holds something: name an empty folder.")
    parsed = parse(write(begun_source(folder.name, one_line(title), language, sector)))
    if parsed.module is None:
        raise _told(parsed.faults)
    for path in write_folder(folder, write(parsed.module)):
        click.echo(path)


@click.command("index")
@with_appcontext
def index_units() -> None:
    """Make the index of the search again, from what the units say."""
    with runtime().database.writing() as session:
        units = index_again(session)
    click.echo(f"{units} units are found by their words.")


COMMANDS: tuple[click.Command, ...] = (
    new,
    format_folder,
    validate,
    import_folder,
    export_folder,
    publish,
    index_units,
)


def write_folder(folder: Path, files: dict[str, bytes]) -> Iterable[str]:
    """Write what differs; returns the paths written."""
    written = []
    for path, data in files.items():
        target = folder / path
        if not target.is_file() or not _says(target, data):
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as file:
                write_pieces(file, data)
            written.append(path)
    return written


def _says(path: Path, data: bytes) -> bool:
    return path.stat().st_size == len(data) and digest_of(read_path(path)) == digest_of(data)


def _module(session: Session, slug: str, *, lock: bool) -> Module:
    module = lock_module(session, slug) if lock else find_module(session, slug)
    if module is None:
        raise click.ClickException(f"No module has the slug {slug}.")
    return module


def _told(faults: Iterable[Fault]) -> click.ClickException:
    return _refusal(FaultsFound.of(faults))


def _refusal(refused: DomainError) -> click.ClickException:
    lines = [sentence_for(refused.code, refused.facts)]
    for fault in refused.facts.get("faults", ()):
        lines.append(f"{fault['file']}:{fault['line'] or ''}: {fault['message']}")
    return click.ClickException("\n".join(lines))
