"""Reading enrolments and progress. Fetching and authorising are one call; a foreign one does not exist."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session, aliased

from app.catalogue.models import BlockType, Module, ModuleVersion, VersionState, words_in
from app.catalogue.outlines import BlockOutline, Outline
from app.catalogue.queries import get_outline
from app.kernel.errors import NotFound
from app.kernel.i18n import spoken
from app.kernel.spoken import Spoken
from app.learning.folding import FINAL, StepFact, in_order
from app.learning.models import BlockState, Enrolment, ErrorReport, State, Step, Verb
from app.learning.policy import may_see
from app.learning.relations import related_enrolment_ids
from app.learning.safety import stands_against
from app.learning.services.ground import FACT_COLUMNS
from app.people.actor import Actor
from app.people.looks import notice_look
from app.people.models import Person, Role

Learner, Tutor = aliased(Person), aliased(Person)
FollowedRows = Select[*tuple[Any, ...]]


FOLLOWED: FollowedRows = (
    select(
        Enrolment,
        Module.slug,
        ModuleVersion.title,
        ModuleVersion.words,
        Module.language,
        ModuleVersion.number,
        Learner.given_name,
        Learner.family_name,
        Tutor.given_name,
        Tutor.family_name,
        Module.retired_at,
        Module.retired_why,
        ModuleVersion.state,
        ModuleVersion.retired_why,
        exists()
        .where(ErrorReport.module_id == Enrolment.module_id, stands_against(ModuleVersion.number))
        .correlate(Enrolment, ModuleVersion),
    )
    .join(Module, Module.id == Enrolment.module_id)
    .join(ModuleVersion, ModuleVersion.id == Enrolment.version_id)
    # The evidence that stays of someone who was erased is shown to nobody here.
    .join(Learner, and_(Learner.id == Enrolment.learner_id, Learner.erased_at.is_(None)))
    .join(Tutor, Tutor.id == Enrolment.tutor_id)
)
# Made once: every page of a learner asks for them.
OF_LEARNER = FOLLOWED.where(Enrolment.learner_id == bindparam("learner", type_=Enrolment.learner_id.type))
OWN = OF_LEARNER.where(Module.slug == bindparam("slug"))
ALL_OWN = OF_LEARNER.order_by(
    Enrolment.completed_at.is_not(None), Enrolment.last_step_at.desc(), Enrolment.id
)


@dataclass(frozen=True, slots=True)
class Followed:
    """An enrolment with the names that a screen or an answer shows beside it."""

    enrolment: Enrolment
    slug: str
    title: Spoken
    number: int
    learner_name: str
    tutor_name: str
    tutor_given_name: str
    #: Why nobody begins the module any more, or this version of it; None while one may.
    retired_why: str | None = None
    #: Whether a safety point stands against this version (`reports.list_warnings` tells which).
    is_warned: bool = False

    @property
    def percent(self) -> int:
        return percent_of(self.enrolment.done_blocks, self.enrolment.required_blocks)


def percent_of(done: int, required: int) -> int:
    """Rounded down, so that 100 means all of it."""
    return done * 100 // required if required else 0


def get_enrolment(session: Session, actor: Actor, enrolment_id: uuid.UUID) -> Enrolment:
    """The enrolment, for its learner, its tutor, its centre's manager, and whoever has a relation to it."""
    return get_followed(session, actor, enrolment_id).enrolment


def get_followed(session: Session, actor: Actor, enrolment_id: uuid.UUID) -> Followed:
    found = _rows(session, FOLLOWED.where(Enrolment.id == enrolment_id))
    if not found:
        raise NotFound
    seen = found[0].enrolment
    if may_see(actor, seen) or enrolment_id in related_enrolment_ids(session, actor):
        notice_look(session, actor, person_id=seen.learner_id, centre_id=seen.centre_id, page="progress")
        return found[0]
    raise NotFound


def find_own(session: Session, actor: Actor, slug: str) -> Followed | None:
    """The actor's own enrolment in a module."""
    return next(iter(_rows(session, OWN, learner=actor.id, slug=slug)), None)


def list_own(session: Session, actor: Actor) -> list[Followed]:
    """The actor's own enrolments: those under way first, the one last touched on top."""
    return _rows(session, ALL_OWN, learner=actor.id)


def list_followed(session: Session, actor: Actor) -> list[Followed]:
    """The enrolments that the actor accompanies now, as tutor or by a relation."""
    return _rows(
        session,
        FOLLOWED.where(_accompanied(session, actor), Enrolment.ended_at.is_(None)).order_by(
            Learner.given_name, Enrolment.id
        ),
    )


def list_managed(session: Session, actor: Actor, *, learner_id: uuid.UUID) -> list[Followed]:
    """A learner's enrolments under way in the centres that the actor manages."""
    managed = actor.centres_as(Role.CENTRE_MANAGER)
    return _rows(
        session,
        FOLLOWED.where(Enrolment.learner_id == learner_id, Enrolment.centre_id.in_(managed))
        .where(Enrolment.ended_at.is_(None))
        .order_by(Enrolment.begun_at, Enrolment.id),
    )


def learns_version(session: Session, actor: Actor, version_id: uuid.UUID) -> bool:
    """Whether the version is one that the actor learns, or accompanies someone on."""
    return (
        session.scalar(
            select(
                exists().where(
                    Enrolment.version_id == version_id,
                    or_(Enrolment.learner_id == actor.id, _accompanied(session, actor)),
                )
            )
        )
        is True
    )


def page_enrolments(
    session: Session, actor: Actor, *, after_id: uuid.UUID | None, limit: int
) -> list[Followed]:
    """The actor's own enrolments and those they accompany, oldest first."""
    rows = FOLLOWED.where(or_(Enrolment.learner_id == actor.id, _accompanied(session, actor)))
    if after_id is not None:
        rows = rows.where(Enrolment.id > after_id)
    return _rows(session, rows.order_by(Enrolment.id).limit(limit))


def _accompanied(session: Session, actor: Actor) -> ColumnElement[bool]:
    related = related_enrolment_ids(session, actor)
    own = and_(Enrolment.tutor_id == actor.id, Enrolment.centre_id.in_(actor.centres_as(Role.TUTOR)))
    return or_(own, Enrolment.id.in_(related))


def _rows(session: Session, rows: FollowedRows, **values: Any) -> list[Followed]:
    return [_followed(*row) for row in session.execute(rows, values)]


def _followed(
    enrolment: Enrolment, slug: str, title: str, words: dict[str, Any], own: str, number: int, *more: Any
) -> Followed:
    (learner_given, learner_family, tutor_given, tutor_family, retired_at, module_why, *version, warned) = (
        more
    )
    state, version_why = version
    return Followed(
        enrolment=enrolment,
        slug=slug,
        title=words_in(spoken(), "title", title, words, own),
        number=number,
        learner_name=f"{learner_given} {learner_family}".strip(),
        tutor_name=f"{tutor_given} {tutor_family}".strip(),
        tutor_given_name=tutor_given,
        retired_why=module_why if retired_at else version_why if state is VersionState.RETIRED else None,
        is_warned=warned,
    )


class BlockExplained(NamedTuple):
    """One block of the version: how the learner stands with it, since when, and through what."""

    code: str
    unit: str
    type: BlockType
    label: str
    required: bool
    state: State
    since: datetime | None
    because: dict[str, Any]
    tries: int
    response: object = None

    @property
    def is_done(self) -> bool:
        return self.state in FINAL


@dataclass(frozen=True, slots=True)
class Explanation:
    """A progress with the facts it comes from; `done` of `required` blocks, in the order of the version."""

    percent: int
    required: int
    done: int
    active_seconds: int
    blocks: tuple[BlockExplained, ...]

    def of_unit(self, unit: str) -> list[BlockExplained]:
        return [block for block in self.blocks if block.unit == unit]

    def counted_in(self, unit: str) -> list[BlockExplained]:
        return [block for block in self.of_unit(unit) if block.required]


def explain(session: Session, enrolment: Enrolment, *, outline: Outline | None = None) -> Explanation:
    """Why the progress is what it is. The caller fetched the enrolment with its right to it."""
    outline = outline or get_outline(session, enrolment.version_id)
    states = {row[0]: row[1:] for row in session.execute(STATES, {"enrolment_id": enrolment.id})}
    blocks = tuple(
        _explained(unit.code, block, states.get(block.code, UNTOUCHED))
        for unit in outline.units
        for block in unit.blocks
        if not block.pool or block.is_met_by(enrolment.id)
    )
    required = enrolment.required_blocks
    done = sum(block.required and block.is_done for block in blocks)
    return Explanation(percent_of(done, required), required, done, enrolment.active_seconds, blocks)


# Columns by place, not rows with attributes: a version has hundreds of blocks, and every page of a learner explains.
STATES = select(
    BlockState.block,
    BlockState.state,
    BlockState.since,
    BlockState.because,
    BlockState.tries,
    BlockState.last_response,
).where(BlockState.enrolment_id == bindparam("enrolment_id"))
UNTOUCHED: tuple[Any, ...] = (State.NOT_STARTED, None, {}, 0, {})


def _explained(unit: str, block: BlockOutline, stands: Sequence[Any]) -> BlockExplained:
    state, since, because, tries, response = stands
    return BlockExplained(
        block.code,
        unit,
        block.type,
        block.label or block.title,
        block.is_required,
        state,
        since,
        because,
        tries,
        response.get("response"),
    )


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer as it was given, and what it was worth. `response_text` is in the ids of the block."""

    at: datetime
    response_text: str
    right: bool


def list_attempts(session: Session, enrolment_id: uuid.UUID, block: str) -> list[Attempt]:
    """The answers to one block, in the order in which they count. The caller may see the enrolment."""
    rows = session.execute(
        select(*FACT_COLUMNS).where(
            Step.enrolment_id == enrolment_id, Step.block == block, Step.verb == Verb.ANSWERED
        )
    )
    return [_attempt(step) for step in in_order(StepFact(*row[1:]) for row in rows)]


def _attempt(step: StepFact) -> Attempt:
    response = step.data.get("response")
    parts: Sequence[object] = response if isinstance(response, list) else [response]
    return Attempt(step.counted_at, ", ".join(str(part) for part in parts), bool(step.result.get("right")))
