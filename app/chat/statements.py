"""The statements of sending, put together once: that costs as much as asking them, and messages come by the hundred."""

from sqlalchemy import Table, and_, bindparam, insert, select, update

from app.chat.models import Conversation, Message, Participant


def _table(model: type[Conversation] | type[Message] | type[Participant]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


CONVERSATIONS, MESSAGES, PARTICIPANTS = _table(Conversation), _table(Message), _table(Participant)

TAKE_NUMBER = (
    update(CONVERSATIONS)
    .where(CONVERSATIONS.c.id == bindparam("conversation"))
    .values(last_seq=CONVERSATIONS.c.last_seq + 1, last_at=bindparam("moment"))
    .returning(CONVERSATIONS.c.last_seq, CONVERSATIONS.c.kind, CONVERSATIONS.c.subject)
)

GIVE_NUMBER_BACK = (
    update(CONVERSATIONS)
    .where(CONVERSATIONS.c.id == bindparam("conversation"))
    .values(
        last_seq=CONVERSATIONS.c.last_seq - 1,
        last_at=select(MESSAGES.c.sent_at)
        .where(MESSAGES.c.conversation_id == CONVERSATIONS.c.id)
        .where(MESSAGES.c.seq == CONVERSATIONS.c.last_seq - 1)
        .scalar_subquery(),
    )
)

# Who is in the conversation, and beside the sender the message that this client_id already made.
LOOK_AROUND = (
    select(PARTICIPANTS.c.person_id, PARTICIPANTS.c.left_at, MESSAGES.c.id)
    .select_from(
        PARTICIPANTS.outerjoin(
            MESSAGES,
            and_(
                MESSAGES.c.conversation_id == PARTICIPANTS.c.conversation_id,
                MESSAGES.c.sender_id == PARTICIPANTS.c.person_id,
                MESSAGES.c.sender_id == bindparam("sender"),
                MESSAGES.c.client_id == bindparam("client"),
            ),
        )
    )
    .where(PARTICIPANTS.c.conversation_id == bindparam("conversation"))
)

KEEP = insert(MESSAGES)
