"""The first account of an installation."""

from sqlalchemy.orm import Session

from app.kernel import audit
from app.network.models import Centre, CentreKind
from app.network.queries import find_centre_by_code
from app.people.models import Role
from app.people.queries import find_person_by_email
from app.people.services.accounts import add_person, give_role, readable_email
from app.people.services.passwords import make_password_link

OFFICE = "reseau"


def make_administrator(session: Session, *, email: str) -> str:
    """Give this address the care of the network, with an account if it has none; the secret of a password link.

    Roles are held in a centre, so the network has an office: a virtual centre, made here the first time.
    Raises EmailUnreadable. Flushes.
    """
    address = readable_email(email)
    person = find_person_by_email(session, address) or add_person(
        session, email=address, given_name=address.partition("@")[0]
    )
    person.suspended_at = None
    office = find_centre_by_code(session, OFFICE)
    if office is None:
        office = Centre(code=OFFICE, name="Réseau", kind=CentreKind.VIRTUAL, contact_email=address)
        session.add(office)
        session.flush()
    for role in (Role.NETWORK_MANAGER, Role.CENTRE_MANAGER):
        give_role(session, person_id=person.id, centre_id=office.id, role=role)
    audit.record(
        session, None, "administrator_made", person.id, person_id=person.id, centre_id=office.id, link=True
    )
    return make_password_link(session, person)
