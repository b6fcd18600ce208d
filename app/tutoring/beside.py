"""What stands beside the learners of a tutor's list: their groups, their centre where there are several, and who
stands in for whom; and which of them are asked for."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.people.actor import Actor
from app.people.groups import group_names
from app.people.models import Role
from app.people.queries import names_of
from app.tutoring.queries.caseload import Followed


@dataclass(frozen=True, slots=True)
class Beside:
    """`centres` are the reader's, named only where there are several."""

    reader_id: uuid.UUID
    names: Mapping[uuid.UUID, str]
    groups: Mapping[uuid.UUID, Mapping[uuid.UUID, str]]
    centres: Mapping[uuid.UUID, str]

    def groups_of(self, one: Followed) -> str:
        return ", ".join(self.groups.get(one.learner_id, {}).values())

    def centre_of(self, one: Followed) -> str:
        return self.centres.get(one.centre_id, "")

    def is_away(self, one: Followed) -> bool:
        """Whether someone stands in for the reader."""
        return one.tutor_id == self.reader_id and one.is_replaced_at(now())

    def replaces(self, one: Followed) -> str:
        """Whom the reader stands in for, if anybody."""
        return self.names.get(one.tutor_id, "") if one.tutor_id != self.reader_id else ""

    def all_groups(self) -> dict[str, str]:
        found = {str(group_id): name for held in self.groups.values() for group_id, name in held.items()}
        return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))


@dataclass(frozen=True, slots=True)
class Asked:
    """A group, a centre, as the address says them; empty is all."""

    group: str = ""
    centre: str = ""

    def has(self, one: Followed, beside: Beside) -> bool:
        groups = {str(group_id) for group_id in beside.groups.get(one.learner_id, ())}
        return (not self.group or self.group in groups) and self.centre in ("", str(one.centre_id))

    def as_query(self) -> dict[str, Any]:
        return {"group": self.group or None, "centre": self.centre or None}


def look_beside(session: Session, actor: Actor, followed: Collection[Followed]) -> Beside:
    """Two statements at most, however many people."""
    held = {one.centre_id: one.centre_name for one in actor.held if one.role is Role.TUTOR}
    groups = group_names(session, held, [one.learner_id for one in followed]) if followed else {}
    others = {one.tutor_id for one in followed if one.tutor_id != actor.id}
    moment = now()
    others |= {one.substitute_id for one in followed if one.substitute_id and one.is_replaced_at(moment)}
    names = names_of(session, others - {actor.id}) if others - {actor.id} else {}
    return Beside(actor.id, names, groups, held if len(held) > 1 else {})
