"""The account itself: every door, every address, every name."""

from sqlalchemy import delete, or_, select, update

from app.kernel.audit import AuditLine, rewriting
from app.people.erasing.ground import Erasing
from app.people.erasing.models import Erasure
from app.people.models import (
    ApiToken,
    Card,
    CodeKey,
    GroupMember,
    Membership,
    OutsideAccount,
    Passkey,
    PasswordLink,
    Person,
    RecoveryCode,
    Seeing,
    Sitting,
)
from app.people.optional.models import Consent, ToldGender
from app.people.records.models import Record
from app.people.services.accounts import close_every_door

CHOICES = (ToldGender, Consent, Record)
PLACES = (GroupMember, Membership)
WAYS_IN = (Sitting, ApiToken, PasswordLink, Card, CodeKey, RecoveryCode, Passkey, OutsideAccount)


def erase_ways_in(erasing: Erasing) -> None:
    """Open sockets are told before their sittings go."""
    close_every_door(erasing.session, erasing.person_id)
    seen = or_(Seeing.person_id == erasing.person_id, Seeing.actor_id == erasing.person_id)
    looking = Sitting.seeing_id.in_(select(Seeing.id).where(seen))
    erasing.session.execute(update(Sitting).where(looking).values(seeing_id=None))
    erasing.session.execute(delete(Seeing).where(seen))
    for model in WAYS_IN:
        erasing.session.execute(delete(model).where(model.person_id == erasing.person_id))


def erase_choices(erasing: Erasing) -> None:
    """What they said of themselves, and the copies they asked for with their files."""
    keys = select(Record.key).where(Record.person_id == erasing.person_id, Record.key != "")
    erasing.files.update(erasing.session.scalars(keys))
    for model in CHOICES:
        erasing.session.execute(delete(model).where(model.person_id == erasing.person_id))


def erase_places(erasing: Erasing) -> None:
    """Roles and groups; whom they accompanied is somebody else's to decide."""
    session, person_id = erasing.session, erasing.person_id
    for model in PLACES:
        session.execute(delete(model).where(model.person_id == person_id))
    session.execute(update(Membership).where(Membership.tutor_id == person_id).values(tutor_id=None))


def erase_in_audit(erasing: Erasing) -> None:
    """What staff did stays on record, on whom by an id; names that stood there go."""
    with rewriting(erasing.session):
        erasing.hide_in(
            AuditLine, or_(AuditLine.actor_id == erasing.person_id, AuditLine.person_id == erasing.person_id)
        )


def erase_person_row(erasing: Erasing) -> None:
    """What stays is an id, which rows of others name, and since when nobody stands behind it."""
    theirs = (Erasure.person_id, Erasure.asked_by, Erasure.answered_by)
    erasing.hide_in(Erasure, or_(*(column == erasing.person_id for column in theirs)))
    erasing.session.execute(
        update(Person)
        .where(Person.id == erasing.person_id)
        .values(
            email=None,
            given_name=erasing.words.instead,
            family_name="",
            language="fr",
            phone="",
            password_hash="",
            suspended_at=erasing.at,
            seen_as_id=None,
            erased_at=erasing.at,
        )
    )
