"""Bringing people to a newer version: their progress is then its replay over that version, and nothing is lost."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.catalogue.models import BlockType, Module, ModuleVersion
from app.kernel.audit import AuditLine
from app.kernel.errors import Denied, NotFound
from app.kernel.ids import new_id
from app.learning.folding import KEPT, REDO
from app.learning.foreseeing import foresee
from app.learning.models import BlockState, Enrolment, Move, MovedEnrolment, State, Step
from app.learning.queries import explain
from app.learning.services.batches import move_some
from app.learning.services.completion import complete_block
from app.learning.services.enrolments import enrol
from app.learning.services.moving import (
    Decision,
    DecisionMissing,
    NobodyToMove,
    begin_move,
    find_way,
)
from app.learning.services.recording import record_events
from app.learning.services.replaying import verify_progress
from app.people.models import Role
from tests.cast import Cast, passer_by
from tests.learning.samples import CHOICE, Blocks, Study, publish_version, send
from tests.learning.test_replay import as_event, doings

pytestmark = pytest.mark.postgres

#: Another right answer than before: what was right is wrong now.
OTHER_CHOICE = CHOICE | {
    "answers": [answer | {"right": not answer["right"]} for answer in CHOICE["answers"]]  # type: ignore[index, call-overload]
}
NEW_BLOCK: Blocks = [("en-bref", BlockType.TEXT, True, {})]


def new_version(session: Session, module: Module) -> ModuleVersion:
    """Version 2: `choisir` asks something else, `lire` is gone, `en-bref` is new."""
    return publish_version(session, module, without="lire", instead={"choisir": OTHER_CHOICE}, more=NEW_BLOCK)


def move(session: Session, cast: Cast, study: Study, effect: str = KEPT, **more: Any) -> Move:
    """Move everyone who is on version 1."""
    begun, _created = begin_move(
        session,
        cast.author.actor,
        move_id=new_id(),
        slug=study.module.slug,
        number=1,
        decisions={"choisir": Decision(effect, "La bonne réponse était fausse.")},
        **more,
    )
    while move_some(session, begun.id):
        pass
    session.commit()
    session.expire_all()
    return begun


def state_of(session: Session, study: Study, block: str) -> BlockState | None:
    session.expire_all()
    return session.get(BlockState, (study.enrolment.id, block))


def test_results_stay_where_the_assessed_part_is_the_same(
    session: Session, cast: Cast, study: Study, clock: Any
) -> None:
    send(session, cast.learner, study.answer("compter", "10"), study.event("alerte", "seen"))
    before = {code: state_of(session, study, code).because for code in ("compter", "alerte")}  # type: ignore[union-attr]
    clock.move(hours=1)
    version = new_version(session, study.module)
    move(session, cast, study)
    assert study.enrolment.version_id == version.id
    assert {code: state_of(session, study, code).because for code in before} == before  # type: ignore[union-attr]
    assert (study.enrolment.done_blocks, study.enrolment.required_blocks) == (2, 7)
    assert verify_progress(session, study.enrolment.id) == []


def test_a_block_that_is_gone_counts_no_more_and_its_steps_stay(
    session: Session, cast: Cast, study: Study, clock: Any
) -> None:
    send(session, cast.learner, study.event("lire", "seen"))
    clock.move(hours=1)
    new_version(session, study.module)
    move(session, cast, study)
    assert state_of(session, study, "lire") is None
    assert session.scalar(select(func.count()).where(Step.block == "lire")) == 1
    assert explain(session, study.enrolment).done == study.enrolment.done_blocks == 0


@pytest.mark.parametrize(("effect", "expected"), [(KEPT, State.DONE), (REDO, State.OPENED)])
def test_the_author_decides_what_a_result_at_another_question_is_worth(
    session: Session, cast: Cast, study: Study, clock: Any, effect: str, expected: State
) -> None:
    send(session, cast.learner, study.answer("choisir", "a1"))
    clock.move(hours=1)
    new_version(session, study.module)
    begun = move(session, cast, study, effect)
    state = state_of(session, study, "choisir")
    assert state is not None
    assert (state.state, state.last_response) == (expected, {})
    moved = session.get_one(MovedEnrolment, (study.enrolment.id, begun.id))
    assert moved.redone == (["choisir"] if effect == REDO else [])
    assert verify_progress(session, study.enrolment.id) == []


def test_what_is_to_be_done_anew_is_done_by_a_new_answer(
    session: Session, cast: Cast, study: Study, clock: Any
) -> None:
    send(session, cast.learner, study.answer("choisir", "a1"))
    clock.move(hours=1)
    new_version(session, study.module)
    move(session, cast, study, REDO)
    clock.move(hours=1)
    send(session, cast.learner, study.answer("choisir", "a1"))
    assert state_of(session, study, "choisir").state is State.TRIED  # type: ignore[union-attr]
    send(session, cast.learner, study.answer("choisir", "a2"))
    state = state_of(session, study, "choisir")
    assert state is not None
    assert (state.state, state.tries) == (State.DONE, 2)
    assert verify_progress(session, study.enrolment.id) == []


def test_a_waiver_stands_whatever_the_author_decides(
    session: Session, cast: Cast, study: Study, clock: Any
) -> None:
    complete_block(session, enrolment_id=study.enrolment.id, block="choisir", because={"kind": "waiver"})
    session.commit()
    clock.move(hours=1)
    new_version(session, study.module)
    move(session, cast, study, REDO)
    assert state_of(session, study, "choisir").state is State.WAIVED  # type: ignore[union-attr]


def test_who_completed_the_module_keeps_the_version_they_completed(
    session: Session, cast: Cast, study: Study, clock: Any
) -> None:
    study.enrolment.completed_at = clock()
    session.commit()
    new_version(session, study.module)
    with pytest.raises(NobodyToMove):
        move(session, cast, study)


def test_a_module_of_which_nothing_is_left_to_do_is_completed_by_the_move(
    session: Session, cast: Cast, study: Study, clock: Any
) -> None:
    for block in ("alerte", "ordonner", "compter", "verifier", "atelier"):
        complete_block(session, enrolment_id=study.enrolment.id, block=block, because={"kind": "waiver"})
    send(session, cast.learner, study.answer("choisir", "a1"))
    clock.move(hours=1)
    publish_version(session, study.module, without="lire", instead={"choisir": OTHER_CHOICE})
    move(session, cast, study)
    assert study.enrolment.completed_at == clock()


def test_each_decision_needs_a_reason(session: Session, cast: Cast, study: Study) -> None:
    new_version(session, study.module)
    for decisions in ({}, {"choisir": Decision(KEPT, " ")}, {"choisir": Decision("later", "Parce que.")}):
        with pytest.raises(DecisionMissing):
            begin_move(
                session,
                cast.author.actor,
                move_id=new_id(),
                slug=study.module.slug,
                number=1,
                decisions=decisions,
            )


def test_only_the_authors_of_the_module_move_people(session: Session, cast: Cast, study: Study) -> None:
    new_version(session, study.module)
    wanted = {"move_id": new_id(), "slug": study.module.slug, "number": 1, "decisions": {}}
    with pytest.raises(Denied):
        begin_move(session, cast.tutor.actor, **wanted)  # type: ignore[arg-type]
    study.module.is_shared = False
    session.flush()
    with pytest.raises(NotFound):
        begin_move(session, cast.other_author.actor, **wanted)  # type: ignore[arg-type]


def test_the_people_of_one_centre_move_and_the_others_stay(
    session: Session, cast: Cast, study: Study, clock: Any
) -> None:
    stays, _created = enrol(session, learner_id=cast.stranger.id, module=study.module)
    clock.move(hours=1)
    version = new_version(session, study.module)
    begun = move(session, cast, study, centre_id=cast.centre_id)
    assert (begun.total, begun.moved) == (1, 1)
    assert study.enrolment.version_id == version.id
    assert stays.version_id != version.id
    assert session.scalars(select(AuditLine.act).where(AuditLine.act == "learners_moved")).all() == [
        "learners_moved"
    ]


def test_the_same_form_twice_is_one_move(session: Session, cast: Cast, study: Study, clock: Any) -> None:
    new_version(session, study.module)
    begun = move(session, cast, study)
    again, created = begin_move(
        session, cast.author.actor, move_id=begun.id, slug=study.module.slug, number=1, decisions={}
    )
    assert (again.id, created) == (begun.id, False)
    assert move_some(session, begun.id) == []
    assert session.scalar(select(func.count()).select_from(MovedEnrolment)) == 1


def test_what_is_foreseen_is_what_happens(session: Session, cast: Cast, study: Study, clock: Any) -> None:
    send(session, cast.learner, study.answer("choisir", "a1"), study.event("alerte", "seen"))
    clock.move(hours=1)
    new_version(session, study.module)
    way = find_way(session, cast.author.actor, module=study.module, number=1)
    for redone, after in (([], 28), (["choisir"], 14)):
        (group,) = foresee(session, cast.author.actor, way, centre_id=None, redone=redone).groups
        assert (group.before, group.after, group.people, group.names) == (28, after, 1, ())
    move(session, cast, study, REDO)
    assert explain(session, study.enrolment).percent == 14


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(before=doings(), after=doings(), effect=st.sampled_from([KEPT, REDO]))
def test_progress_after_a_move_is_the_replay_over_the_new_version(
    app: Flask,
    session: Session,
    cast: Cast,
    study: Study,
    clock: Any,
    before: list[dict[str, Any]],
    after: list[dict[str, Any]],
    effect: str,
) -> None:
    """Whatever was done before, and whatever comes in after, from devices that were away meanwhile."""
    person, actor = passer_by(session, cast.centre_id, Role.LEARNER)
    module = session.get_one(Module, study.module.id)
    # Of the examples before this one the second version is there already.
    module.current_number = 1
    enrolment, _created = enrol(session, learner_id=person.id, module=module)
    theirs = Study(module, enrolment)
    start = clock.move(days=1)
    enrolment.begun_at = start
    clock.move(hours=2)
    for each in before:
        record_events(session, actor, events=[as_event(theirs, each, start)], device=each["device"])
    old = enrolment.version_id
    clock.move(hours=1)
    if not session.scalars(select(ModuleVersion).where(ModuleVersion.number == 2)).first():
        new_version(session, module)
    module.current_number = 2
    session.flush()
    begun, _created = begin_move(
        session,
        cast.author.actor,
        move_id=new_id(),
        slug=module.slug,
        number=1,
        decisions={"choisir": Decision(effect, "Faux.")},
    )
    while move_some(session, begun.id):
        pass
    assert enrolment.version_id != old
    assert verify_progress(session, enrolment.id) == []
    clock.move(hours=1)
    for each in after:
        late = as_event(theirs, each | {"n": each["n"] + 20}, start + timedelta(hours=each["pick"]))
        recorded = record_events(session, actor, events=[late], device=each["device"])
        assert {refused.reason for refused in recorded.rejected} <= {"not_by_client"}
    session.expire_all()
    assert verify_progress(session, enrolment.id) == []
    moved = session.get_one(Enrolment, enrolment.id)
    assert moved.done_blocks == explain(session, moved).done
