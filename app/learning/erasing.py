"""What becomes of someone's learning when they are erased. What a funder was told of is evidence: it stays, without a name."""

import uuid
from collections.abc import Iterator
from typing import Any

from flask_babel import ngettext
from sqlalchemy import Select, delete, func, or_, select, update
from sqlalchemy.orm import Session

from app.catalogue.uses import list_used
from app.kernel.runtime import Runtime
from app.learning.brought.models import Brought
from app.learning.models import (
    BlockState,
    Enrolment,
    EnrolmentKind,
    ErrorReport,
    MovedEnrolment,
    Presence,
    Reflection,
    Stay,
    Step,
    StudyInterval,
    Submission,
)
from app.people.erasing.ground import Erasing

OF_ENROLMENT = (
    Step,
    BlockState,
    StudyInterval,
    Presence,
    Reflection,
    Submission,
    MovedEnrolment,
    Stay,
)


def enrolments_of(person_id: uuid.UUID, kind: EnrolmentKind) -> Select[uuid.UUID]:
    """Discovery is told to no funder and goes; a training is evidence and stays."""
    return select(Enrolment.id).where(Enrolment.learner_id == person_id, Enrolment.kind == kind)


def erase_learning(erasing: Erasing) -> None:
    _note_files(erasing)
    erase_brought(erasing)
    _take_away(erasing, enrolments_of(erasing.person_id, EnrolmentKind.DISCOVERY))
    _strip(erasing, enrolments_of(erasing.person_id, EnrolmentKind.TRAINING))


def _note_files(erasing: Erasing) -> None:
    sent = (
        select(Submission.sha256)
        .join(Enrolment, Enrolment.id == Submission.enrolment_id)
        .where(Enrolment.learner_id == erasing.person_id, Submission.sha256.is_not(None))
    )
    erasing.files.update(key for key in erasing.session.scalars(sent) if key)


def _take_away(erasing: Erasing, gone: Select[uuid.UUID]) -> None:
    for model in OF_ENROLMENT:
        erasing.session.execute(delete(model).where(model.enrolment_id.in_(gone)))
    erasing.session.execute(
        delete(Enrolment).where(
            Enrolment.learner_id == erasing.person_id, Enrolment.kind == EnrolmentKind.DISCOVERY
        )
    )


def erase_brought(erasing: Erasing) -> None:
    """What they took along from elsewhere."""
    erasing.session.execute(delete(Brought).where(Brought.person_id == erasing.person_id))


def _strip(erasing: Erasing, kept: Select[uuid.UUID]) -> None:
    """That it was done, when, and with what outcome; not what was written or sent."""
    session = erasing.session
    for model in (Presence, Reflection):
        session.execute(delete(model).where(model.enrolment_id.in_(kept)))
    session.execute(
        update(Submission)
        .where(Submission.enrolment_id.in_(kept))
        .values(text="", remark="", sha256=None, media_type=None)
    )
    # The fold of the steps must stay what the states say: both lose the same words.
    erasing.hide_in(Step, Step.enrolment_id.in_(kept))
    erasing.hide_in(BlockState, BlockState.enrolment_id.in_(kept))
    session.execute(
        update(Enrolment)
        .where(Enrolment.learner_id == erasing.person_id, Enrolment.ended_at.is_(None))
        .values(ended_at=erasing.at)
    )


def learning_leftovers(erased: Select[uuid.UUID]) -> Iterator[tuple[str, Select[Any]]]:
    """Of what was erased, for whoever proves it."""
    theirs = Enrolment.learner_id.in_(erased)
    discovery = select(Enrolment.id).where(theirs, Enrolment.kind == EnrolmentKind.DISCOVERY)
    yield Enrolment.__tablename__, discovery
    yield Enrolment.__tablename__, select(Enrolment.id).where(theirs, Enrolment.ended_at.is_(None))
    ids = select(Enrolment.id).where(theirs)
    for model in (Presence, Reflection):
        yield model.__tablename__, select(model.enrolment_id).where(model.enrolment_id.in_(ids))
    sent = or_(Submission.text != "", Submission.sha256.is_not(None))
    yield Submission.__tablename__, select(Submission.id).where(Submission.enrolment_id.in_(ids), sent)


def delete_files(running: Runtime, erasing: Erasing) -> None:
    """What they sent leaves the store at once, unless somebody else uses the very same file."""
    if not erasing.files:
        return
    with running.database.reading() as session:
        used = list_used(session)
    for key in sorted(erasing.files - used):
        running.store.delete(key)


def accompanies_someone(session: Session, person_id: uuid.UUID) -> str:
    """Nobody learns without a tutor."""
    count = session.scalar(
        select(func.count())
        .select_from(Enrolment)
        .where(Enrolment.tutor_id == person_id, Enrolment.ended_at.is_(None))
    )
    if not count:
        return ""
    said: str = ngettext(
        "Confiez d’abord à quelqu’un d’autre le module que cette personne accompagne.",
        "Confiez d’abord à quelqu’un d’autre les %(num)s modules que cette personne accompagne.",
        count,
    )
    return said


def erase_in_others_learning(erasing: Erasing) -> None:
    """What they wrote about others' work, and which errors they reported: it is others', without their name."""
    erasing.hide_in(ErrorReport, ErrorReport.reported_by == erasing.person_id)
    erasing.hide_in(ErrorReport, ErrorReport.closed_by == erasing.person_id)
    erasing.hide_in(Brought, Brought.taken_by == erasing.person_id)
    erasing.hide_in(Submission, Submission.verdict_by == erasing.person_id)
