from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import BlockText
from app.in_centre.events import ObservationSigned
from app.in_centre.models import Booking, HalfDay, Level, Observation, Verdict
from app.in_centre.queries.observations import get_own_result
from app.in_centre.services.attendance import (
    PresenceIsObserved,
    TooEarly,
    confirm_attendance,
)
from app.in_centre.services.observing import (
    CommentTooLate,
    GridSigned,
    Marks,
    NothingObserved,
    Place,
    SignatureMissing,
    StopReasonMissing,
    UnknownCriterion,
    answer_result,
    save_marks,
    sign,
    stop_for_danger,
)
from app.kernel import events
from app.kernel.errors import Denied, NotFound
from app.learning.models import BlockState, Enrolment
from app.people.models import Role
from tests.cast import Cast, passer_by
from tests.in_centre.conftest import Workshop
from tests.in_centre.making import TASK, THURSDAY, add_version

pytestmark = pytest.mark.postgres
YES, NO = Level.ACHIEVED, Level.NOT_ACHIEVED
ALL_YES = Marks(levels={"reperer": YES, "essayer": YES, "baliser": YES})


@pytest.fixture
def place(clock, nadias_place: Booking) -> Callable[[int], Place]:
    clock.move_to(THURSDAY)
    return lambda attempt=1: Place(nadias_place.id, TASK, attempt)


def be_present(session: Session, cast: Cast, booking: Booking, is_present: bool = True) -> None:
    confirm_attendance(
        session,
        cast.host.actor,
        booking_id=booking.id,
        day=date(2026, 3, 12),
        half_day=HalfDay.MORNING,
        is_present=is_present,
    )


def is_done(session: Session, workshop: Workshop) -> bool:
    state = session.get(BlockState, (workshop.nadia.id, TASK))
    return state is not None and state.state == "done"


def test_levels_are_kept_one_by_one_in_one_grid(session: Session, cast: Cast, place) -> None:
    first = save_marks(session, cast.host.actor, place=place(), marks=Marks({"reperer": YES}))
    again = save_marks(
        session,
        cast.host.actor,
        place=place(),
        marks=Marks({"essayer": NO}, {"essayer": "Essai après la mesure oublié."}),
    )
    assert again.id == first.id
    assert again.levels == {"reperer": "achieved", "essayer": "not_achieved"}
    assert again.remarks == {"essayer": "Essai après la mesure oublié."}
    assert again.verdict is None


def test_the_grid_is_the_one_of_the_learners_version_and_frozen_once_begun(
    session: Session, cast: Cast, workshop: Workshop, place
) -> None:
    newer = add_version(session, workshop.studied.module)
    begun = save_marks(session, cast.host.actor, place=place(), marks=Marks({"reperer": YES}))
    assert begun.version_id == workshop.studied.version_id != newer
    for text in session.scalars(select(BlockText).where(BlockText.title != "")):
        text.data = {"minutes": 5, "criteria": []}
    session.flush()
    later = save_marks(session, cast.host.actor, place=place(), marks=Marks({"essayer": YES}))
    assert [item["id"] for item in later.grid] == ["reperer", "essayer", "baliser"]


@pytest.mark.parametrize("observed_first", [True, False])
def test_the_block_is_done_when_achieved_and_present_in_either_order(
    session: Session, cast: Cast, workshop: Workshop, nadias_place: Booking, place, observed_first: bool
) -> None:
    def observe() -> Observation:
        return sign(session, cast.host.actor, place=place(), marks=ALL_YES, name="Luc Test")

    def confirm() -> None:
        be_present(session, cast, nadias_place)

    steps = [observe, confirm] if observed_first else [confirm, observe]
    steps[0]()
    assert not is_done(session, workshop)
    steps[1]()
    assert is_done(session, workshop)
    because = session.get_one(BlockState, (workshop.nadia.id, TASK)).because
    signed = session.scalars(select(Observation)).one()
    assert (because["kind"], because["id"]) == ("observation", str(signed.id))
    assert session.get_one(Enrolment, workshop.nadia.id).done_blocks == 3


def test_one_star_not_achieved_completes_nothing_and_a_second_attempt_is_a_new_row(
    session: Session, cast: Cast, workshop: Workshop, nadias_place: Booking, place
) -> None:
    be_present(session, cast, nadias_place)
    failed = sign(
        session,
        cast.host.actor,
        place=place(),
        marks=Marks(ALL_YES.levels | {"essayer": NO}),
        name="Luc Test",
    )
    assert failed.verdict is Verdict.REDO
    assert not is_done(session, workshop)
    second = sign(session, cast.host.actor, place=place(2), marks=ALL_YES, name="Luc Test")
    assert second.id != failed.id
    assert (failed.verdict, second.verdict) == (Verdict.REDO, Verdict.ACHIEVED)
    assert is_done(session, workshop)


def test_signing_is_announced_once_and_again_answers_the_same(
    session: Session, cast: Cast, place, monkeypatch
) -> None:
    heard: list[ObservationSigned] = []
    monkeypatch.setitem(events._reactions, ObservationSigned, [lambda _, event: heard.append(event)])
    first = sign(session, cast.host.actor, place=place(), marks=ALL_YES, name="Luc Test")
    again = sign(session, cast.host.actor, place=place(), marks=Marks({"reperer": NO}), name="Luc Test")
    assert (again.id, again.levels["reperer"]) == (first.id, "achieved")
    assert [(event.observation_id, event.verdict) for event in heard] == [(first.id, "achieved")]


def test_what_a_tablet_sends_after_the_signature_changes_nothing(session: Session, cast: Cast, place) -> None:
    sign(session, cast.host.actor, place=place(), marks=ALL_YES, name="Luc Test")
    with pytest.raises(GridSigned):
        save_marks(session, cast.host.actor, place=place(), marks=Marks({"reperer": NO}))
    late = save_marks(session, cast.host.actor, place=place(), marks=Marks({"reperer": YES}))
    assert late.signed_at is not None
    assert len(session.scalars(select(Observation)).all()) == 1


def test_a_stop_for_danger_needs_its_reason_and_decides_the_verdict(
    session: Session, cast: Cast, place
) -> None:
    with pytest.raises(StopReasonMissing):
        stop_for_danger(session, cast.host.actor, place=place(), reason=" ")
    stop_for_danger(session, cast.host.actor, place=place(), reason="Main vers la borne. Chantal prévenue.")
    signed = sign(session, cast.host.actor, place=place(), marks=ALL_YES, name="Luc Test")
    assert (signed.verdict, signed.stopped_at) == (Verdict.REDO, THURSDAY)


def test_a_grid_is_not_signed_empty_or_without_a_name(session: Session, cast: Cast, place) -> None:
    with pytest.raises(NothingObserved):
        sign(session, cast.host.actor, place=place(), marks=Marks(), name="Luc Test")
    with pytest.raises(SignatureMissing):
        sign(session, cast.host.actor, place=place(), marks=ALL_YES, name="  ")


def test_who_may_not_fill_a_grid_is_refused_and_others_see_nothing(
    session: Session, clock, cast: Cast, place
) -> None:
    only_hosts = passer_by(session, cast.centre_id, Role.SESSION_HOST)[1]
    with pytest.raises(Denied):
        save_marks(session, only_hosts, place=place(), marks=ALL_YES)
    for member in (cast.other_author, cast.learner, cast.tutor):
        with pytest.raises(NotFound):
            save_marks(session, member.actor, place=place(), marks=ALL_YES)
    with pytest.raises(UnknownCriterion):
        save_marks(session, cast.host.actor, place=place(), marks=Marks({"autre": YES}))
    clock.move_to(THURSDAY - timedelta(days=1))
    with pytest.raises(TooEarly):
        save_marks(session, cast.host.actor, place=place(), marks=ALL_YES)


def test_the_learner_reads_a_signed_grid_and_comments_within_fourteen_days(
    session: Session, clock, cast: Cast, place
) -> None:
    begun = save_marks(session, cast.host.actor, place=place(), marks=ALL_YES)
    with pytest.raises(NotFound):
        get_own_result(session, cast.learner.actor, begun.id)
    signed = sign(session, cast.host.actor, place=place(), marks=Marks(), name="Luc Test")
    assert get_own_result(session, cast.learner.actor, signed.id).assessor_name == "Luc Test"
    with pytest.raises(NotFound):
        get_own_result(session, cast.second_learner.actor, signed.id)
    clock.move(days=14)
    told = answer_result(session, cast.learner.actor, observation_id=signed.id, comment="D’accord.")
    assert (told.learner_comment, told.seen_at) == ("D’accord.", clock())
    clock.move(seconds=1)
    with pytest.raises(CommentTooLate):
        answer_result(session, cast.learner.actor, observation_id=signed.id, comment="Encore.")


def test_a_presence_that_a_signed_grid_proves_is_not_taken_away(
    session: Session, cast: Cast, nadias_place: Booking, place
) -> None:
    be_present(session, cast, nadias_place)
    sign(session, cast.host.actor, place=place(), marks=ALL_YES, name="Luc Test")
    with pytest.raises(PresenceIsObserved):
        be_present(session, cast, nadias_place, is_present=False)
