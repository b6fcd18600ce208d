"""What becomes of someone's messages when they are erased: the conversation is the others' too, and keeps them nameless."""

from sqlalchemy import func, null, select, update
from sqlalchemy.orm import aliased

from app.chat.models import Conversation, Message, Participant
from app.people.erasing.ground import Erasing
from app.people.models import Person


def erase_conversations(erasing: Erasing) -> None:
    session, person_id = erasing.session, erasing.person_id
    theirs = select(Participant.conversation_id).where(Participant.person_id == person_id)
    last = (
        select(Conversation.last_seq).where(Conversation.id == Participant.conversation_id).scalar_subquery()
    )
    session.execute(
        update(Participant)
        .where(Participant.person_id == person_id)
        .values(
            left_seq=func.coalesce(Participant.left_seq, last),
            left_at=func.coalesce(Participant.left_at, erasing.at),
        )
    )
    _empty_where_nobody_is_left(erasing)
    erasing.hide_in(Message, Message.conversation_id.in_(theirs))
    erasing.hide_in(Conversation, Conversation.id.in_(theirs))


def _empty_where_nobody_is_left(erasing: Erasing) -> None:
    """A number stays where a message was: they count without a gap."""
    other, who = aliased(Participant), aliased(Person)
    read_by_others = (
        select(other.conversation_id)
        .join(who, who.id == other.person_id)
        .where(other.person_id != erasing.person_id, who.erased_at.is_(None))
    )
    alone = select(Participant.conversation_id).where(
        Participant.person_id == erasing.person_id, Participant.conversation_id.not_in(read_by_others)
    )
    erasing.session.execute(
        update(Message).where(Message.conversation_id.in_(alone)).values(text="", anchor=null())
    )
