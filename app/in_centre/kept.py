"""What this domain keeps about people: where they came, and what they showed there."""

import uuid

from flask_babel import lazy_gettext as _
from sqlalchemy import case, or_, select

from app.catalogue.models import Module
from app.in_centre import ending
from app.in_centre.models import (
    Attendance,
    Booking,
    BookingState,
    FeedToken,
    HalfDay,
    InCentreSession,
    Observation,
    Verdict,
)
from app.network.models import Centre
from app.people import keeping_words as words
from app.people.keeping import Group, Kept, Rows, Statement
from app.people.models import Person
from app.people.queries import NAME

MODULE = Module.title.label("module")
CENTRE = Centre.name.label("centre")


def _at_sessions(statement: Statement) -> Statement:
    """Joined to the session already."""
    return statement.join(Module, Module.id == InCentreSession.module_id).join(
        Centre, Centre.id == InCentreSession.centre_id
    )


def bookings(person_id: uuid.UUID) -> Rows:
    statement = select(
        MODULE,
        InCentreSession.unit,
        CENTRE,
        InCentreSession.room,
        InCentreSession.starts_at,
        InCentreSession.ends_at,
        Booking.state,
        Booking.booked_at,
        Booking.cancelled_at,
        Booking.reason,
    ).join(InCentreSession, InCentreSession.id == Booking.session_id)
    return [
        _at_sessions(statement)
        .where(Booking.learner_id == person_id)
        .order_by(InCentreSession.starts_at, Booking.id)
    ]


def hosted(person_id: uuid.UUID) -> Rows:
    statement = select(
        MODULE,
        InCentreSession.unit,
        CENTRE,
        InCentreSession.room,
        InCentreSession.starts_at,
        InCentreSession.ends_at,
        InCentreSession.cancelled_at,
    )
    return [
        _at_sessions(statement)
        .where(InCentreSession.host_id == person_id)
        .order_by(InCentreSession.starts_at, InCentreSession.id)
    ]


def attendance(person_id: uuid.UUID) -> Rows:
    statement = (
        select(
            MODULE,
            CENTRE,
            Attendance.day,
            Attendance.half_day,
            Attendance.is_present,
            Attendance.reason,
            NAME.label("by"),
            Attendance.confirmed_at.label("at"),
            Attendance.superseded_by.is_not(None).label("is_corrected"),
        )
        .join(Booking, Booking.id == Attendance.booking_id)
        .join(InCentreSession, InCentreSession.id == Booking.session_id)
        .join(Person, Person.id == Attendance.confirmed_by)
    )
    return [
        _at_sessions(statement)
        .where(Booking.learner_id == person_id)
        .order_by(Attendance.day, Attendance.confirmed_at, Attendance.id)
    ]


def observations(person_id: uuid.UUID) -> Rows:
    """Of one's own, all that is signed or stopped; of those one filled for others, that one did."""
    own = Booking.learner_id == person_id
    told = {
        "grid": Observation.grid,
        "levels": Observation.levels,
        "remarks": Observation.remarks,
    }
    statement = (
        select(
            MODULE,
            Observation.block,
            Observation.title,
            NAME.label("by"),
            Observation.created_at,
            Observation.signed_at,
            case((own, Observation.verdict)).label("verdict"),
            *(case((own, column)).label(name) for name, column in told.items()),
            case((own, Observation.stopped_reason), else_="").label("reason"),
            Observation.stopped_at,
            Observation.signed_name,
            Observation.seen_at,
            case((own, Observation.learner_comment), else_="").label("text"),
        )
        .join(Booking, Booking.id == Observation.booking_id)
        .join(InCentreSession, InCentreSession.id == Booking.session_id)
        .join(Module, Module.id == InCentreSession.module_id)
        .join(Person, Person.id == Observation.assessor_id)
    )
    return [
        statement.where(or_(own, Observation.assessor_id == person_id)).order_by(
            Observation.created_at, Observation.id
        )
    ]


def calendar_link(person_id: uuid.UUID) -> Rows:
    return [select(FeedToken.created_at).where(FeedToken.person_id == person_id)]


STATE_NAMES = {
    BookingState.REQUESTED: _("demandé"),
    BookingState.CONFIRMED: _("confirmé"),
    BookingState.WAITING: _("en liste d’attente"),
    BookingState.CANCELLED: _("annulé"),
}
HALF_NAMES = {HalfDay.MORNING: _("matin"), HalfDay.AFTERNOON: _("après-midi")}
VERDICT_NAMES = {
    Verdict.ACHIEVED: _("acquis"),
    Verdict.IN_PROGRESS: _("en cours"),
    Verdict.REDO: _("à refaire"),
    Verdict.NOT_OBSERVED: _("pas observé"),
}

PARTS = (
    Kept(
        "bookings",
        Group.CENTRE,
        (Booking,),
        _("Vos places dans des séances en centre."),
        words.FOR_WORKSHOP,
        words.AS_PROOF,
        words.YOU_HOST_AND_CENTRE,
        ending.BOOKINGS,
        bookings,
        words={"state": STATE_NAMES},
    ),
    Kept(
        "attendance",
        Group.CENTRE,
        (Attendance,),
        _("Vos présences en centre, par demi-journée."),
        words.FOR_PROOF,
        words.AS_PROOF,
        words.YOU_HOST_AND_CENTRE,
        ending.PLACES,
        attendance,
        words={"half_day": HALF_NAMES},
    ),
    Kept(
        "observations",
        Group.CENTRE,
        (Observation,),
        _("Les grilles remplies pendant la pratique : ce qui a été vu, et ce que vous en avez dit."),
        words.FOR_WORKSHOP,
        words.AS_PROOF,
        words.YOU_HOST_AND_CENTRE,
        ending.PLACES,
        observations,
        words={"verdict": VERDICT_NAMES},
    ),
    Kept(
        "calendar_link",
        Group.CENTRE,
        (FeedToken,),
        _("Que vous avez mis vos séances dans votre agenda. Jamais l’adresse secrète elle-même."),
        _("Pour que votre agenda montre vos séances."),
        _("Jusqu’à ce que vous retiriez ce lien."),
        words.YOU_ALONE,
        ending.CALENDAR,
        calendar_link,
    ),
    Kept(
        "hosted_sessions",
        Group.WORK,
        (InCentreSession,),
        _("Les séances que vous animez."),
        words.FOR_WORK,
        words.AS_PROOF,
        _("Les personnes qui y ont une place, et qui gère le centre."),
        ending.HOSTED,
        hosted,
    ),
)
