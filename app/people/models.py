import enum
import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, Id, Line, Moment


class Role(enum.StrEnum):
    LEARNER = "learner"
    TUTOR = "tutor"
    TRAINER = "trainer"
    SESSION_HOST = "session_host"
    ASSESSOR = "assessor"
    CENTRE_MANAGER = "centre_manager"
    TRAINING_ADVISER = "training_adviser"
    COMPANY_CONTACT = "company_contact"
    NETWORK_MANAGER = "network_manager"
    FUNDING_OFFICER = "funding_officer"


class Person(Base):
    """An account of the network. What someone may do comes from memberships and relations."""

    __tablename__ = "people_person"

    id: Mapped[Id]
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    given_name: Mapped[str] = mapped_column(String(100))
    family_name: Mapped[str] = mapped_column(String(100), default="")
    language: Mapped[str] = mapped_column(String(2), default="fr")
    phone: Mapped[str] = mapped_column(String(40), default="")
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[Moment]
    suspended_at: Mapped[datetime | None]

    @property
    def name(self) -> str:
        return full_name(self.given_name, self.family_name)


def full_name(given_name: str, family_name: str) -> str:
    return f"{given_name} {family_name}".strip()


class Membership(Base):
    """One person's role in one centre, between two dates, both included."""

    __tablename__ = "people_membership"
    __table_args__ = (
        CheckConstraint("to_on IS NULL OR from_on <= to_on", name="ends_after_it_begins"),
        Index("ix_people_membership_team", "centre_id", "role"),
    )

    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"), index=True)
    centre_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("network_centre.id"))
    role: Mapped[Role]
    from_on: Mapped[date]
    to_on: Mapped[date | None]


class Sitting(Base):
    """One signed-in browser. The cookie carries its secret; only a fingerprint is kept."""

    __tablename__ = "people_sitting"

    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[Line] = mapped_column(default="")
    created_at: Mapped[Moment]
    seen_at: Mapped[Moment]
    ended_at: Mapped[datetime | None]


class ApiToken(Base):
    """A bearer token that a person gave to a program."""

    __tablename__ = "people_api_token"

    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[Line]
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    ended_at: Mapped[datetime | None]


class PasswordLink(Base):
    """A link that sets a password: used once, within 30 minutes."""

    __tablename__ = "people_password_link"

    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[datetime | None]


class SignInBrake(Base):
    """Failures of signing in, by account and address and by address: slows guessing down, locks nobody out
    for ever. The key is a fingerprint."""

    __tablename__ = "people_sign_in_brake"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[Moment]
