"""Learners' histories: a few people study through the services, and everyone else did the same."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.catalogue.models import BlockType, Module, Place
from app.catalogue.outlines import BlockView, Outline
from app.catalogue.queries import find_published, get_block_data, get_outline
from app.kernel.clock import clock_set_to, now
from app.kernel.i18n import iso
from app.kernel.ids import new_id
from app.learning.models import BlockState, Enrolment, Presence, Step, StudyInterval
from app.learning.services.enrolments import enrol
from app.learning.services.recording import record_events
from app.people.actor import Actor
from app.questions.marking import mark
from app.questions.responses import UnreadableResponse
from tests.bench.rows import row_of, table_of, write_rows
from tests.bench.seed_people import People

PROFILES = 20
STUDY_DAYS = 10
BEAT_SECONDS = 20
COPIED = (Step, BlockState, Presence)

Work = list[tuple[str, str, dict[str, Any]]]


def outline_of(session: Session, module: Module) -> Outline:
    version = find_published(session, module.id)
    assert version is not None
    return get_outline(session, version.id)


def list_work(session: Session, outline: Outline) -> Work:
    """What a device reports of each remote block, in order: that it was opened, then seen or answered."""
    blocks = [block for unit in outline.units if unit.place is Place.REMOTE for block in unit.blocks]
    told = get_block_data(session, outline.version_id, [block.code for block in blocks])
    work: Work = []
    for block in blocks:
        work.append((block.code, "opened", {}))
        if block.type not in {BlockType.QUESTION, BlockType.CHECKLIST}:
            work.append((block.code, "seen", {}))
        elif (response := _find_response(told[block.code])) is not None:
            work.append((block.code, "answered", {"response": response}))
    return work


def _find_response(block: BlockView) -> object:
    """A response that can be read, right or wrong."""
    data = block.data
    parts = data.get("answers") or data.get("items") or []
    ids = [part["id"] for part in parts if isinstance(part, dict) and "id" in part]
    for response in (ids, ids[:1], "7", "sectionner"):
        try:
            mark(data, response)
        except (UnreadableResponse, KeyError):
            continue
        return response
    return None


def study(
    session: Session, module: Module, people: People, number: int, *, events: int, work: Work
) -> Enrolment:
    """Have one learner study on ten days of the last month; the higher the number, the further they come."""
    begun = now() - timedelta(days=30)
    with clock_set_to(lambda: begun):
        enrolment, _created = enrol(
            session,
            learner_id=people.learners[number],
            module=module,
            centre_id=people.centre_of(number),
            tutor_id=people.tutor_of(number),
        )
    actor = Actor(people.learners[number], "Sacha", "Sacha", "fr", new_id(), ())
    done = work[: events * 7 * (number + 1) // (10 * PROFILES)]
    # One in three stopped three weeks ago.
    pace = timedelta(days=1 if number % 3 == 0 else 2.9)
    each_day = -(-events // STUDY_DAYS)
    reported = list(_report(enrolment.id, done, events))
    for day in range(STUDY_DAYS):
        today = begun + pace * (day + 1)
        batch = reported[day * each_day : (day + 1) * each_day]
        for at, event in enumerate(batch):
            event["occurred_at"] = iso(today - timedelta(seconds=BEAT_SECONDS * (len(batch) - at)))
        with clock_set_to(lambda today=today: today):  # type: ignore[misc]
            recorded = record_events(session, actor, events=batch, device="bench")
        assert not recorded.rejected, recorded.rejected[0]
    return enrolment


def _report(enrolment_id: uuid.UUID, done: Work, count: int) -> Iterator[dict[str, Any]]:
    """So many events: what was done, and presence at it for the rest."""
    beats = count - len(done)
    for at in range(count):
        at_work = at * len(done) // count
        is_beat = (at + 1) * beats // count > at * beats // count
        block, verb, data = done[min(at_work, len(done) - 1)]
        if is_beat:
            verb, data = "active", {"seconds": BEAT_SECONDS}
        yield {
            "id": str(new_id()),
            "enrolment": str(enrolment_id),
            "block": block,
            "verb": verb,
            "data": data,
        }


def repeat(session: Session, people: People, profiles: list[Enrolment]) -> list[Enrolment]:
    """Give every other learner the history of one of these; all enrolments, in the order of the learners."""
    numbers = range(len(profiles), len(people.learners))
    write_rows(
        session,
        Enrolment,
        (
            row_of(
                profiles[number % PROFILES],
                id=new_id(),
                learner_id=people.learners[number],
                centre_id=people.centre_of(number),
                tutor_id=people.tutor_of(number),
            )
            for number in numbers
        ),
    )
    by_learner = {each.learner_id: each for each in session.scalars(select(Enrolment))}
    enrolments = [by_learner[learner_id] for learner_id in people.learners]
    for at, profile in enumerate(profiles):
        _copy_history(session, profile, [each.id for each in enrolments[at::PROFILES][1:]])
    return enrolments


def _copy_history(session: Session, profile: Enrolment, enrolment_ids: list[uuid.UUID]) -> None:
    for kind in COPIED:
        table = table_of(kind)
        others = [column for column in table.columns if column.name != "enrolment_id"]
        session.execute(
            insert(table).from_select(
                ["enrolment_id", *(column.name for column in others)],
                select(table_of(Enrolment).c.id, *others)
                .select_from(table_of(Enrolment))
                .join(table, table.c.enrolment_id == profile.id)
                .where(table_of(Enrolment).c.id.in_(enrolment_ids)),
                include_defaults=False,
            )
        )
    intervals = session.scalars(select(StudyInterval).where(StudyInterval.enrolment_id == profile.id)).all()
    write_rows(
        session,
        StudyInterval,
        (
            row_of(interval, id=new_id(), enrolment_id=enrolment_id)
            for enrolment_id in enrolment_ids
            for interval in intervals
        ),
    )
