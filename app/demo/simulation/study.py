"""What one person's devices report over the weeks, recorded day after day as it would have been."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from app.catalogue.models import BlockType, Module, Place
from app.catalogue.outlines import BlockView, Outline
from app.catalogue.queries import find_published, get_block_data, get_outline
from app.demo.simulation.lives import Habit, Life
from app.demo.study import back_at, event
from app.kernel.clock import now
from app.kernel.i18n import zone
from app.learning.models import Enrolment
from app.learning.services.recording import record_events
from app.people.actor import Actor
from app.questions.marking import mark
from app.questions.responses import UnreadableResponse
from app.questions.wording import right_response

BEAT_SECONDS, ACT_SECONDS = 60, 10
DEVICES = ("téléphone", "ordinateur")
# Not the first one met: the others are there to be found in a list.
TRIES_WHEN_STUCK = 4

Act = tuple[str, str, dict[str, Any]]
Work = list[Act]


@dataclass(frozen=True, slots=True)
class Course:
    """A module as one goes through it: what there is to do, in order, and a wrong answer to each question."""

    module: Module
    outline: Outline
    work: Work
    wrong: dict[str, object]


def read_course(session: Session, module: Module) -> Course:
    version = find_published(session, module.id)
    assert version is not None
    outline = get_outline(session, version.id)
    # Who learns under another id is asked other questions of a pool: nobody could repeat them.
    blocks = [
        block
        for unit in outline.units
        if unit.place is Place.REMOTE
        for block in unit.blocks
        if not block.pool
    ]
    told = get_block_data(session, version.id, [block.code for block in blocks])
    work: Work = []
    wrong: dict[str, object] = {}
    for block in blocks:
        if block.type not in {BlockType.QUESTION, BlockType.CHECKLIST}:
            work.append((block.code, "seen", {}))
            continue
        work.append((block.code, "opened", {}))
        work.append((block.code, "answered", {"response": right_response(told[block.code].data)}))
        if (response := _find_wrong(told[block.code])) is not None:
            wrong[block.code] = response
    return Course(module, outline, work, wrong)


def _find_wrong(block: BlockView) -> object:
    """A response that can be read and is not right; None where there is none to be found."""
    parts = block.data.get("answers") or block.data.get("items") or []
    ids = [part["id"] for part in parts if isinstance(part, dict) and "id" in part]
    for response in (*ids, ids[:1], ids[::-1], "1", "rien"):
        try:
            if not mark(block.data, response).right:
                return response
        except (UnreadableResponse, KeyError):
            continue
    return None


def study(
    session: Session,
    learner: Actor,
    life: Life,
    course: Course,
    enrolment: Enrolment,
    *,
    events: int,
    until: datetime,
    dice: Random,
) -> None:
    """Have this learner study on some days between the beginning and `until`."""
    acts = list(_with_presence(_list_acts(life, course, events, dice), events))
    days = _find_days(life, enrolment.begun_at, until, len(acts), dice)
    each_day = -(-len(acts) // len(days))
    for number, moment in enumerate(days):
        batch = acts[number * each_day : (number + 1) * each_day]
        device = DEVICES[life.habit is not Habit.EVENING and number % 3 == 0]
        _report_day(session, learner, enrolment, batch, moment, device)


def _list_acts(life: Life, course: Course, events: int, dice: Random) -> Work:
    """What is done, wrong tries before some answers; whoever is stuck ends with a few at one question."""
    wanted = len(course.work) if life.to_the_end else max(2, events * 7 // 10)
    acts: Work = []
    for block, verb, data in course.work:
        if len(acts) >= wanted and not life.to_the_end:
            break
        is_wrong = verb == "answered" and block in course.wrong
        if is_wrong and life.habit is Habit.STUCK and len(acts) >= wanted - 2 * TRIES_WHEN_STUCK:
            return acts + [(block, verb, {"response": course.wrong[block]})] * TRIES_WHEN_STUCK
        if is_wrong and dice.random() < life.wrong:
            acts.append((block, verb, {"response": course.wrong[block]}))
        acts.append((block, verb, data))
    return acts


def _with_presence(acts: Work, events: int) -> Iterator[Act]:
    """Signs of presence between what is done, so that there are so many events in all."""
    beats, given = max(0, events - len(acts)), 0
    for at, (block, verb, data) in enumerate(acts, 1):
        yield block, verb, data
        due = beats * at // len(acts)
        for _ in range(due - given):
            yield block, "active", {"seconds": BEAT_SECONDS}
        given = due


def _find_days(life: Life, begun: datetime, until: datetime, count: int, dice: Random) -> Sequence[datetime]:
    """When each day's study begins: in order, at the person's own hour."""
    first, last = begun + timedelta(minutes=20), until - timedelta(seconds=count * BEAT_SECONDS)
    days = max(1, min(-(-count // life.a_day), int((last - first).days)))
    found: list[datetime] = []
    for number in range(days):
        day = (first + (last - first) * (number + 1) / days).astimezone(zone())
        hour = time(life.hour, dice.randint(0, 59))
        moment = datetime.combine(day.date(), hour, zone())
        found.append(max(first, moment if moment < last else moment - timedelta(days=1)))
    return sorted(found)


def _report_day(
    session: Session, learner: Actor, enrolment: Enrolment, batch: Work, begins: datetime, device: str
) -> None:
    moment, events = begins, []
    for block, verb, data in batch:
        moment += timedelta(seconds=BEAT_SECONDS if verb == "active" else ACT_SECONDS)
        events.append(event(enrolment, block, verb, moment, data))
    if not events:
        return
    with back_at(min(moment + timedelta(seconds=5), now())):
        recorded = record_events(session, learner, events=events, device=device)
    assert not recorded.rejected, recorded.rejected[0]
