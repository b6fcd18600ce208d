"""What the demo's people did before today, and what is kept topped up: dates with free places, an open question."""

import uuid
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.catalogue.models import Module
from app.catalogue.services.shipping import import_shipped
from app.chat.services.messages import send
from app.demo.network import FIRST
from app.demo.people import OTHERS, id_of
from app.demo.study import actor_of, back_at, begin, study_unit, try_wrong
from app.in_centre.models import Booking, BookingState, InCentreSession
from app.in_centre.services.sessions import Plan, create_session
from app.kernel.clock import now
from app.kernel.i18n import zone
from app.kernel.ids import new_id
from app.kernel.installation import find_mark, set_mark
from app.kernel.storage import Store
from app.learning.models import Enrolment
from app.network.queries import find_centre_by_code, working_hours_by_centre
from app.people.models import Role
from app.tutoring.models import HelpRequest, HelpState
from app.tutoring.services.accompaniments import conversation_of
from app.tutoring.services.help_requests import ask, block_anchor

CONTENT = Path(__file__).parents[2] / "content"
MODULE, BENCH_UNIT = "consignation-electrique", "au-banc"
LOCKS_BLOCK = "etapes-trois-personnes"
FREE_SESSIONS = 4
HOURS_ASKED = "Bonjour, je travaille surtout le soir, après 18 h. Est-ce que cela va ?"
HOURS_ANSWERED = (
    "Bonjour Nadia. Oui, très bien : avancez quand vous pouvez, je réponds en journée. "
    "Écrivez-moi dès que quelque chose bloque."
)
LOCK_ASKED = "Si une personne oublie son cadenas et rentre chez elle, qui peut l’enlever ?"
LOCK_ANSWERED = (
    "Personne d’autre ne l’enlève sans la procédure écrite de l’entreprise : on cherche d’abord la personne, puis "
    "quelqu’un de responsable vérifie sur place. L’unité 5 le montre pas à pas."
)
NADIA, IOANA, SABINE = "apprenant@demo.example", "apprenante2@demo.example", "tuteur@demo.example"
FATOU, LUC, YVES = "formatrice@demo.example", "apprenant@centre2.example", "tuteur@centre2.example"
CHLOE, KARIM, MEHDI, ELIF = (email for email, _given, _family in OTHERS)


def import_content(session: Session, store: Store) -> None:
    """Import and publish every shipped module, shared in the network."""
    centre = find_centre_by_code(session, FIRST)
    assert centre is not None
    for folder in sorted(path.parent for path in CONTENT.glob("*/module.yaml")):
        import_shipped(session, store, folder, centre.id, is_shared=True)


def find_module(session: Session) -> Module:
    return session.scalars(select(Module).where(Module.slug == MODULE)).one()


def tell_histories(session: Session) -> None:
    """The past of the demo, once."""
    if find_mark(session, "demo_histories"):
        return
    module, sabine = find_module(session), id_of(session, SABINE)
    begin(session, actor_of(session, IOANA, Role.LEARNER), module, days_ago=7, tutor_id=sabine)
    yves = id_of(session, YVES)
    begin(session, actor_of(session, LUC, Role.LEARNER), module, days_ago=7, tutor_id=yves)
    _nadia_studies(session, module)
    _others_study(session, module)
    set_mark(session, "demo_histories", "told")


def _nadia_studies(session: Session, module: Module) -> None:
    nadia, sabine = actor_of(session, NADIA, Role.LEARNER), id_of(session, SABINE)
    enrolment = begin(session, nadia, module, days_ago=12, tutor_id=sabine)
    conversation = conversation_of(session, enrolment)
    anchor = block_anchor(LOCKS_BLOCK, module.current_number)
    _say(session, nadia.id, conversation.id, 11.9, HOURS_ASKED)
    _say(session, sabine, conversation.id, 11.8, HOURS_ANSWERED)
    study_unit(session, nadia, enrolment, "le-risque", days_ago=9)
    study_unit(session, nadia, enrolment, "les-sept-etapes", days_ago=5)
    with back_at(now() - timedelta(days=4.9)):
        ask(session, nadia, enrolment_id=enrolment.id, block=LOCKS_BLOCK, client_id=new_id(), text=LOCK_ASKED)
    _say(session, sabine, conversation.id, 4.1, LOCK_ANSWERED, anchor)
    study_unit(session, nadia, enrolment, "la-vat", days_ago=1, blocks=4)


def _others_study(session: Session, module: Module) -> None:
    sabine = id_of(session, SABINE)
    chloe, karim, mehdi, elif_ = (
        actor_of(session, email, Role.LEARNER) for email in (CHLOE, KARIM, MEHDI, ELIF)
    )
    chloe_begun = begin(session, chloe, module, days_ago=20, tutor_id=sabine)
    study_unit(session, chloe, chloe_begun, "le-risque", days_ago=9)
    karim_begun = begin(session, karim, module, days_ago=8, tutor_id=sabine)
    study_unit(session, karim, karim_begun, "le-risque", days_ago=3)
    try_wrong(session, karim, karim_begun, LOCKS_BLOCK, times=3, days_ago=0.6)
    mehdi_begun = begin(session, mehdi, module, days_ago=6, tutor_id=sabine)
    study_unit(session, mehdi, mehdi_begun, "le-risque", days_ago=2)
    elif_begun = begin(session, elif_, module, days_ago=4, tutor_id=sabine)
    study_unit(session, elif_, elif_begun, "le-risque", days_ago=1, blocks=12)


def _say(
    session: Session,
    sender_id: uuid.UUID,
    conversation_id: uuid.UUID,
    days_ago: float,
    text: str,
    anchor: dict[str, Any] | None = None,
) -> None:
    with back_at(now() - timedelta(days=days_ago)):
        send(
            session,
            sender_id=sender_id,
            conversation_id=conversation_id,
            client_id=new_id(),
            text=text,
            anchor=anchor,
        )


def keep_dates(session: Session) -> None:
    """Enough coming dates with free places that the first learner has not booked."""
    module, host = find_module(session), actor_of(session, FATOU, Role.SESSION_HOST, Role.TRAINER)
    centre = find_centre_by_code(session, FIRST)
    assert centre is not None
    hours = working_hours_by_centre(session, [centre.id])[centre.id]
    day = (now() + timedelta(days=2)).astimezone(zone()).date()
    missing = FREE_SESSIONS - _free_dates(session)
    while missing > 0:
        day += timedelta(days=1)
        starts_at = datetime.combine(day, time(8, 15), zone())
        if not hours.is_open_on(day) or _is_planned(session, starts_at):
            continue
        plan = Plan(
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=3, minutes=30),
            room="Atelier électricité",
            host_id=host.id,
            resources={"Bancs didactiques": 6, "Détecteurs bipolaires": 8},
        )
        create_session(session, host, centre_id=centre.id, module_id=module.id, unit=BENCH_UNIT, plan=plan)
        missing -= 1
        day += timedelta(days=2)


def _free_dates(session: Session) -> int:
    booked = select(Booking.session_id).where(
        Booking.learner_id == id_of(session, NADIA), Booking.state != BookingState.CANCELLED
    )
    found = session.scalar(
        select(func.count())
        .select_from(InCentreSession)
        .where(InCentreSession.starts_at > now() + timedelta(days=1), InCentreSession.closed_at.is_(None))
        .where(InCentreSession.taken < InCentreSession.capacity, InCentreSession.id.not_in(booked))
    )
    return found or 0


def _is_planned(session: Session, starts_at: datetime) -> bool:
    return (
        session.scalars(select(InCentreSession.id).where(InCentreSession.starts_at == starts_at)).first()
        is not None
    )


def keep_a_question(session: Session) -> None:
    """One open question for the tutor, by a learner who is none of the accounts."""
    mehdi = actor_of(session, MEHDI, Role.LEARNER)
    enrolment = session.scalars(select(Enrolment).where(Enrolment.learner_id == mehdi.id)).one()
    open_ones = select(HelpRequest.id).where(
        HelpRequest.enrolment_id == enrolment.id, HelpRequest.state == HelpState.OPEN
    )
    if session.scalars(open_ones).first() is None:
        ask(
            session,
            mehdi,
            enrolment_id=enrolment.id,
            block=LOCKS_BLOCK,
            client_id=new_id(),
            text="Avec une pince multiple, qui garde la clé du premier cadenas ?",
        )
