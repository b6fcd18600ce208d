"""Whom a person accompanies: as the tutor, or as a substitute between two dates."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.catalogue.models import Module, ModuleVersion, words_in
from app.chat.models import Conversation, ConversationKind
from app.kernel.clock import now
from app.kernel.db import UtcDateTime
from app.kernel.errors import NotFound
from app.kernel.i18n import spoken
from app.kernel.spoken import Spoken
from app.learning.models import Enrolment, ErrorReport
from app.learning.safety import stands_against
from app.people.actor import Actor
from app.people.looks import notice_look
from app.people.models import Person, Role
from app.people.rosters import tutors_today
from app.tutoring.models import Accompaniment, Handover, is_between

#: What holds until something else is agreed: three moments a week, an answer within two working days.
WEEKLY_RHYTHM = 3
PROMISE_HOURS = 16


@dataclass(frozen=True, slots=True)
class Followed:
    """One learner on one module, as their tutor's list knows them.

    `is_new` until the tutor has read what they were handed with. The conversation, the last handover, and the safety
    points that stand against their version, only where one learner is asked for.
    """

    enrolment_id: uuid.UUID
    learner_id: uuid.UUID
    given_name: str
    family_name: str
    phone: str
    tutor_id: uuid.UUID
    centre_id: uuid.UUID
    version_id: uuid.UUID
    module_id: uuid.UUID
    module_named: str
    module_words: dict[str, Any]
    module_language: str
    module_slug: str
    version: int
    begun_at: datetime
    completed_at: datetime | None
    last_step_at: datetime | None
    required: int
    done: int
    active_seconds: int
    weekly_rhythm: int
    promise_hours: int
    substitute_id: uuid.UUID | None
    substitute_from: datetime | None
    substitute_to: datetime | None
    is_new: bool
    conversation_id: uuid.UUID | None = None
    handed: Handover | None = None
    former_name: str = ""
    warnings: tuple[ErrorReport, ...] = ()

    @property
    def module_title(self) -> Spoken:
        return words_in(spoken(), "title", self.module_named, self.module_words, self.module_language)

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    def companions(self, moment: datetime) -> list[uuid.UUID]:
        """Who accompanies right now: the tutor, and the substitute in their dates."""
        if self.substitute_id and self.is_replaced_at(moment):
            return [self.tutor_id, self.substitute_id]
        return [self.tutor_id]

    def called(self, moment: datetime) -> list[uuid.UUID]:
        """Who is told that something calls: the substitute in their dates, else the tutor."""
        return self.companions(moment)[-1:]

    def is_replaced_at(self, moment: datetime) -> bool:
        """Whether someone stands in for the tutor, who is then not called."""
        return self.substitute_id is not None and is_between(moment, self.substitute_from, self.substitute_to)


Last, Former = aliased(Handover), aliased(Person)
#: In the order of the fields of `Followed`. Outer: whoever has a tutor is followed, however they came to be enrolled.
FOLLOWED: Select[*tuple[Any, ...]] = (
    select(
        Enrolment.id,
        Enrolment.learner_id,
        Person.given_name,
        Person.family_name,
        Person.phone,
        Enrolment.tutor_id,
        Enrolment.centre_id,
        Enrolment.version_id,
        Enrolment.module_id,
        Module.title,
        Module.words,
        Module.language,
        Module.slug,
        ModuleVersion.number,
        Enrolment.begun_at,
        Enrolment.completed_at,
        Enrolment.last_step_at,
        Enrolment.required_blocks,
        Enrolment.done_blocks,
        Enrolment.active_seconds,
        func.coalesce(Accompaniment.weekly_rhythm, WEEKLY_RHYTHM),
        func.coalesce(Accompaniment.promise_hours, PROMISE_HOURS),
        Accompaniment.substitute_id,
        Accompaniment.substitute_from,
        Accompaniment.substitute_to,
        exists()
        .where(Handover.enrolment_id == Enrolment.id, Handover.tutor_id == Enrolment.tutor_id)
        .where(Handover.read_at.is_(None))
        .correlate(Enrolment),
    )
    .join(Person, and_(Person.id == Enrolment.learner_id, Person.erased_at.is_(None)))
    .join(Module, Module.id == Enrolment.module_id)
    .join(ModuleVersion, ModuleVersion.id == Enrolment.version_id)
    .join(Accompaniment, Accompaniment.enrolment_id == Enrolment.id, isouter=True)
)


ONE_FOLLOWED = (
    FOLLOWED.add_columns(Conversation.id, Last, Former.given_name, ErrorReport)
    .join(
        Conversation,
        and_(Conversation.kind == ConversationKind.TUTORING, Conversation.subject == Enrolment.id),
        isouter=True,
    )
    .join(
        Last,
        and_(
            Last.enrolment_id == Enrolment.id,
            Last.at
            == select(func.max(Handover.at)).where(Handover.enrolment_id == Enrolment.id).scalar_subquery(),
        ),
        isouter=True,
    )
    .join(Former, Former.id == Last.former_tutor_id, isouter=True)
    .join(
        ErrorReport,
        and_(ErrorReport.module_id == Enrolment.module_id, stands_against(ModuleVersion.number)),
        isouter=True,
    )
    .order_by(ErrorReport.reported_at)
)

PERSON, MOMENT = bindparam("person", type_=Enrolment.tutor_id.type), bindparam("moment", type_=UtcDateTime())
#: Where the person is of the team today: whoever has left a centre sees nobody of it any more.
TEAMS = bindparam("teams", type_=Enrolment.centre_id.type, expanding=True)

SUBSTITUTED = (
    select(Enrolment.id)
    .join(Accompaniment, Accompaniment.enrolment_id == Enrolment.id)
    .where(Accompaniment.substitute_id == PERSON, Accompaniment.substitute_from <= MOMENT)
    .where(or_(Accompaniment.substitute_to.is_(None), Accompaniment.substitute_to > MOMENT))
    .where(Enrolment.ended_at.is_(None), Enrolment.centre_id.in_(TEAMS))
)
#: Two searches by index; one condition over both tables would read every enrolment of the network.
FOLLOWED_IDS = select(
    select(Enrolment.id)
    .where(Enrolment.tutor_id == PERSON, Enrolment.ended_at.is_(None), Enrolment.centre_id.in_(TEAMS))
    .union(SUBSTITUTED)
    .subquery()
    .c.id
)
CASELOAD = FOLLOWED.where(Enrolment.id.in_(FOLLOWED_IDS)).order_by(Person.given_name, Enrolment.id)


def _asked_by(actor: Actor) -> dict[str, Any]:
    return {"person": actor.id, "moment": now(), "teams": list(actor.centres_as(Role.TUTOR))}


def list_caseload(
    session: Session, actor: Actor, *, after_id: uuid.UUID | None = None, limit: int | None = None
) -> list[Followed]:
    """Everyone the actor accompanies today, by name; one statement. `after_id` is the last one of the page before."""
    if not actor.has_role(Role.TUTOR):
        return []
    rows = CASELOAD if after_id is None else CASELOAD.where(_comes_after(after_id))
    found = session.execute(rows if limit is None else rows.limit(limit), _asked_by(actor))
    return [Followed(*row) for row in found]


def _comes_after(enrolment_id: uuid.UUID) -> ColumnElement[bool]:
    last, learner = aliased(Enrolment), aliased(Person)
    name = (
        select(learner.given_name)
        .join(last, last.learner_id == learner.id)
        .where(last.id == enrolment_id)
        .scalar_subquery()
    )
    return or_(Person.given_name > name, and_(Person.given_name == name, Enrolment.id > enrolment_id))


def get_followed(session: Session, actor: Actor, enrolment_id: uuid.UUID) -> Followed:
    """One of the actor's own. Raises NotFound for everyone else's."""
    rows = session.execute(ONE_FOLLOWED.where(Enrolment.id == enrolment_id)).all()
    if not rows:
        raise NotFound
    warnings = tuple(report for *_, report in rows if report)
    *known, _report = rows[0]
    *facts, former = known
    followed = replace(Followed(*facts), former_name=former or "", warnings=warnings)
    if not actor.has_role(Role.TUTOR) or actor.id not in followed.companions(now()):
        raise NotFound
    notice_look(
        session,
        actor,
        person_id=followed.learner_id,
        centre_id=followed.centre_id,
        page="follow_up",
    )
    return followed


def is_closed_to(
    subject: InstrumentedAttribute[uuid.UUID | None], person_id: uuid.UUID
) -> ColumnElement[bool]:
    """Of tutoring conversations that someone has left: their learner reads them again, nobody else."""
    return exists().where(Enrolment.id == subject, Enrolment.learner_id != person_id)


def list_followed(session: Session, enrolment_ids: Iterable[uuid.UUID]) -> list[Followed]:
    """These enrolments, whoever asks: for reactions and jobs."""
    return [Followed(*row) for row in session.execute(FOLLOWED.where(Enrolment.id.in_(list(enrolment_ids))))]


def list_caseload_ids(session: Session, actor: Actor) -> frozenset[uuid.UUID]:
    """The enrolments of everyone the actor accompanies today."""
    if not actor.has_role(Role.TUTOR):
        return frozenset()
    return frozenset(session.scalars(FOLLOWED_IDS, _asked_by(actor)))


def list_substituted_ids(session: Session, actor: Actor) -> frozenset[uuid.UUID]:
    """The enrolments that a substitute may see in learning too (its `access_relations`)."""
    if not actor.has_role(Role.TUTOR):
        return frozenset()
    return frozenset(session.scalars(SUBSTITUTED, _asked_by(actor)))


def related_in_tutoring(
    session: Session, actor: Actor, person_ids: Collection[uuid.UUID]
) -> frozenset[uuid.UUID]:
    """Those of these people who accompany the actor, or whom the actor accompanies: they may write to each other."""
    own = select(Enrolment.tutor_id).where(
        Enrolment.learner_id == actor.id,
        Enrolment.ended_at.is_(None),
        Enrolment.tutor_id.in_(tutors_today(Enrolment.centre_id)),
    )
    accompanied = select(Enrolment.learner_id).where(Enrolment.id.in_(list_caseload_ids(session, actor)))
    return frozenset(session.scalars(own.union(accompanied))) & frozenset(person_ids)
