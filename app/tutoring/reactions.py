"""What tutoring does when the floors below tell it something, in the transaction of the fact itself.

Signals are worked out at each reading, so that nothing is written here for them: who accompanies is told to look.
"""

from sqlalchemy.orm import Session

from app.in_centre.events import BookingCancelled, SessionBooked
from app.learning.events import AnswerGiven, BlockDone, EnrolmentBegun, EnrolmentMoved, TutorAssigned
from app.tutoring.rules import STUCK_AFTER_TRIES
from app.tutoring.services.accompaniments import begin_accompaniment, change_tutor
from app.tutoring.services.hints import tell_companions


def follow_beginning(session: Session, event: EnrolmentBegun) -> None:
    begin_accompaniment(
        session, enrolment_id=event.enrolment_id, learner_id=event.learner_id, tutor_id=event.tutor_id
    )


def follow_handover(session: Session, event: TutorAssigned) -> None:
    change_tutor(
        session,
        enrolment_id=event.enrolment_id,
        former_tutor_id=event.former_tutor_id,
        tutor_id=event.tutor_id,
    )
    tell_companions(session, event.enrolment_id)


def follow_answer(session: Session, event: AnswerGiven) -> None:
    if event.wrong_in_a_row >= STUCK_AFTER_TRIES:
        tell_companions(session, event.enrolment_id)


def follow_done_block(session: Session, event: BlockDone) -> None:
    tell_companions(session, event.enrolment_id, only_if_signalled=True)


def follow_booking(session: Session, event: SessionBooked | BookingCancelled) -> None:
    tell_companions(session, event.enrolment_id)


def follow_move(session: Session, event: EnrolmentMoved) -> None:
    tell_companions(session, event.enrolment_id, only_if_signalled=True)
