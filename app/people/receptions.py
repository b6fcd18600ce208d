"""Whom to call where nobody has said yet who they are: the reception of each centre."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.network.models import Centre
from app.people.actor import Contact


def list_receptions(session: Session) -> list[Contact]:
    """By the name of the centre; those that can be reached."""
    rows = session.execute(
        select(Centre.name, Centre.contact_phone, Centre.contact_email, Centre.opening_hours).order_by(
            Centre.name
        )
    )
    found = [Contact(row.name, row.contact_phone, row.contact_email, row.opening_hours) for row in rows]
    return [contact for contact in found if contact.is_reachable]
