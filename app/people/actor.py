"""The person acting: who they are and the roles they hold today."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.people.models import Role


@dataclass(frozen=True, slots=True)
class Held:
    """One role held in one centre today."""

    role: Role
    centre_id: uuid.UUID
    centre_name: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a person calls when something is wrong: the reception of their first centre."""

    name: str
    phone: str
    email: str
    opening_hours: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def is_reachable(self) -> bool:
        return bool(self.phone or self.email)


@dataclass(frozen=True, slots=True)
class Seer:
    """Who really sits there, while the pages are seen as someone else's; `until` at the latest."""

    id: uuid.UUID
    name: str
    seeing_id: uuid.UUID
    until: datetime


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `door_id` is the sitting or token they came in by, `seen_at` the sitting's last noted moment.

    With `seen_by` nobody acts: someone else looks through this person's eyes. `has_notice`: someone did, and the person
    has not read it yet.
    """

    id: uuid.UUID
    name: str
    given_name: str
    language: str
    door_id: uuid.UUID
    held: tuple[Held, ...] = field(default=())
    contact: Contact | None = None
    seen_at: datetime | None = None
    seen_by: Seer | None = None
    has_notice: bool = False

    def has_role(self, *roles: Role) -> bool:
        return any(held.role in roles for held in self.held)

    def has_role_in(self, centre_id: uuid.UUID, *roles: Role) -> bool:
        return any(held.role in roles and held.centre_id == centre_id for held in self.held)

    def centres_as(self, *roles: Role) -> frozenset[uuid.UUID]:
        """The centres in which the person holds one of these roles."""
        return frozenset(held.centre_id for held in self.held if held.role in roles)

    @property
    def standing(self) -> frozenset[tuple[Role, uuid.UUID]]:
        """Which roles, where."""
        return frozenset((held.role, held.centre_id) for held in self.held)

    def centre_ids(self) -> frozenset[uuid.UUID]:
        return frozenset(held.centre_id for held in self.held)
