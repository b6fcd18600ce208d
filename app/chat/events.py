import uuid
from dataclasses import dataclass
from datetime import datetime

from app.kernel.events import Event


@dataclass(frozen=True, slots=True)
class MessageSent(Event):
    """Someone wrote. `kind` and `subject` are the conversation's; the anchor's are None without one."""

    message_id: uuid.UUID
    conversation_id: uuid.UUID
    sender_id: uuid.UUID
    seq: int
    kind: str
    subject: uuid.UUID | None
    anchor_kind: str | None
    anchor_id: str | None
    at: datetime
