"""A good answer that helps others: proposed by who gave it, taken or not by the authors of the module."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.catalogue.models import Module
from app.catalogue.services.modules import check_editable
from app.kernel.clock import now
from app.kernel.errors import Conflict, DomainError, NotFound, at_most
from app.learning.models import Enrolment
from app.people.actor import Actor
from app.people.models import Person
from app.questions.spelling import plain
from app.tutoring.models import HelpRequest, HelpState, Tip, TipState
from app.tutoring.queries.caseload import get_followed

LONGEST_TIP = 2000


class TipEmpty(DomainError):
    code = "tip_empty"


class TipNamesSomeone(DomainError):
    """`facts["name"]` is the word that names the person who asked, or who answered."""

    code = "tip_names_someone"


class NoAnswerToPropose(Conflict):
    """The question has no answer by message, or stands at no block."""

    code = "no_answer_to_propose"


class TipSettled(Conflict):
    """Its authors have decided already."""

    code = "tip_settled"


def propose_tip(session: Session, actor: Actor, *, help_request_id: uuid.UUID, text: str) -> tuple[Tip, bool]:
    """Offer an answer to the authors of the module, and whether that is new; a question has one tip at most. Flushes.

    Raises NotFound for a question of someone whom the actor does not accompany, NoAnswerToPropose, TipEmpty,
    TextTooLong, TipNamesSomeone.
    """
    asked = session.get(HelpRequest, help_request_id, with_for_update=True)
    if asked is None:
        raise NotFound
    get_followed(session, actor, asked.enrolment_id)
    if asked.block is None or asked.state is not HelpState.ANSWERED or asked.answer_message_id is None:
        raise NoAnswerToPropose
    known = session.scalars(select(Tip).where(Tip.help_request_id == asked.id)).first()
    if known:
        return known, False
    enrolment = session.get_one(Enrolment, asked.enrolment_id)
    tip = Tip(
        help_request_id=asked.id,
        module_id=enrolment.module_id,
        block=asked.block,
        text=_checked(text),
        proposed_by=actor.id,
        proposed_at=now(),
        state=TipState.PROPOSED,
    )
    check_names_nobody(_people_of(session, enrolment, actor), text)
    session.add(tip)
    session.flush()
    return tip, True


def _people_of(session: Session, enrolment: Enrolment, actor: Actor) -> list[Person]:
    return list(session.scalars(select(Person).where(Person.id.in_({enrolment.learner_id, actor.id}))))


def check_names_nobody(people: Iterable[Person], *texts: str) -> None:
    """Raises TipNamesSomeone where a text has a name of one of them in it."""
    words = {word for text in texts for word in _words(text)}
    for person in people:
        for name in (person.given_name, person.family_name):
            if _words(name) & words:
                raise TipNamesSomeone(name=name)


def _words(text: str) -> set[str]:
    """Whatever their case and accents."""
    return {plain(word) for word in re.findall(r"\w+", text)}


@dataclass(frozen=True, slots=True)
class HeldTip:
    """A tip in its authors' hands, with whom it must not name: who proposed it, and who had asked."""

    tip: Tip
    module: Module
    proposer: Person
    learner: Person


def hold_tip(session: Session, actor: Actor, *, slug: str, tip_id: uuid.UUID) -> HeldTip:
    """A tip that waits for its authors, held for one of them. Raises NotFound, Denied, TipSettled."""
    proposer, learner = aliased(Person), aliased(Person)
    found = session.execute(
        select(Tip, Module, proposer, learner)
        .join(Module, Module.id == Tip.module_id)
        .join(proposer, proposer.id == Tip.proposed_by)
        .join(HelpRequest, HelpRequest.id == Tip.help_request_id)
        .join(Enrolment, Enrolment.id == HelpRequest.enrolment_id)
        .join(learner, learner.id == Enrolment.learner_id)
        .where(Tip.id == tip_id, Module.slug == slug)
        .with_for_update(of=Tip)
        .execution_options(populate_existing=True)
    ).first()
    if found is None:
        raise NotFound
    held = HeldTip(*found)
    check_editable(actor, held.module)
    if held.tip.state is not TipState.PROPOSED:
        raise TipSettled
    return held


def settle_tip(
    session: Session, tip: Tip, *, by: uuid.UUID, taken_block: str | None, reason: str = ""
) -> Tip:
    """Taken as a block of the draft; or not taken, with a reason. Flushes. Raises TipEmpty, TextTooLong."""
    tip.reason = at_most(LONGEST_TIP, reason) if taken_block else _checked(reason)
    tip.state = TipState.TAKEN if taken_block else TipState.DECLINED
    tip.taken_block, tip.decided_by, tip.decided_at = taken_block, by, now()
    session.flush()
    return tip


def _checked(text: str) -> str:
    if not text.strip():
        raise TipEmpty
    return at_most(LONGEST_TIP, text)
