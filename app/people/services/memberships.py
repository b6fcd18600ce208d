"""Roles in a centre, between dates; and who accompanies a learner there."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import case, or_, select, update
from sqlalchemy.orm import Session

from app.kernel import audit
from app.kernel.clock import now
from app.kernel.errors import Conflict, Denied, DomainError, NotFound
from app.kernel.events import announce, announce_all
from app.kernel.i18n import today
from app.people import policy
from app.people.actor import Actor
from app.people.events import MembershipChanged, TutorChosen
from app.people.models import Membership, Role
from app.people.queries import get_colleague, lasting, list_team
from app.people.rosters import tutors_today


class RoleDatesTurned(DomainError):
    """A role ends after it begins."""

    code = "role_dates_turned"


class RoleHeld(Conflict):
    """The person holds this role in this centre on some of these days already."""

    code = "role_held"


class NotInTeam(DomainError):
    """Who was chosen does not accompany in this centre."""

    code = "not_in_team"


def add_role(
    session: Session,
    actor: Actor,
    *,
    person_id: uuid.UUID,
    centre_id: uuid.UUID,
    role: Role,
    from_on: date | None = None,
    to_on: date | None = None,
) -> Membership:
    """A centre manager gives one more role, from today unless said. Raises NotFound, Denied, RoleHeld, RoleDatesTurned."""
    get_colleague(session, actor, person_id)
    if not policy.may_give(actor, centre_id, role):
        raise Denied
    begins = from_on or today()
    _check_dates(session, person_id, centre_id, role, begins, to_on)
    given = Membership(person_id=person_id, centre_id=centre_id, role=role, from_on=begins, to_on=to_on)
    session.add(given)
    session.flush()
    tell_dates(session, actor, "role_given", given, before=None)
    return given


def change_dates(
    session: Session,
    actor: Actor,
    *,
    person_id: uuid.UUID,
    membership_id: uuid.UUID,
    from_on: date,
    to_on: date | None,
) -> None:
    """Raises NotFound, RoleHeld, RoleDatesTurned; Denied for one's own role, so that a centre keeps someone."""
    membership = get_membership(session, actor, person_id, membership_id)
    if person_id == actor.id:
        raise Denied
    _check_dates(session, person_id, membership.centre_id, membership.role, from_on, to_on, but=membership.id)
    before = dates_of(membership)
    membership.from_on, membership.to_on = from_on, to_on
    session.flush()
    if dates_of(membership) != before:
        tell_dates(session, actor, "role_dates_changed", membership, before=before)


def end_role(session: Session, actor: Actor, *, person_id: uuid.UUID, membership_id: uuid.UUID) -> None:
    """The role is held until tonight; one that was to come never begins. Raises NotFound; Denied for one's own."""
    membership = get_membership(session, actor, person_id, membership_id)
    if person_id == actor.id:
        raise Denied
    if membership.from_on > today():
        before = dates_of(membership)
        session.delete(membership)
        audit.record(session, actor.id, "role_cancelled", person_id, **_about(membership), before=before)
        return
    end_tonight(session, actor, membership)


def end_tonight(session: Session, actor: Actor, membership: Membership) -> None:
    """The same for one that the caller was found to decide on, and that has begun."""
    before, membership.to_on = dates_of(membership), today()
    tell_dates(session, actor, "role_ended", membership, before=before)


def keep_role(session: Session, actor: Actor, *, person_id: uuid.UUID, membership_id: uuid.UUID) -> None:
    """Undo `end_role`, until tonight."""
    keep_on(session, actor, get_membership(session, actor, person_id, membership_id))


def keep_on(session: Session, actor: Actor, membership: Membership) -> None:
    """The same for one that the caller was found to decide on."""
    before, membership.to_on = dates_of(membership), None
    tell_dates(session, actor, "role_kept", membership, before=before)


def get_membership(
    session: Session, actor: Actor, person_id: uuid.UUID, membership_id: uuid.UUID
) -> Membership:
    for membership in get_colleague(session, actor, person_id).memberships:
        if membership.id == membership_id:
            return membership
    raise NotFound


def choose_tutor(
    session: Session, actor: Actor, *, person_id: uuid.UUID, centre_id: uuid.UUID, tutor_id: uuid.UUID | None
) -> None:
    """Who accompanies a learner in a centre, in what is under way and in what begins next; nobody, when None.

    Raises NotFound for whoever does not learn in a centre of the caller, NotInTeam.
    """
    memberships = get_colleague(session, actor, person_id).memberships
    learning = [one for one in memberships if one.centre_id == centre_id and one.role is Role.LEARNER]
    if not learning:
        raise NotFound
    if tutor_id:
        check_in_team(session, centre_id, tutor_id)
    name_tutor(session, actor.id, learning, tutor_id)


def check_in_team(session: Session, centre_id: uuid.UUID, tutor_id: uuid.UUID) -> None:
    """Raises NotInTeam."""
    if tutor_id not in {one.id for one in list_team(session, centre_id, Role.TUTOR)}:
        raise NotInTeam


def name_tutor(
    session: Session, by: uuid.UUID | None, memberships: list[Membership], tutor_id: uuid.UUID | None
) -> None:
    """The same for memberships that the caller was found to manage, and a tutor found in the team."""
    note_choice(session, by, memberships, tutor_id)
    if tutor_id:
        chosen = dict.fromkeys((one.person_id, one.centre_id) for one in memberships)
        announce_all(
            session,
            [TutorChosen(person_id, centre_id, tutor_id, by, now()) for person_id, centre_id in chosen],
        )


def note_choice(
    session: Session, by: uuid.UUID | None, memberships: Sequence[Membership], tutor_id: uuid.UUID | None
) -> None:
    """The same for what begins next: what is under way is the caller's to move. Flushes."""
    for one in memberships:
        former, one.tutor_id = one.tutor_id, tutor_id
        if former != tutor_id:
            audit.record(
                session,
                by,
                "tutor_chosen",
                one.person_id,
                person_id=one.person_id,
                centre_id=one.centre_id,
                before={"tutor": str(former) if former else None},
                after={"tutor": str(tutor_id) if tutor_id else None},
            )
    session.flush()


def note_tutors(session: Session, *, centre_id: uuid.UUID, chosen: Mapping[uuid.UUID, uuid.UUID]) -> None:
    """Whoever accompanies in the first module does so in the next, where nobody else was chosen; tutors by person."""
    if not chosen:
        return
    session.execute(
        update(Membership)
        .where(Membership.person_id.in_(list(chosen)), Membership.centre_id == centre_id)
        .where(Membership.role == Role.LEARNER, lasting(today()))
        .where(or_(Membership.tutor_id.is_(None), Membership.tutor_id.not_in(tutors_today(centre_id))))
        .values(tutor_id=case(dict(chosen), value=Membership.person_id)),
        execution_options={"synchronize_session": False},
    )


def _check_dates(
    session: Session,
    person_id: uuid.UUID,
    centre_id: uuid.UUID,
    role: Role,
    from_on: date,
    to_on: date | None,
    *,
    but: uuid.UUID | None = None,
) -> None:
    if to_on is not None and to_on < from_on:
        raise RoleDatesTurned
    same = select(Membership.id).where(
        Membership.person_id == person_id,
        Membership.centre_id == centre_id,
        Membership.role == role,
        or_(Membership.to_on.is_(None), Membership.to_on >= from_on),
    )
    if to_on is not None:
        same = same.where(Membership.from_on <= to_on)
    if any(found != but for found in session.scalars(same)):
        raise RoleHeld


def dates_of(membership: Membership) -> dict[str, str | None]:
    """As the audit keeps them."""
    ends = membership.to_on.isoformat() if membership.to_on else None
    return {"from": membership.from_on.isoformat(), "to": ends}


def _about(membership: Membership) -> dict[str, Any]:
    return {
        "person_id": membership.person_id,
        "centre_id": membership.centre_id,
        "role": membership.role.value,
    }


def tell_dates(
    session: Session, actor: Actor, act: str, membership: Membership, *, before: dict[str, str | None] | None
) -> None:
    """Keep in the audit what a role's dates were and are, and tell the floors above. Flushes."""
    audit.record(
        session,
        actor.id,
        act,
        membership.person_id,
        **_about(membership),
        before=before,
        after=dates_of(membership),
    )
    session.flush()
    announce(session, MembershipChanged(membership.person_id, now()))
