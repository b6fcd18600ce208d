"""What becomes of someone's accompaniment when they are erased."""

import uuid

from sqlalchemy import Select, delete, or_, select, update

from app.learning.erasing import enrolments_of
from app.learning.models import EnrolmentKind
from app.people.erasing.ground import Erasing
from app.tutoring.models import Accompaniment, Handover, HelpRequest, Intervention, Signal, Tip

#: In this order: an intervention names its signal.
OF_ENROLMENT = (Intervention, Signal, HelpRequest, Handover, Accompaniment)


def erase_follow_up(erasing: Erasing) -> None:
    _take_away(erasing, enrolments_of(erasing.person_id, EnrolmentKind.DISCOVERY))
    _strip(erasing, enrolments_of(erasing.person_id, EnrolmentKind.TRAINING))


def _take_away(erasing: Erasing, gone: Select[uuid.UUID]) -> None:
    session = erasing.session
    asked = select(HelpRequest.id).where(HelpRequest.enrolment_id.in_(gone))
    session.execute(delete(Tip).where(Tip.help_request_id.in_(asked)))
    for model in OF_ENROLMENT:
        session.execute(delete(model).where(model.enrolment_id.in_(gone)))


def _strip(erasing: Erasing, kept: Select[uuid.UUID]) -> None:
    """That someone was accompanied, when and for how long, is evidence; what was noted of them is not."""
    session = erasing.session
    session.execute(
        update(Intervention)
        .where(Intervention.enrolment_id.in_(kept))
        .values(text="", outcome="", signal_id=None)
    )
    session.execute(delete(Signal).where(Signal.enrolment_id.in_(kept)))
    erasing.hide_in(Handover, Handover.enrolment_id.in_(kept))
    asked = select(HelpRequest.id).where(HelpRequest.enrolment_id.in_(kept))
    erasing.hide_in(Tip, Tip.help_request_id.in_(asked))


def erase_in_others_follow_up(erasing: Erasing) -> None:
    """Whom they accompanied, or stood in for, keeps the record, without their name."""
    session, person_id = erasing.session, erasing.person_id
    session.execute(
        update(Accompaniment)
        .where(Accompaniment.substitute_id == person_id)
        .values(substitute_id=None, substitute_from=None, substitute_to=None)
    )
    erasing.hide_in(Intervention, Intervention.tutor_id == person_id)
    erasing.hide_in(Tip, or_(Tip.proposed_by == person_id, Tip.decided_by == person_id))
