"""What stands under a name at the head of a conversation: who that is to the reader, and when they answer. Higher
floors say it."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Header:
    """`role` goes under the name (« votre tutrice »); `promise` says when an answer can be expected."""

    role: str = ""
    promise: tuple[str, ...] = ()
    phone: str = ""


Describe = Callable[[Session, Actor, uuid.UUID | None], Header | None]

_describers: dict[str, Describe] = {}


def describe_with(kind: str, describe: Describe) -> None:
    """`describe(session, actor, subject)` answers the header of conversations of this kind."""
    _describers[kind] = describe


def find_header(session: Session, actor: Actor, kind: str, subject: uuid.UUID | None) -> Header:
    describe = _describers.get(kind)
    return (describe(session, actor, subject) if describe else None) or Header()
