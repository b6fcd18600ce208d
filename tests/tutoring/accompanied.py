"""A learner with a tutor, and what either does, each in a transaction of its own."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import Module
from app.chat.models import Message
from app.chat.services.messages import send
from app.kernel.ids import new_id
from app.learning.models import Enrolment
from app.learning.services.enrolments import enrol
from app.people.actor import Actor
from app.tutoring.models import HelpRequest, SignalKind
from app.tutoring.queries.needs import list_needs
from app.tutoring.rules import Reason
from app.tutoring.services.accompaniments import conversation_of
from app.tutoring.services.help_requests import ask
from tests.cast import Member
from tests.learning.samples import Study, publish
from tests.learning.samples import send as record

WRONG, RIGHT, UNREADABLE = "a2", "a1", "no-such-answer"


@dataclass(frozen=True)
class Accompanied:
    """One learner's enrolment, and the two people in it."""

    session: Session
    enrolment: Enrolment
    study: Study
    learner: Member
    tutor: Member

    def try_block(self, *responses: object, block: str = "choisir") -> None:
        for response in responses:
            record(self.session, self.learner, self.study.answer(block, response))

    def finish(self, *blocks: str) -> None:
        record(self.session, self.learner, *(self.study.event(block, "completed") for block in blocks))

    def ask(self, text: str = "Pourquoi pas un multimètre ?", block: str = "choisir") -> HelpRequest:
        asked, _created = ask(
            self.session,
            self.learner.actor,
            enrolment_id=self.enrolment.id,
            block=block,
            text=text,
            client_id=new_id(),
        )
        self.session.commit()
        return asked

    def write(self, by: Member, text: str = "Bonjour", anchor: dict[str, Any] | None = None) -> Message:
        message, _created = send(
            self.session,
            sender_id=by.id,
            conversation_id=conversation_of(self.session, self.enrolment).id,
            client_id=new_id(),
            text=text,
            anchor=anchor,
        )
        self.session.commit()
        return message

    def reasons(self, actor: Actor | None = None) -> list[Reason]:
        needs = list_needs(self.session, actor or self.tutor.actor)
        self.session.commit()  # no lock is held while a client calls
        return needs.of(self.enrolment.id)

    def kinds(self, actor: Actor | None = None) -> list[SignalKind]:
        return [reason.kind for reason in self.reasons(actor)]


def accompany(session: Session, learner: Member, tutor: Member, *, centre_id: uuid.UUID) -> Accompanied:
    module = session.scalars(select(Module).where(Module.slug == "consignation")).first()
    module = module or publish(session, centre_id)
    enrolment, _created = enrol(session, learner_id=learner.id, module=module, tutor_id=tutor.id)
    session.commit()
    return Accompanied(session, enrolment, Study(module, enrolment), learner, tutor)
