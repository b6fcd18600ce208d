"""Commands of `flask compagnon` about people."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.kernel import audit
from app.kernel.runtime import runtime
from app.network.queries import find_centre_by_code
from app.people.intake.planning import Kind, make_plan
from app.people.intake.reading import Undecodable, decode, read_sheet
from app.people.intake.taking import hold_centre, take_plan
from app.people.intake.wording import fault_sentence
from app.people.queries import find_person_by_email
from app.people.roles import GIVEN_BY_CENTRES
from app.people.services.accounts import EmailUnreadable
from app.people.services.administrators import make_administrator
from app.people.services.invitations import invite
from app.people.services.second_step import forget_second_step


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


@click.command("people")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--centre", required=True, help="The code of the centre.")
@click.option("--look", is_flag=True, help="Only say what would change.")
@click.option("--mails/--no-mails", default=False, help="Tell new people by mail.")
@with_appcontext
def take_people(file: Path, centre: str, look: bool, mails: bool) -> None:
    """Take people into a centre from a CSV file: everything, or nothing with every fault by its line."""
    running = runtime()
    with running.database.writing() as session:
        found = find_centre_by_code(session, centre)
        if found is None:
            raise click.ClickException(f"There is no centre called {centre}.")
        hold_centre(session, found.id)
        try:
            sheet = read_sheet(decode(file.read_bytes()))
        except Undecodable as error:
            raise click.ClickException(f"{file} is no table.") from error
        plan = make_plan(session, centre_id=found.id, sheet=sheet, roles=GIVEN_BY_CENTRES, by=None)
        for fault in plan.faults:
            click.echo(f"{file}:{fault.line}: {fault.column or '-'}: {fault_sentence(fault)}", err=True)
        if plan.faults:
            raise click.ClickException(f"{len(plan.faults)} faults; nothing was taken.")
        click.echo(", ".join(f"{kind.value}: {plan.count(kind)}" for kind in Kind))
        if look:
            return
        taken = take_plan(session, plan, by=None)
        page = f"{running.settings.address}/password/forgot"
        for person in taken.created if mails else ():
            invite(session, running.mailer, person, page=page)


@click.command("reset-second-step")
@click.argument("email")
@with_appcontext
def reset_second_step(email: str) -> None:
    """Forget the codes and passkeys of someone whom no centre can help: who runs the network."""
    with runtime().database.writing() as session:
        person = find_person_by_email(session, email)
        if person is None:
            raise click.ClickException(f"Nobody has the e-mail address {email}.")
        forget_second_step(session, person.id)
        audit.record(session, None, "second_step_reset", person.id, person_id=person.id)
    click.echo(f"{email} signs in with the password alone, and sets codes up anew where they are demanded.")
