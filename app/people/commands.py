"""Commands of `flask compagnon` about people."""

import click
from flask.cli import with_appcontext

from app.kernel.runtime import runtime
from app.people.services.accounts import EmailUnreadable
from app.people.services.administrators import make_administrator


@click.command("create-admin")
@click.argument("email")
@with_appcontext
def create_admin(email: str) -> None:
    """Print a link that sets the password of a network manager, once, within 30 minutes."""
    running = runtime()
    try:
        with running.database.writing() as session:
            secret = make_administrator(session, email=email)
    except EmailUnreadable as error:
        raise click.ClickException(f"{email} is not an e-mail address.") from error
    click.echo(f"{running.settings.address}/password/new/{secret}")
