"""What this domain hears from the floors below it, and what it gives to their registries; the wiring calls it."""

from app.chat.anchors import resolve_all_with
from app.chat.events import MessageSent
from app.chat.headers import describe_with
from app.chat.models import ConversationKind
from app.chat.relations import close_behind, relate_with
from app.in_centre.events import BookingCancelled, SessionBooked
from app.kernel.events import react, react_together
from app.learning.events import (
    AnswerGiven,
    BlockDone,
    EnrolmentBegun,
    EnrolmentEnded,
    EnrolmentMoved,
    EnrolmentResumed,
    TutorAssigned,
)
from app.learning.panels import add_panel
from app.learning.relations import add_relation
from app.people.events import MembershipChanged
from app.tutoring import anchors, panels, reactions
from app.tutoring.headers import describe_conversation
from app.tutoring.jobs import keep_schedules
from app.tutoring.queries.caseload import is_closed_to, list_substituted_ids, related_in_tutoring
from app.tutoring.sentences import learn_sentences
from app.tutoring.services.handovers import follow_handovers
from app.tutoring.services.help_requests import BLOCK_ANCHOR, QUESTION_ANCHOR, follow_message


def connect() -> None:
    """The same again changes nothing."""
    learn_sentences()
    keep_schedules()
    react_together(EnrolmentBegun, reactions.follow_beginnings)
    react_together(TutorAssigned, follow_handovers)
    react_together(EnrolmentEnded, reactions.follow_ends)
    react_together(EnrolmentResumed, reactions.follow_ends)
    react(MembershipChanged, reactions.follow_membership)
    react(AnswerGiven, reactions.follow_answer)
    react(BlockDone, reactions.follow_done_block)
    react(EnrolmentMoved, reactions.follow_move)
    react(SessionBooked, reactions.follow_booking)
    react(BookingCancelled, reactions.follow_booking)
    react(MessageSent, follow_message)
    add_relation("substitute", list_substituted_ids)
    relate_with(related_in_tutoring)
    close_behind(ConversationKind.TUTORING, is_closed_to)
    resolve_all_with(BLOCK_ANCHOR, anchors.show_blocks)
    resolve_all_with(QUESTION_ANCHOR, anchors.show_questions)
    describe_with(ConversationKind.TUTORING, describe_conversation)
    add_panel(panels.HELP)
    add_panel(panels.TUTOR)
