from datetime import date, datetime, time
from typing import Annotated, Any
from uuid import UUID

from flask.typing import ResponseReturnValue
from pydantic import BeforeValidator, Field

from app.chat.sending import message_rates
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
from app.kernel.clock import now
from app.kernel.i18n import zone
from app.kernel.identity import signed_in_actor
from app.kernel.ids import parse_id
from app.kernel.unit_of_work import commit, session
from app.tutoring.models import Act, SignalKind
from app.tutoring.queries.caseload import Followed, list_caseload
from app.tutoring.queries.needs import Needs, list_needs, work_out_needs
from app.tutoring.rules import SUGGESTED, Reason
from app.tutoring.services.help_requests import ask
from app.tutoring.services.interventions import Doing, act_on_signal
from app.tutoring.wording import plain_sentence

api = domain_api("tutoring")

LONGEST_WORDS = 4000
#: When a day's work begins, for a next date given without an hour.
MORNING = time(8)


def _read_day(given: object) -> object:
    """A date alone is a day, which pydantic would take for its first moment."""
    try:
        return date.fromisoformat(given) if isinstance(given, str) and len(given) == 10 else given
    except ValueError:
        return given


class NewHelpRequest(Model):
    """A question at a block. The client makes `client_id`; the same one again is the same request."""

    enrolment: UUID
    block: str = Field(min_length=1, max_length=64)
    text: str
    client_id: UUID


class HelpRequestMade(Model):
    """`answer_by` is when the tutor promised to have answered; `conversation` and `message` are ids."""

    id: UUID
    conversation: UUID
    message: UUID
    answer_by: Utc


class CaseloadRow(Model):
    """A learner on a module; `signals` are the ids of what calls for the tutor now."""

    enrolment: UUID
    learner: UUID
    learner_name: str
    module: str
    version: int
    done: int
    required: int
    active_seconds: int
    last_activity_at: Utc | None
    next_session_at: Utc | None
    weekly_rhythm: int
    promise_hours: int
    signals: list[UUID]


class SignalRow(Model):
    """Why a learner needs their tutor now: a sentence, the facts it says, and since when."""

    id: UUID
    enrolment: UUID
    learner: UUID
    learner_name: str
    module: str
    kind: SignalKind
    sentence: str
    facts: dict[str, Any]
    since: Utc
    suggested: Act


class NewIntervention(Model):
    """What the tutor does. The text of `message`, `slot` and `replan` is sent to the learner, that of `waive` is the
    reason they read in their progress; other texts and `outcome` are private. `next` is when the same facts would
    call again: a moment, or a day."""

    act: Act
    text: str | None = Field(None, max_length=LONGEST_WORDS)
    outcome: str | None = Field(None, max_length=LONGEST_WORDS)
    next: Annotated[datetime | date, BeforeValidator(_read_day)] | None = None
    minutes: int | None = Field(None, ge=0, le=24 * 60)


class InterventionMade(Model):
    """`message` is the id of the message that was sent, where one was."""

    id: UUID
    signal: UUID | None
    act: Act
    text: str
    outcome: str
    minutes: int | None
    next: Utc | None
    message: UUID | None
    done_at: Utc


@api.post("/help-requests")
@operation(
    "signed_in",
    json=NewHelpRequest,
    answers={201: HelpRequestMade, 200: HelpRequestMade},
    problems=(404, 409),
)
def ask_for_help() -> ResponseReturnValue:
    wanted: NewHelpRequest = body()
    actor = signed_in_actor()
    message_rates.take(actor.id, now().timestamp())
    asked, created = ask(
        session(),
        actor,
        enrolment_id=wanted.enrolment,
        block=wanted.block,
        text=wanted.text,
        client_id=wanted.client_id,
    )
    made = HelpRequestMade(
        id=asked.id, conversation=asked.conversation_id, message=asked.message_id, answer_by=asked.answer_by
    )
    commit()
    return answer(made, 201 if created else 200)


@api.get("/tutor/caseload")
@operation("tutor", query=PageQuery, answers={200: Page[CaseloadRow]})
def caseload() -> ResponseReturnValue:
    wanted: PageQuery = query()
    place = decode_cursor(wanted.cursor, 1)
    after_id = cursor_id(place[0]) if place else None
    found = list_caseload(session(), signed_in_actor(), after_id=after_id, limit=wanted.size + 1)
    page = found[: wanted.size]
    needs = work_out_needs(session(), page)
    following = encode_cursor(page[-1].enrolment_id) if len(found) > len(page) else None
    return answer(Page[CaseloadRow](items=[_caseload_row(one, needs) for one in page], next=following))


def _caseload_row(one: Followed, needs: Needs) -> CaseloadRow:
    visit = needs.next_visit(one.enrolment_id)
    return CaseloadRow(
        enrolment=one.enrolment_id,
        learner=one.learner_id,
        learner_name=one.name,
        module=one.module_slug,
        version=one.version,
        done=one.done,
        required=one.required,
        active_seconds=one.active_seconds,
        last_activity_at=one.last_step_at,
        next_session_at=visit.starts_at if visit else None,
        weekly_rhythm=one.weekly_rhythm,
        promise_hours=one.promise_hours,
        signals=[reason.id for reason in needs.of(one.enrolment_id)],
    )


@api.get("/tutor/signals")
@operation("tutor", query=PageQuery, answers={200: Page[SignalRow]})
def signals() -> ResponseReturnValue:
    wanted: PageQuery = query()
    needs = list_needs(session(), signed_in_actor())
    place = decode_cursor(wanted.cursor, 1)
    reasons = list(needs.reasons)
    if place:
        known = [reason.id for reason in reasons]
        reasons = reasons[known.index(last) + 1 :] if (last := cursor_id(place[0])) in known else []
    page = reasons[: wanted.size]
    following = encode_cursor(page[-1].id) if len(reasons) > len(page) else None
    rows = [_signal_row(reason, needs.followed[reason.enrolment_id]) for reason in page]
    return answer(Page[SignalRow](items=rows, next=following))


def _signal_row(reason: Reason, one: Followed) -> SignalRow:
    return SignalRow(
        id=reason.id,
        enrolment=one.enrolment_id,
        learner=one.learner_id,
        learner_name=one.name,
        module=one.module_slug,
        kind=reason.kind,
        sentence=plain_sentence(reason.kind, reason.facts),
        facts=reason.facts,
        since=reason.since,
        suggested=SUGGESTED[reason.kind],
    )


@api.post("/tutor/signals/<signal_id>/interventions")
@operation("signed_in", json=NewIntervention, answers={201: InterventionMade}, problems=(404, 409))
def intervene(signal_id: str) -> ResponseReturnValue:
    wanted: NewIntervention = body()
    actor = signed_in_actor()
    message_rates.take(actor.id, now().timestamp())
    done = act_on_signal(
        session(),
        actor,
        signal_id=parse_id(signal_id),
        doing=Doing(
            act=wanted.act,
            text=wanted.text or "",
            outcome=wanted.outcome or "",
            minutes=wanted.minutes,
            next_at=read_next(wanted.next),
        ),
    )
    made = InterventionMade(
        id=done.id,
        signal=done.signal_id,
        act=done.act,
        text=done.text,
        outcome=done.outcome,
        minutes=done.minutes,
        next=done.next_at,
        message=done.message_id,
        done_at=done.done_at,
    )
    commit()
    return answer(made, 201)


def read_next(given: datetime | date | None) -> datetime | None:
    """A day means its morning; a moment without a zone is meant where the centre is."""
    if given is None:
        return None
    moment = given if isinstance(given, datetime) else datetime.combine(given, MORNING, zone())
    return moment if moment.tzinfo else moment.replace(tzinfo=zone())
