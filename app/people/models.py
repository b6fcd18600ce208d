import enum
import uuid
from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, Code, Id, Line, Moment


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
    """An account of the network. What someone may do comes from memberships and relations.

    Where `erased_at` stands, nobody does any more: the row is the id that others' rows name (`erasing`).
    """

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
    #: The last time someone saw the pages as this person, until they have read that it was so.
    seen_as_id: Mapped[uuid.UUID | None]
    erased_at: Mapped[datetime | None]

    @property
    def name(self) -> str:
        return full_name(self.given_name, self.family_name)


def full_name(given_name: str, family_name: str) -> str:
    return f"{given_name} {family_name}".strip()


class Membership(Base):
    """One person's role in one centre, between two dates, both included.

    `tutor_id` is who accompanies this learner in this centre in whatever begins there; an enrolment names its own.
    `reference` is how the centre's own lists call the person, where it gave one.
    """

    __tablename__ = "people_membership"
    __table_args__ = (
        CheckConstraint("to_on IS NULL OR from_on <= to_on", name="ends_after_it_begins"),
        Index("ix_people_membership_team", "centre_id", "role"),
        Index("ix_people_membership_reference", "centre_id", "reference"),
    )

    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"), index=True)
    centre_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("network_centre.id"))
    role: Mapped[Role]
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    tutor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people_person.id"), index=True)
    reference: Mapped[Code] = mapped_column(default="")


class GroupKind(enum.StrEnum):
    CLASS = "class"
    COMPANY_TEAM = "company_team"


class Group(Base):
    """People of one centre who learn together: a class, a company's team. It closes, and is never deleted."""

    __tablename__ = "people_group"
    __table_args__ = (UniqueConstraint("centre_id", "name"),)

    id: Mapped[Id]
    centre_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("network_centre.id"))
    name: Mapped[Line]
    kind: Mapped[GroupKind] = mapped_column(default=GroupKind.CLASS)
    created_at: Mapped[Moment]
    closed_on: Mapped[date | None]


class GroupMember(Base):
    """One person in one group, between two dates, both included: who leaves was there all the same."""

    __tablename__ = "people_group_member"
    __table_args__ = (
        CheckConstraint("to_on IS NULL OR from_on <= to_on", name="ends_after_it_begins"),
        Index("ix_people_group_member_group", "group_id", "to_on"),
        Index("ix_people_group_member_person", "person_id", "to_on"),
    )

    id: Mapped[Id]
    group_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_group.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"))
    from_on: Mapped[date]
    to_on: Mapped[date | None]


class Means(enum.StrEnum):
    """How someone came in."""

    PASSWORD = "password"  # noqa: S105  a word of ours
    CARD = "card"
    PASSKEY = "passkey"
    OUTSIDE = "outside"


class Sitting(Base):
    """One signed-in browser. The cookie carries its secret; only a fingerprint is kept.

    Of the place it was opened from, `network` keeps the first half of an address: enough to say here or elsewhere.
    """

    __tablename__ = "people_sitting"

    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[Line] = mapped_column(default="")
    network: Mapped[str] = mapped_column(String(64), default="", server_default="")
    means: Mapped[Means] = mapped_column(default=Means.PASSWORD, server_default=Means.PASSWORD.value)
    created_at: Mapped[Moment]
    seen_at: Mapped[Moment]
    ended_at: Mapped[datetime | None]
    #: Through whose eyes this browser looks (`Seeing`), while it does.
    seeing_id: Mapped[uuid.UUID | None]


class SeeingReason(enum.StrEnum):
    ASKED = "asked"
    NOT_FOUND = "not_found"
    WRONG = "wrong"
    OTHER = "other"


class Seeing(Base):
    """Someone of a centre or of the network sees the pages as a person does, without acting, for half an hour at most."""

    __tablename__ = "people_seeing"
    __table_args__ = (Index("ix_people_seeing_open", "ended_at", "until_at"),)

    id: Mapped[Id]
    sitting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_sitting.id"), index=True)
    actor_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"), index=True)
    centre_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("network_centre.id"))
    reason: Mapped[SeeingReason]
    words: Mapped[Line] = mapped_column(default="")
    begun_at: Mapped[Moment]
    until_at: Mapped[Moment]
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
    """Tries at signing in that failed, by account, by account and address, by address: slows guessing down, locks
    nobody out for ever. The key is a fingerprint."""

    __tablename__ = "people_sign_in_brake"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[Moment]


class Card(Base):
    """A printed card: whoever holds it and knows its PIN comes in, without any e-mail. One a person."""

    __tablename__ = "people_card"

    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"), unique=True)
    centre_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("network_centre.id"))
    code: Mapped[str] = mapped_column(String(8), unique=True)
    pin_hash: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[Moment]
    used_at: Mapped[datetime | None]


class CodeKey(Base):
    """What an application on a telephone makes codes of six figures from; sealed with a key of the installation.

    `last_step` is the half minute whose code was taken last: a code serves once.
    """

    __tablename__ = "people_code_key"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"), primary_key=True)
    sealed: Mapped[str] = mapped_column(String(250))
    made_at: Mapped[Moment]
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)


class RecoveryCode(Base):
    """A code on paper for the day the telephone is lost; serves once."""

    __tablename__ = "people_recovery_code"
    __table_args__ = (UniqueConstraint("person_id", "hash"),)

    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"), index=True)
    hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]


class Passkey(Base):
    """The public half of a key that stays in a telephone, a computer or a token."""

    __tablename__ = "people_passkey"

    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"), index=True)
    credential: Mapped[str] = mapped_column(String(1400), unique=True)
    public_key: Mapped[str] = mapped_column(String(2000))
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    device: Mapped[Line] = mapped_column(default="")
    made_at: Mapped[Moment]
    used_at: Mapped[datetime | None]


class OutsideAccount(Base):
    """The same person as another service names them (OpenID Connect)."""

    __tablename__ = "people_outside_account"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"), index=True)
    issuer: Mapped[Line]
    subject: Mapped[str] = mapped_column(String(255))
    made_at: Mapped[Moment]
