"""Modules, steps and time of study."""

import uuid

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.catalogue.models import Module, ModuleVersion
from app.learning import ending
from app.learning.kept.ground import MODULE, of_enrolments, words_of
from app.learning.models import (
    BlockState,
    Enrolment,
    EnrolmentKind,
    MovedEnrolment,
    Presence,
    State,
    Stay,
    Step,
    StudyInterval,
    Verb,
)
from app.network.models import Centre
from app.people import keeping_words as words
from app.people.keeping import Group, Kept, Rows
from app.people.models import Person
from app.people.queries import NAME


def modules(person_id: uuid.UUID) -> Rows:
    statement = (
        select(
            MODULE,
            Module.slug.label("code"),
            ModuleVersion.number,
            Enrolment.kind,
            Centre.name.label("centre"),
            NAME.label("tutor"),
            Enrolment.begun_at,
            Enrolment.ended_at,
            Enrolment.completed_at,
            Enrolment.done_blocks.label("done"),
            Enrolment.required_blocks.label("required"),
            Enrolment.active_seconds,
            Enrolment.last_step_at,
            Enrolment.version_since,
            Enrolment.version_read_at,
            Enrolment.centre_since,
        )
        .select_from(Enrolment)
        .join(Module, Module.id == Enrolment.module_id)
        .join(Centre, Centre.id == Enrolment.centre_id)
        .join(Person, Person.id == Enrolment.tutor_id)
    )
    return [of_enrolments(statement, person_id).order_by(Enrolment.begun_at, Enrolment.id)]


def stays(person_id: uuid.UUID) -> Rows:
    return [
        select(
            MODULE,
            ModuleVersion.number,
            Centre.name.label("centre"),
            NAME.label("tutor"),
            Stay.from_at,
            Stay.to_at,
            Stay.done_blocks.label("done"),
            Stay.required_blocks.label("required"),
            Stay.active_seconds,
        )
        .select_from(Stay)
        .join(ModuleVersion, ModuleVersion.id == Stay.version_id)
        .join(Centre, Centre.id == Stay.centre_id)
        .join(Person, Person.id == Stay.tutor_id)
        .where(Stay.learner_id == person_id)
        .order_by(Stay.from_at, Stay.id)
    ]


def moved(person_id: uuid.UUID) -> Rows:
    statement = select(
        MODULE,
        MovedEnrolment.moved_at.label("at"),
        MovedEnrolment.done_before,
        MovedEnrolment.required_before,
        MovedEnrolment.done_after,
        MovedEnrolment.required_after,
        MovedEnrolment.redone,
    ).join(Enrolment, Enrolment.id == MovedEnrolment.enrolment_id)
    return [of_enrolments(statement, person_id).order_by(MovedEnrolment.moved_at)]


def steps(person_id: uuid.UUID) -> Rows:
    statement = select(
        MODULE,
        Step.block,
        words_of(Step.block),
        Step.verb,
        Step.occurred_at,
        Step.counted_at,
        Step.received_at,
        Step.device,
        Step.n.label("number"),
        Step.data.label("answer"),
        Step.result,
    ).join(Enrolment, Enrolment.id == Step.enrolment_id)
    return [of_enrolments(statement, person_id).order_by(Step.enrolment_id, Step.sequence)]


def progress(person_id: uuid.UUID) -> Rows:
    statement = select(
        MODULE,
        BlockState.block,
        words_of(BlockState.block),
        BlockState.state,
        BlockState.since,
        BlockState.tries,
        BlockState.wrong_in_a_row,
        BlockState.last_response.label("answer"),
        BlockState.because,
    ).join(Enrolment, Enrolment.id == BlockState.enrolment_id)
    return [of_enrolments(statement, person_id).order_by(BlockState.enrolment_id, BlockState.since)]


def study_time(person_id: uuid.UUID) -> Rows:
    statement = select(
        MODULE, StudyInterval.starts_at, StudyInterval.ends_at, StudyInterval.device, StudyInterval.is_offline
    ).join(Enrolment, Enrolment.id == StudyInterval.enrolment_id)
    return [of_enrolments(statement, person_id).order_by(StudyInterval.starts_at)]


def presence(person_id: uuid.UUID) -> Rows:
    statement = select(
        MODULE,
        Presence.block,
        Presence.seconds,
        Presence.occurred_at,
        Presence.counted_at,
        Presence.device,
    ).join(Enrolment, Enrolment.id == Presence.enrolment_id)
    return [of_enrolments(statement, person_id).order_by(Presence.counted_at)]


KIND_NAMES = {EnrolmentKind.DISCOVERY: _("découverte"), EnrolmentKind.TRAINING: _("formation")}
VERB_NAMES = {
    Verb.OPENED: _("ouvert"),
    Verb.SEEN: _("vu"),
    Verb.ANSWERED: _("répondu"),
    Verb.COMPLETED: _("fait"),
    Verb.ACTIVE: _("présence"),
    Verb.LEFT: _("quitté"),
}
STATE_NAMES = {
    State.NOT_STARTED: _("pas encore commencé"),
    State.OPENED: _("ouvert"),
    State.TRIED: _("essayé"),
    State.WAITING: _("en attente d’un regard"),
    State.DONE: _("fait"),
    State.WAIVED: _("dispensé"),
}

PARTS = (
    Kept(
        "modules",
        Group.LEARNING,
        (Enrolment,),
        _("Vos modules : depuis quand, avec qui, et où vous en êtes."),
        words.FOR_PROOF,
        words.AS_PROOF,
        words.YOU_TUTOR_AND_CENTRE,
        ending.MODULES,
        modules,
        words={"kind": KIND_NAMES},
    ),
    Kept(
        "stays",
        Group.LEARNING,
        (Stay,),
        _("Ce que vous aviez fait en quittant un centre pour un autre."),
        words.FOR_PROOF,
        words.AS_PROOF,
        words.YOU_AND_CENTRE,
        ending.STAYS,
        stays,
    ),
    Kept(
        "versions",
        Group.LEARNING,
        (MovedEnrolment,),
        _("Vos passages à une nouvelle version d’un module, et ce que cela a changé."),
        words.FOR_PROOF,
        words.AS_PROOF,
        words.YOU_TUTOR_AND_CENTRE,
        ending.EVIDENCE,
        moved,
    ),
    Kept(
        "steps",
        Group.LEARNING,
        (Step,),
        _("Vos pas dans les modules : ce que vous avez ouvert, vu et répondu."),
        words.FOR_PROOF,
        words.AS_PROOF,
        words.YOU_AND_TUTOR,
        ending.EVIDENCE,
        steps,
        words={"verb": VERB_NAMES},
    ),
    Kept(
        "progress",
        Group.LEARNING,
        (BlockState,),
        _("Où vous en êtes à chaque point, et pourquoi."),
        words.FOR_LEARNING,
        words.AS_PROOF,
        words.YOU_TUTOR_AND_CENTRE,
        ending.EVIDENCE,
        progress,
        words={"state": STATE_NAMES},
    ),
    Kept(
        "study_time",
        Group.LEARNING,
        (StudyInterval,),
        _("Vos temps d’étude : le début et la fin. Jamais ce que vous tapez."),
        words.FOR_PROOF,
        words.AS_PROOF,
        words.YOU_TUTOR_AND_CENTRE,
        ending.EVIDENCE,
        study_time,
    ),
    Kept(
        "presence",
        Group.LEARNING,
        (Presence,),
        _("Les signes de présence dont sont faits vos temps d’étude."),
        _("Pour ne pas compter deux fois le même moment."),
        words.NINETY_DAYS,
        words.YOU_ALONE,
        ending.PRESENCE,
        presence,
    ),
)
