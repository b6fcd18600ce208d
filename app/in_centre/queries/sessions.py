import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from app.catalogue.models import Module, ModuleVersion, Place, Unit, words_in
from app.in_centre.models import Booking, BookingState, InCentreSession
from app.in_centre.policy import centres_run
from app.kernel.errors import NotFound
from app.kernel.i18n import spoken
from app.kernel.spoken import Spoken
from app.learning.models import Enrolment
from app.network.models import Centre
from app.people.actor import Actor
from app.people.models import Person

HOLDING = (BookingState.REQUESTED, BookingState.CONFIRMED, BookingState.WAITING)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session with the names that every screen says beside it."""

    it: InCentreSession
    module: Module
    unit: Unit | None
    centre: Centre
    host_name: str

    @property
    def module_title(self) -> Spoken:
        return self.module.title_in(spoken())

    @property
    def unit_title(self) -> Spoken:
        """Its id where the newest version has no such unit."""
        return say_unit(self.unit, self.module) if self.unit else Spoken(self.it.unit, spoken())

    @property
    def free(self) -> int:
        return max(0, self.it.capacity - self.it.taken)

    @property
    def is_open(self) -> bool:
        """Takes bookings, as far as the team decides; the clock and the seats apart."""
        return self.it.closed_at is None and self.it.cancelled_at is None


def say_unit(unit: Unit, module: Module) -> Spoken:
    """In the reader's language where the module has it."""
    return words_in(spoken(), "title", unit.title, unit.words, module.language)


Rows = Select[InCentreSession, Module, Unit, Centre, str, str]


def _rows() -> Rows:
    return (
        select(InCentreSession, Module, Unit, Centre, Person.given_name, Person.family_name)
        .join(Module, Module.id == InCentreSession.module_id)
        .join(Centre, Centre.id == InCentreSession.centre_id)
        .join(Person, Person.id == InCentreSession.host_id)
        .join(
            ModuleVersion,
            and_(ModuleVersion.module_id == Module.id, ModuleVersion.number == Module.current_number),
            isouter=True,
        )
        .join(
            Unit, and_(Unit.version_id == ModuleVersion.id, Unit.code == InCentreSession.unit), isouter=True
        )
    )


def read_rows(session: Session, rows: Rows) -> list[SessionRow]:
    return [
        SessionRow(it, module, unit, centre, f"{given} {family}".strip())
        for it, module, unit, centre, given, family in session.execute(rows)
    ]


def _visible_to(actor: Actor) -> ColumnElement[bool]:
    """Those of the centres one works for, those of modules one studies, those one has a place in."""
    studied = exists().where(
        Enrolment.learner_id == actor.id, Enrolment.module_id == InCentreSession.module_id
    )
    offered = or_(Module.is_shared, Module.centre_id == InCentreSession.centre_id)
    booked = exists().where(Booking.learner_id == actor.id, Booking.session_id == InCentreSession.id)
    return or_(InCentreSession.centre_id.in_(list(centres_run(actor))), and_(studied, offered), booked)


def rows_visible_to(actor: Actor) -> Rows:
    """What the actor may see, for who asks more about it."""
    return _rows().where(_visible_to(actor))


def get_session(session: Session, actor: Actor, session_id: uuid.UUID) -> SessionRow:
    """Raises NotFound, for what exists and is not the actor's to see as well."""
    found = read_rows(session, _rows().where(InCentreSession.id == session_id, _visible_to(actor)))
    if not found:
        raise NotFound
    return found[0]


def get_run_session(session: Session, actor: Actor, session_id: uuid.UUID) -> SessionRow:
    """A session of a centre that the actor runs sessions for. Raises NotFound."""
    centres = list(centres_run(actor))
    found = read_rows(
        session,
        _rows().where(InCentreSession.id == session_id, InCentreSession.centre_id.in_(centres)),
    )
    if not found:
        raise NotFound
    return found[0]


def page_sessions(
    session: Session,
    actor: Actor,
    *,
    after: tuple[datetime, uuid.UUID] | None = None,
    limit: int = 50,
    module: str | None = None,
    module_id: uuid.UUID | None = None,
    unit: str | None = None,
    starts_from: datetime | None = None,
    starts_before: datetime | None = None,
) -> list[SessionRow]:
    """What the actor may see, by date; one more than `limit` when there is a next page."""
    rows = _rows().where(_visible_to(actor)).order_by(InCentreSession.starts_at, InCentreSession.id)
    if module is not None:
        rows = rows.where(Module.slug == module)
    if module_id is not None:
        rows = rows.where(InCentreSession.module_id == module_id)
    if unit is not None:
        rows = rows.where(InCentreSession.unit == unit)
    if starts_from is not None:
        rows = rows.where(InCentreSession.starts_at >= starts_from)
    if starts_before is not None:
        rows = rows.where(InCentreSession.starts_at < starts_before)
    if after is not None:
        moment, last_id = after
        later = InCentreSession.starts_at > moment
        rows = rows.where(or_(later, and_(InCentreSession.starts_at == moment, InCentreSession.id > last_id)))
    return read_rows(session, rows.limit(limit + 1))


def list_run_sessions(
    session: Session, actor: Actor, *, ends_after: datetime, limit: int = 200
) -> list[SessionRow]:
    """The sessions of the centres the actor runs sessions for, by date."""
    centres = list(centres_run(actor))
    return read_rows(
        session,
        _rows()
        .where(InCentreSession.centre_id.in_(centres), InCentreSession.ends_at > ends_after)
        .order_by(InCentreSession.starts_at, InCentreSession.id)
        .limit(limit),
    )


def list_alternatives(
    session: Session, actor: Actor, refused: InCentreSession, *, starts_after: datetime, limit: int = 5
) -> list[SessionRow]:
    """Other dates of the same unit with a free place that the actor could take now."""
    return read_rows(
        session,
        _rows()
        .where(_visible_to(actor), InCentreSession.id != refused.id)
        .where(InCentreSession.module_id == refused.module_id, InCentreSession.unit == refused.unit)
        .where(InCentreSession.starts_at > starts_after, InCentreSession.taken < InCentreSession.capacity)
        .where(InCentreSession.closed_at.is_(None), InCentreSession.cancelled_at.is_(None))
        .where(~_is_busy_then(actor.id))
        .order_by(InCentreSession.starts_at, InCentreSession.id)
        .limit(limit),
    )


def _is_busy_then(learner_id: uuid.UUID) -> ColumnElement[bool]:
    """Whether the learner has a place elsewhere at the time of the row's session."""
    other = aliased(InCentreSession)
    return exists().where(
        Booking.learner_id == learner_id,
        Booking.state.in_(HOLDING),
        Booking.session_id == other.id,
        other.starts_at < InCentreSession.ends_at,
        other.ends_at > InCentreSession.starts_at,
    )


def find_overlap(session: Session, learner_id: uuid.UUID, wanted: InCentreSession) -> InCentreSession | None:
    """A session in which the learner already has a place at the same time."""
    return session.scalars(
        select(InCentreSession)
        .join(Booking, Booking.session_id == InCentreSession.id)
        .where(Booking.learner_id == learner_id, Booking.state.in_(HOLDING))
        .where(InCentreSession.id != wanted.id, InCentreSession.cancelled_at.is_(None))
        .where(InCentreSession.starts_at < wanted.ends_at, InCentreSession.ends_at > wanted.starts_at)
        .order_by(InCentreSession.starts_at)
        .limit(1)
    ).first()


def is_room_taken(session: Session, centre_id: uuid.UUID, wanted: InCentreSession) -> bool:
    return (
        session.scalars(
            select(InCentreSession.id)
            .where(InCentreSession.centre_id == centre_id, InCentreSession.room == wanted.room)
            .where(InCentreSession.id != wanted.id, InCentreSession.cancelled_at.is_(None))
            .where(InCentreSession.starts_at < wanted.ends_at, InCentreSession.ends_at > wanted.starts_at)
            .limit(1)
        ).first()
        is not None
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """An in-centre unit that a centre can plan a date for."""

    module: Module
    unit: Unit

    @property
    def name(self) -> str:
        return f"{self.module.title_in(spoken())} – {say_unit(self.unit, self.module)}"


def list_offers(session: Session, actor: Actor) -> list[Offer]:
    """The in-centre units of modules that the actor's centres may use, in their newest published version."""
    centres = list(centres_run(actor))
    rows = session.execute(
        select(Module, Unit)
        .join(
            ModuleVersion,
            and_(ModuleVersion.module_id == Module.id, ModuleVersion.number == Module.current_number),
        )
        .join(Unit, Unit.version_id == ModuleVersion.id)
        .where(Module.current_number > 0, Unit.place == Place.IN_CENTRE)
        .where(or_(Module.is_shared, Module.centre_id.in_(centres)))
        .order_by(Module.title, Unit.position)
    )
    return [Offer(module, unit) for module, unit in rows]
