from typing import Any
from uuid import UUID

from flask.typing import ResponseReturnValue
from pydantic import AwareDatetime, Field

from app.catalogue.queries import get_module
from app.kernel.api import (
    Model,
    Page,
    PageQuery,
    Utc,
    answer,
    body,
    cursor_id,
    decode_cursor,
    domain_api,
    encode_cursor,
    operation,
    query,
)
from app.kernel.identity import signed_in_actor
from app.kernel.ids import parse_id
from app.kernel.unit_of_work import commit, session
from app.learning.models import EnrolmentKind, State
from app.learning.queries import Followed, explain, get_enrolment, get_followed, page_enrolments
from app.learning.services.enrolments import enrol_oneself
from app.learning.services.recording import record_events

api = domain_api("learning")


class EnrolmentOut(Model):
    """One person on one version of one module. `module` is its slug, `version` its number; people are ids."""

    id: UUID
    kind: EnrolmentKind
    module: str
    title: str
    version: int
    learner: UUID
    learner_name: str
    tutor: UUID
    tutor_name: str
    centre: UUID
    begun_at: Utc
    ended_at: Utc | None
    completed_at: Utc | None
    percent: int
    required: int
    done: int
    active_seconds: int


class BlockProgress(Model):
    """`because` names what brought the block there: the kind of step or statement, its id, and its facts."""

    id: str
    unit: str
    required: bool
    state: State
    since: Utc | None
    because: dict[str, Any] | None


class Progress(Model):
    """`percent` is rounded down; `blocks` lists every block, of which those that are `required` count."""

    percent: int
    required: int
    done: int
    active_seconds: int
    blocks: list[BlockProgress]


class Batch(Model):
    """At most 500 events, each answered by itself. `sent_at` is what the device's clock says now."""

    events: list[Any]
    sent_at: AwareDatetime | None = None
    device: str = Field("", max_length=64, pattern=r"^[^\x00-\x1f]*$")


class Rejected(Model):
    id: str | None
    reason: str


class Answered(Model):
    """By the ids as they were sent."""

    accepted: list[str]
    duplicate: list[str]
    rejected: list[Rejected]


def _out(followed: Followed) -> EnrolmentOut:
    enrolment = followed.enrolment
    return EnrolmentOut(
        id=enrolment.id,
        kind=enrolment.kind,
        module=followed.slug,
        title=followed.title,
        version=followed.number,
        learner=enrolment.learner_id,
        learner_name=followed.learner_name,
        tutor=enrolment.tutor_id,
        tutor_name=followed.tutor_name,
        centre=enrolment.centre_id,
        begun_at=enrolment.begun_at,
        ended_at=enrolment.ended_at,
        completed_at=enrolment.completed_at,
        percent=followed.percent,
        required=enrolment.required_blocks,
        done=enrolment.done_blocks,
        active_seconds=enrolment.active_seconds,
    )


@api.post("/modules/<slug>/enrolments")
@operation("learner", answers={201: EnrolmentOut, 200: EnrolmentOut}, problems=(404, 409))
def create_enrolment(slug: str) -> ResponseReturnValue:
    actor = signed_in_actor()
    module = get_module(session(), actor, slug)
    enrolment, created = enrol_oneself(session(), actor, module=module)
    made = _out(get_followed(session(), actor, enrolment.id))
    commit()
    return answer(made, 201 if created else 200)


@api.get("/enrolments")
@operation("signed_in", query=PageQuery, answers={200: Page[EnrolmentOut]})
def list_enrolments() -> ResponseReturnValue:
    wanted: PageQuery = query()
    after = decode_cursor(wanted.cursor, 1)
    found = page_enrolments(
        session(),
        signed_in_actor(),
        after_id=cursor_id(after[0]) if after else None,
        limit=wanted.size + 1,
    )
    shown = found[: wanted.size]
    last = encode_cursor(shown[-1].enrolment.id) if len(found) > wanted.size else None
    return answer(Page[EnrolmentOut](items=[_out(each) for each in shown], next=last))


@api.get("/enrolments/<enrolment_id>")
@operation("signed_in", answers={200: EnrolmentOut}, problems=(404,))
def read_enrolment(enrolment_id: str) -> ResponseReturnValue:
    return answer(_out(get_followed(session(), signed_in_actor(), parse_id(enrolment_id))))


@api.get("/enrolments/<enrolment_id>/progress")
@operation("signed_in", answers={200: Progress}, problems=(404,))
def read_progress(enrolment_id: str) -> ResponseReturnValue:
    enrolment = get_enrolment(session(), signed_in_actor(), parse_id(enrolment_id))
    told = explain(session(), enrolment)
    blocks = [
        BlockProgress(
            id=block.code,
            unit=block.unit,
            required=block.required,
            state=block.state,
            since=block.since,
            because=block.because or None,
        )
        for block in told.blocks
    ]
    return answer(
        Progress(
            percent=told.percent,
            required=told.required,
            done=told.done,
            active_seconds=told.active_seconds,
            blocks=blocks,
        )
    )


@api.post("/learning/events")
@operation("signed_in", json=Batch, answers={200: Answered})
def create_learning_events() -> ResponseReturnValue:
    sent: Batch = body()
    recorded = record_events(
        session(),
        signed_in_actor(),
        events=sent.events,
        sent_at=sent.sent_at,
        device=sent.device,
    )
    commit()
    return answer(
        Answered(
            accepted=recorded.accepted,
            duplicate=recorded.duplicate,
            rejected=[Rejected(id=each.id, reason=each.reason) for each in recorded.rejected],
        )
    )
