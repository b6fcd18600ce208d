"""`flask compagnon backup | restore | go-live | check`: keeping an installation, at the console."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from app.kernel.installation import WrongKind
from app.kernel.runtime import runtime
from app.kernel.schema import SchemaFromTheFuture
from app.operation.archive import ArchiveUnreadable, Manifest
from app.operation.backing_up import back_up
from app.operation.going_live import NotHeld, WaitingOutside, go_live
from app.operation.postgres import ProgramFailed, ProgramMissing
from app.operation.proofs import Ground, check
from app.operation.restoring import CannotRestore, restore
from app.operation.snapshots import CopyDamaged
from app.operation.upgrading import Nothing, StillServed, upgrade
from app.people.erasing.outside import ListUnreadable

FAULTS, NOT_ASKED = 1, 2
SAID = (ArchiveUnreadable, CannotRestore, CopyDamaged, ListUnreadable, ProgramFailed, ProgramMissing)


@contextmanager
def in_a_sentence() -> Iterator[None]:
    """What goes wrong is told without a traceback."""
    try:
        yield
    except SAID as error:
        raise click.ClickException(str(error)) from error
    except FileExistsError as error:
        raise click.ClickException(f"{error} is there already: choose another name.") from error
    except OperationalError as error:
        raise click.ClickException(f"The database does not answer: {error.orig}") from error
    except sqlite3.OperationalError as error:
        raise click.ClickException(f"SQLite could not write the copy: {error}. Is the disk full?") from error
    except OSError as error:
        raise click.ClickException(f"{error.filename or 'The disk'}: {error.strerror}") from error


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--list-media", is_flag=True, help="Name the files of the store without copying them.")
@with_appcontext
def backup(file: Path, list_media: bool) -> None:
    """Write the whole installation into FILE, while people go on."""
    with in_a_sentence():
        manifest = back_up(runtime(), file, copy_media=not list_media)
    click.echo(f"{file}: {file.stat().st_size // 1024} KB. {_contents(manifest)}")
    if manifest.missing:
        click.echo(
            f"{len(manifest.missing)} files that rows name were not in the store, such as "
            f"{manifest.missing[0]}: see flask compagnon check.",
            err=True,
        )


def _contents(manifest: Manifest) -> str:
    rows = sum(each.count for each in manifest.tables.values())
    files = len(manifest.listed) if manifest.media == "listed" else len(manifest.keys)
    return f"{rows} rows in {len(manifest.tables)} tables, {files} files {manifest.media}."


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--live", is_flag=True, help="Let it send mails at once: the original is gone.")
@click.option(
    "--erased",
    "lists",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A list of who was erased since (erased.jsonl of the lost instance), or a later backup. May be repeated.",
)
@with_appcontext
def restore_command(file: Path, live: bool, lists: tuple[Path, ...]) -> None:
    """Put the backup FILE into this installation, which must be empty."""
    with in_a_sentence():
        manifest, erased = restore(runtime(), file, live=live, lists=lists)
    click.echo(f"Restored as it was on {manifest.made_at:%Y-%m-%d %H:%M} UTC. {_contents(manifest)}")
    click.echo("All counts and hashes are those of the backup.")
    if erased:
        click.echo(f"{erased} people who were erased since are erased again.")
    if not live:
        click.echo("This copy sends no mail and asks nothing of the outside until: flask compagnon go-live")


@click.command("go-live")
@click.option(
    "--waiting", type=click.Choice(["send", "drop"]), help="What becomes of mails that were not sent."
)
@with_appcontext
def go_live_command(waiting: str | None) -> None:
    """Let a restored copy send mails: it takes the place of the original."""
    send = None if waiting is None else waiting == "send"
    try:
        with runtime().database.writing() as session:
            count = go_live(session, send=send)
    except NotHeld as error:
        raise click.ClickException("This installation is live already.") from error
    except WaitingOutside as error:
        raise click.ClickException(
            f"{error.count} mails wait here, and the original may have sent them since the backup: "
            "say --waiting send or --waiting drop."
        ) from error
    click.echo(f"Live. {count} mails {'leave now' if send else 'are dropped'}." if count else "Live.")


@click.command("check")
@click.option("--deep", is_flag=True, help="Read every file of the store, too.")
@with_appcontext
def check_command(deep: bool) -> None:
    """Prove that this installation is whole. Ends with 1 where something is not, with 2 where it cannot be asked."""
    running = runtime()
    try:
        holds = report(Ground(running.database, running.store, running.settings.database, deep))
    except OperationalError as error:
        click.echo(f"The database does not answer: {error.orig}", err=True)
        sys.exit(NOT_ASKED)
    if not holds:
        sys.exit(FAULTS)


def report(ground: Ground) -> bool:
    """Each proof as it is known; whether all hold."""
    wrong = 0
    for proof in check(ground):
        click.echo(f"{'ok  ' if proof.holds else 'FAIL'}  {proof.name}")
        for fault in proof.faults:
            click.echo(f"      {fault}")
        if proof.count > len(proof.faults):
            click.echo(f"      and {proof.count - len(proof.faults)} more")
        wrong += not proof.holds
    return not wrong


@click.command("upgrade")
@click.option("--backup", "file", type=click.Path(path_type=Path), help="Where the backup goes, by name.")
@click.option("--without-backup", is_flag=True, help="For who has made one by other means.")
@with_appcontext
def upgrade_command(file: Path | None, without_backup: bool) -> None:
    """Bring this installation to this release: a backup, the migrations, a check. With its servers stopped."""
    running = runtime()
    try:
        with in_a_sentence():
            made = upgrade(running, file, without_backup=without_backup)
    except (SchemaFromTheFuture, WrongKind, StillServed) as error:
        raise click.ClickException(str(error)) from error
    if made is Nothing.TO_DO:
        click.echo("The schema is this release's already.")
        return
    click.echo(f"Backup: {made}" if isinstance(made, Path) else "No backup was made.")
    click.echo("Migrated.")
    if not report(Ground(running.database, running.store, running.settings.database)):
        click.echo(
            f"Do not serve this. To go back: the former release, and restore {made} elsewhere.", err=True
        )
        sys.exit(FAULTS)


COMMANDS: tuple[click.Command, ...] = (
    backup,
    restore_command,
    go_live_command,
    check_command,
    upgrade_command,
)
