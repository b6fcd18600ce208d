"""`flask compagnon simulate`: a demonstration as large as one likes."""

import time

import click
from flask.cli import with_appcontext
from sqlalchemy import text

from app.demo.network import CENTRES
from app.demo.people import PASSWORD
from app.demo.seeding import top_up
from app.demo.simulation.making import AlreadyThere, Network, make_network
from app.demo.simulation.size import Size
from app.kernel.db import Database
from app.kernel.installation import WrongKind, claim_kind
from app.kernel.jobs import is_served
from app.kernel.runtime import Runtime, runtime
from app.kernel.schema import SchemaFromTheFuture, bring_to_head

REFUSED = (
    "Simulated people are for a demo instance: they would stand among real ones, and all have one public password. "
    "Set COMPAGNON_DEMO=1 and an INSTANCE of its own."
)


@click.command("simulate")
@click.option("--centres", type=click.IntRange(1, len(CENTRES)), default=25, show_default=True)
@click.option("--learners", type=click.IntRange(16, 1_000_000), default=500, show_default=True)
@click.option(
    "--events", type=click.IntRange(0), default=50_000, show_default=True, help="Learning events in all."
)
@click.option(
    "--weeks", type=click.IntRange(2, 150), default=12, show_default=True, help="Age of the oldest history."
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same one makes the same network.")
@with_appcontext
def simulate(centres: int, learners: int, events: int, weeks: int, seed: int) -> None:
    """Add a network of fictional people who studied, asked and practised. With its servers stopped."""
    running, begun = runtime(), time.monotonic()
    if not running.settings.is_demo:
        raise click.ClickException(REFUSED)
    if running.settings.is_embedded and is_served(running.settings.instance):
        raise click.ClickException("A server runs on this instance: stop it first.")
    _prepare(running)
    try:
        with running.database.writing() as session:
            made = make_network(session, Size(centres, learners, events, weeks, seed), click.echo)
    except AlreadyThere as error:
        raise click.ClickException(
            "This instance holds a simulated network: choose another INSTANCE."
        ) from error
    look_over(running.database)
    report(made, time.monotonic() - begun)


def _prepare(running: Runtime) -> None:
    """The schema, the centres, the modules, and the demo accounts."""
    try:
        bring_to_head(running.settings)
        with running.database.writing() as session:
            claim_kind(session, is_demo=True)
    except (SchemaFromTheFuture, WrongKind) as error:
        raise click.ClickException(str(error)) from error
    top_up(running.database, running.store)


def look_over(database: Database) -> None:
    """Have the database look at what came, so that it plans its answers by it."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE"))


def report(made: Network, seconds: float) -> None:
    for name, count in made.counts.items():
        click.echo(f"{count:>10,}  {name}".replace(",", " "))
    code = made.people.sites[0].code
    click.echo(f"In {seconds:.0f} s. Everyone signs in with {PASSWORD}, such as:")
    for who in ("coordination", "formation1", "tutorat1", "apprenant1"):
        click.echo(f"  {who}@{code}.example")
