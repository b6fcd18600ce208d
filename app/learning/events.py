"""What learning announces."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from app.kernel.events import Event


@dataclass(frozen=True, slots=True)
class EnrolmentBegun(Event):
    enrolment_id: uuid.UUID
    learner_id: uuid.UUID
    tutor_id: uuid.UUID
    centre_id: uuid.UUID
    module_id: uuid.UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class TutorAssigned(Event):
    enrolment_id: uuid.UUID
    former_tutor_id: uuid.UUID
    tutor_id: uuid.UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class EnrolmentEnded(Event):
    """Its learner learns nowhere any more: nothing new counts, and what was done is kept."""

    enrolment_id: uuid.UUID
    learner_id: uuid.UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class EnrolmentResumed(Event):
    """The learner is back: it goes on where it stood."""

    enrolment_id: uuid.UUID
    learner_id: uuid.UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class AnswerGiven(Event):
    """Answers to one block came in; once for each block in a batch, with where the learner then stands."""

    enrolment_id: uuid.UUID
    learner_id: uuid.UUID
    tutor_id: uuid.UUID
    block: str
    right: bool
    tries: int
    wrong_in_a_row: int
    at: datetime


@dataclass(frozen=True, slots=True)
class BlockDone(Event):
    enrolment_id: uuid.UUID
    learner_id: uuid.UUID
    tutor_id: uuid.UUID
    block: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WorkSent(Event):
    """An open answer, or a file, for the tutor."""

    enrolment_id: uuid.UUID
    learner_id: uuid.UUID
    tutor_id: uuid.UUID
    block: str
    submission_id: uuid.UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class WorkReviewed(Event):
    enrolment_id: uuid.UUID
    block: str
    submission_id: uuid.UUID
    reviewed_by: uuid.UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class EnrolmentCompleted(Event):
    """Every required block of the version is done."""

    enrolment_id: uuid.UUID
    learner_id: uuid.UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class EnrolmentMoved(Event):
    """The enrolment is on another version now, its results as the author decided."""

    enrolment_id: uuid.UUID
    learner_id: uuid.UUID
    tutor_id: uuid.UUID
    move_id: uuid.UUID
    version_id: uuid.UUID
    at: datetime
