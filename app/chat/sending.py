"""What the socket, the call and the page of sending have in common: the message's shape, and one limit a person."""

import uuid
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field, StrictInt, StringConstraints, ValidationError
from sqlalchemy.orm import Session

from app.chat.models import Message
from app.chat.services.messages import send
from app.kernel.api import Model
from app.kernel.clock import now
from app.kernel.errors import Invalid
from app.kernel.rates import Allowance
from app.people.actor import Actor

# protocols.md: 10 messages a second sustained, bursts of 100, per person.
message_rates = Allowance("messages", 10, 100)
# A hint each; nobody types more often.
typing_rates = Allowance("typing", 2, 10)

AnchorWord = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[^\x00]+$")]


class AnchorGiven(Model):
    """What a message is about; opaque to chat."""

    kind: AnchorWord
    id: AnchorWord
    version: StrictInt | AnchorWord | None = None


class MessageGiven(Model):
    """A message as a client gives it. The client makes `client_id`; the same one again is the same message."""

    client_id: uuid.UUID
    text: str = Field(description="1 to 4,000 characters, kept exactly")
    anchor: AnchorGiven | None = None


def send_given(
    session: Session, actor: Actor, conversation_id: uuid.UUID, given: MessageGiven
) -> tuple[Message, bool]:
    """Send within the person's limit; the message, and whether it is new. Raises TooMany, and what `send` raises."""
    message_rates.take(actor.id, now().timestamp())
    return send(
        session,
        sender_id=actor.id,
        conversation_id=conversation_id,
        client_id=given.client_id,
        text=given.text,
        anchor=given.anchor.model_dump(exclude_none=True) if given.anchor else None,
    )


Given = TypeVar("Given", bound=BaseModel)


def read_as(kind: type[Given], data: dict[str, Any]) -> Given:
    """A socket's data as a model. Raises Invalid, as the JSON edge does."""
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False, include_context=False)
        raise Invalid(
            errors=[
                {"at": ".".join(str(part) for part in fault["loc"]), "message": fault["msg"]}
                for fault in faults
            ]
        ) from None
