"""The same columns on the way out: an empty model, and the people of a centre as they can be taken in again."""

import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.errors import NotFound
from app.kernel.i18n import today
from app.kernel.tables import write_csv
from app.people.actor import Actor
from app.people.intake.columns import HEADERS, ROLE_WORDS, in_language
from app.people.models import Membership, Person, Role
from app.people.queries import lasting, names_of
from app.people.rosters import list_groups_of


def write_table(rows: Iterable[Sequence[str]], language: str) -> bytes:
    return write_csv((in_language(words, language) for words in HEADERS.values()), rows)


def list_rows(session: Session, actor: Actor, centre_id: uuid.UUID, language: str) -> list[list[str]]:
    """Everyone of a centre that the caller manages, a line a person: who holds a role that a centre gives.

    Raises NotFound for another centre.
    """
    if not actor.has_role_in(centre_id, Role.CENTRE_MANAGER):
        raise NotFound
    found = session.execute(
        select(Person, Membership)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.centre_id == centre_id, lasting(today()), Membership.role.in_(ROLE_WORDS))
        .order_by(Person.family_name, Person.given_name, Person.id, Membership.from_on, Membership.id)
    ).all()
    people = {person.id: person for person, _held in found}
    held: dict[uuid.UUID, list[Membership]] = {person_id: [] for person_id in people}
    for person, membership in found:
        held[person.id].append(membership)
    groups = list_groups_of(session, centre_id, list(people))
    tutors = names_of(session, {one.tutor_id for _person, one in found if one.tutor_id})
    return [
        _row(
            person,
            held[person_id],
            next((name for _id, name in groups.get(person_id, ())), ""),
            next((tutors[one.tutor_id] for one in held[person_id] if one.tutor_id), ""),
            language,
        )
        for person_id, person in people.items()
    ]


def _row(person: Person, held: list[Membership], group: str, tutor: str, language: str) -> list[str]:
    same_days = len({(one.from_on, one.to_on) for one in held}) == 1
    first = held[0]
    roles = [one.role for one in held if one.role in ROLE_WORDS]
    return [
        person.given_name,
        person.family_name,
        person.email or "",
        person.phone,
        person.language,
        " + ".join(in_language(ROLE_WORDS[role], language) for role in roles),
        group,
        tutor if Role.LEARNER in roles else "",
        first.from_on.isoformat() if same_days else "",
        first.to_on.isoformat() if same_days and first.to_on else "",
        next((one.reference for one in held if one.reference), ""),
    ]
