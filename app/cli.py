"""`flask compagnon …`: what an operator does at the console."""

import os
import sys
from datetime import timedelta
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from app import wiring
from app.kernel.installation import WrongKind, claim_kind
from app.kernel.jobs import Jobs
from app.kernel.outbox import retry_parked
from app.kernel.runtime import runtime
from app.kernel.schema import SchemaFromTheFuture, bring_to_head
from app.kernel.secrets import SigningKeys
from app.people.erasing.act import erase_again
from app.people.erasing.outside import ListUnreadable
from app.settings import Settings, SettingsInvalid, load_settings

GUNICORN_CONFIG = Path(__file__).parents[1] / "deploy" / "gunicorn.conf.py"

compagnon = AppGroup("compagnon", help="Commands of the learning platform.")


def register(app: Flask) -> None:
    for command in wiring.COMMANDS:
        compagnon.add_command(command)
    app.cli.add_command(compagnon)


def checked_settings() -> Settings:
    try:
        return load_settings()
    except SettingsInvalid as error:
        raise click.ClickException(str(error)) from error


@compagnon.command()
@click.option("--table", is_flag=True, help="The defaults alone, as docs/operating.md holds them.")
def settings(table: bool) -> None:
    """Print each setting with its value, default and meaning; secrets stay hidden."""
    if table:
        click.echo(Settings.table())
        return
    for one in checked_settings().shown():
        click.echo(f"{one.name}={one.value}")
        click.echo(f"    default: {one.default or '(empty)'}\n    {one.meaning}")


@compagnon.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to the newest schema, after a copy aside."""
    prepare_schema(runtime().settings)


@compagnon.command()
@with_appcontext
def seed() -> None:
    """Top up the demo data."""
    running = runtime()
    if not running.settings.is_demo:
        raise click.ClickException("Demo data are for a demo instance: set COMPAGNON_DEMO=1.")
    wiring.seed_demo()


@compagnon.command("retry-parked")
@with_appcontext
def retry() -> None:
    """Give every parked duty its tries again."""
    with runtime().database.writing() as session:
        click.echo(f"{retry_parked(session)} duties wait again.")


@compagnon.command("rotate-key")
@click.option(
    "--forget", is_flag=True, help="Accept no former key: everyone signs in again. For a key that leaked."
)
@with_appcontext
def rotate_key(forget: bool) -> None:
    """Sign cookies and forms with a new key; former ones are accepted until what they signed is over."""
    chosen = runtime().settings
    SigningKeys(chosen.instance, timedelta(days=chosen.sitting_days)).rotate(forget=forget)
    click.echo("A new key signs from the next request on, in every process that reads this instance folder.")
    if forget:
        click.echo("The former keys are worth nothing any more: everyone signs in again.")
    else:
        click.echo(f"The former one is accepted for {chosen.sitting_days} days: nobody is signed out.")


@compagnon.command()
@with_appcontext
def jobs() -> None:
    """Run schedules and heavy work in the foreground, beside the servers of an installation on Redis."""
    running = runtime()
    if running.settings.is_embedded:
        raise click.ClickException("The embedded server runs its jobs itself.")
    consumer = Jobs(current_app._get_current_object(), running.database, running.settings)  # type: ignore[attr-defined]
    consumer.run()


@compagnon.command("prepare")
@with_appcontext
def prepare_command() -> None:
    """Migrate, and seed where it is a demo: what `serve` does first."""
    prepare()


@compagnon.command()
def serve() -> None:
    """Migrate, seed where it is a demo, and serve in the foreground."""
    checked_settings()
    sys.stdout.flush()
    program = Path(sys.executable).with_name("gunicorn")
    os.execve(  # noqa: S606  the same process group, so that one signal stops all
        program,
        [str(program), "--config", str(GUNICORN_CONFIG), "wsgi:application"],
        {**os.environ, "COMPAGNON_PREPARES": "1"},
    )


def prepare() -> None:
    """Bring the schema to its head, top up a demo, and say where the server will be found.

    In the context of an application. Raises click.ClickException with one sentence when the instance must not be served.
    """
    chosen = runtime().settings
    prepare_schema(chosen)
    if chosen.is_demo:
        wiring.seed_demo()
        click.echo(wiring.demo_accounts())
    click.echo(f"Compagnon: {chosen.address}")
    sys.stdout.flush()


def prepare_schema(chosen: Settings) -> None:
    """Migrate and stamp the instance. Raises click.ClickException when that must not be."""
    try:
        bring_to_head(chosen)
        with runtime().database.writing() as session:
            claim_kind(session, is_demo=chosen.is_demo)
        # Nobody signs in whom an older backup brought back.
        erase_again(runtime())
    except (ListUnreadable, SchemaFromTheFuture, WrongKind) as error:
        raise click.ClickException(str(error)) from error
