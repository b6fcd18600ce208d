"""What people change about themselves."""

from sqlalchemy.orm import Session

from app.kernel.errors import Invalid
from app.kernel.i18n import LANGUAGES
from app.people.actor import Actor
from app.people.queries import get_person
from app.people.services.accounts import NameMissing, close_every_door


def change_profile(
    session: Session, actor: Actor, *, given_name: str, family_name: str, phone: str, language: str
) -> None:
    """Raises NameMissing; Invalid for a language that we do not speak."""
    if not given_name.strip():
        raise NameMissing
    speak(session, actor, language=language)
    person = get_person(session, actor.id)
    person.given_name, person.family_name = given_name.strip(), family_name.strip()
    person.phone = phone.strip()


def speak(session: Session, actor: Actor, *, language: str) -> None:
    if language not in LANGUAGES:
        raise Invalid(errors=[{"at": "language", "message": "unknown"}])
    get_person(session, actor.id).language = language


def choose_password(session: Session, actor: Actor, *, password_hash: str) -> None:
    """Every other sitting and token ends: whoever knew the former password is out."""
    get_person(session, actor.id).password_hash = password_hash
    close_other_doors(session, actor)


def close_other_doors(session: Session, actor: Actor) -> None:
    close_every_door(session, actor.id, but=actor.door_id)
