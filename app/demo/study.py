"""Histories made through the same services as real ones, with the clock put back to when they happened."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.catalogue.models import BlockType, Module
from app.catalogue.outlines import BlockView
from app.catalogue.queries import get_block_data, get_outline
from app.demo.people import centre_of
from app.kernel.clock import clock_set_to, now
from app.kernel.i18n import iso
from app.kernel.ids import new_id
from app.learning.models import Enrolment
from app.learning.services.enrolments import enrol
from app.learning.services.recording import record_events
from app.people.actor import Actor, Held
from app.people.models import Role
from app.people.queries import find_person_by_email
from app.questions.wording import right_response

SECONDS_A_BLOCK = 55


@contextmanager
def back_at(moment: datetime) -> Iterator[None]:
    with clock_set_to(lambda: moment):
        yield


def actor_of(session: Session, email: str, *roles: Role) -> Actor:
    """The person acting, as if signed in."""
    person = find_person_by_email(session, email)
    assert person is not None
    centre_id = centre_of(session, person.id)
    held = tuple(Held(role, centre_id) for role in roles)
    return Actor(person.id, person.name, person.given_name, person.language, new_id(), held)


def begin(
    session: Session, learner: Actor, module: Module, *, days_ago: float, tutor_id: uuid.UUID
) -> Enrolment:
    with back_at(now() - timedelta(days=days_ago)):
        enrolment, _created = enrol(session, learner_id=learner.id, module=module, tutor_id=tutor_id)
    return enrolment


def study_unit(
    session: Session,
    learner: Actor,
    enrolment: Enrolment,
    unit: str,
    *,
    days_ago: float,
    blocks: int | None = None,
) -> None:
    """Go through a unit, right at the first try, one block a minute; only its first blocks when told so."""
    outline = get_outline(session, enrolment.version_id)
    studied = outline.unit(unit)
    assert studied is not None
    codes = [block.code for block in studied.blocks][:blocks]
    views = get_block_data(session, enrolment.version_id, codes)
    moment = now() - timedelta(days=days_ago)
    events: list[dict[str, Any]] = []
    for code in codes:
        moment += timedelta(seconds=SECONDS_A_BLOCK)
        events += _study(enrolment, views[code], moment)
    with back_at(moment):
        record_events(session, learner, events=events, device="demo")


def try_wrong(
    session: Session, learner: Actor, enrolment: Enrolment, block: str, *, times: int, days_ago: float
) -> None:
    """Give wrong answers to a choice question, one after the other."""
    view = get_block_data(session, enrolment.version_id, [block])[block]
    wrong = [answer["id"] for answer in view.data["answers"] if not answer["right"]]
    for number in range(times):
        moment = now() - timedelta(days=days_ago) + timedelta(minutes=2 * number)
        given = event(enrolment, block, "answered", moment, {"response": wrong[number % len(wrong)]})
        with back_at(moment):
            record_events(session, learner, events=[given], device="demo")


def _study(enrolment: Enrolment, view: BlockView, moment: datetime) -> list[dict[str, Any]]:
    active = event(enrolment, view.code, "active", moment, {"seconds": SECONDS_A_BLOCK})
    if view.type in {BlockType.QUESTION, BlockType.CHECKLIST}:
        return [
            active,
            event(enrolment, view.code, "answered", moment, {"response": right_response(view.data)}),
        ]
    return [active, event(enrolment, view.code, "seen", moment, {})]


def event(
    enrolment: Enrolment, block: str, verb: str, moment: datetime, data: dict[str, Any]
) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "enrolment": str(enrolment.id),
        "block": block,
        "verb": verb,
        "occurred_at": iso(moment),
        "data": data,
    }
