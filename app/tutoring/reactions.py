"""What tutoring does when the floors below tell it something, in the transaction of the fact itself.

Signals are worked out at each reading, so that nothing is written here for them: who accompanies is told to look.
"""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.chat.services.seating import Opening
from app.in_centre.events import BookingCancelled, SessionBooked
from app.learning.events import (
    AnswerGiven,
    BlockDone,
    EnrolmentBegun,
    EnrolmentEnded,
    EnrolmentMoved,
    EnrolmentResumed,
)
from app.people.events import MembershipChanged
from app.tutoring.rules import STUCK_AFTER_TRIES
from app.tutoring.services.accompaniments import begin_accompaniments
from app.tutoring.services.hints import tell_companions
from app.tutoring.services.seats import seat_companions


def follow_beginnings(session: Session, events: Sequence[EnrolmentBegun]) -> None:
    begin_accompaniments(
        session, [Opening(event.enrolment_id, event.learner_id, event.tutor_id) for event in events]
    )


def follow_ends(session: Session, events: Sequence[EnrolmentEnded | EnrolmentResumed]) -> None:
    """Nobody is called for what has ended, and its conversation is one to read."""
    seat_companions(session, enrolments=[event.enrolment_id for event in events])
    for event in events:
        tell_companions(session, event.enrolment_id)


def follow_membership(session: Session, event: MembershipChanged) -> None:
    """Who accompanies nobody in a centre any more leaves its conversations at once."""
    seat_companions(session, people=[event.person_id])


def follow_answer(session: Session, event: AnswerGiven) -> None:
    if event.wrong_in_a_row >= STUCK_AFTER_TRIES:
        tell_companions(session, event.enrolment_id)


def follow_done_block(session: Session, event: BlockDone) -> None:
    tell_companions(session, event.enrolment_id, only_if_signalled=True)


def follow_booking(session: Session, event: SessionBooked | BookingCancelled) -> None:
    tell_companions(session, event.enrolment_id)


def follow_move(session: Session, event: EnrolmentMoved) -> None:
    tell_companions(session, event.enrolment_id, only_if_signalled=True)
