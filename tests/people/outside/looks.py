"""What the tables hold."""

from sqlalchemy import select

from app.kernel.db import Database
from app.kernel.outbox import OutboxRow
from app.people.models import OutsideAccount, Person

NADIA = "nadia@liege.example"
BUTTON = "Continuer avec Wallonie"


def accounts(database: Database) -> dict[str, str]:
    with database.reading() as session:
        rows = session.execute(
            select(OutsideAccount.subject, Person.given_name).join(
                Person, Person.id == OutsideAccount.person_id
            )
        )
        return {row.subject: row.given_name for row in rows}


def told_by_mail(database: Database) -> list[str]:
    with database.reading() as session:
        mails = session.scalars(select(OutboxRow).where(OutboxRow.handler == "mail"))
        return [mail.payload["to"] for mail in mails if "vient de changer" in mail.payload["text"]]
