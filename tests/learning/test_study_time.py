"""Study time is the union of the stretches a device was active, by the server's clock."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.kernel.runtime import runtime
from app.learning.models import Presence, StudyInterval
from app.learning.presence import Stretch, length, union
from app.learning.services.replaying import verify_progress
from app.people.terms.running import hold_to_terms
from tests.cast import Cast
from tests.learning.samples import Study, send

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def stretch(start: int, seconds: int) -> Stretch:
    begins = NOON + timedelta(seconds=start)
    return Stretch(begins, begins + timedelta(seconds=seconds))


stretches = st.lists(st.builds(stretch, st.integers(0, 600), st.integers(0, 60)), max_size=30)


def moments(several: list[Stretch]) -> set[int]:
    """Every second that is covered, counted by hand."""
    return {
        second
        for each in several
        for second in range(
            int((each.starts_at - NOON).total_seconds()), int((each.ends_at - NOON).total_seconds())
        )
    }


@given(stretches)
def test_the_union_covers_the_same_moments_once(several: list[Stretch]) -> None:
    joined = union(several)
    assert length(joined).total_seconds() == len(moments(several))
    assert moments(joined) == moments(several)
    assert all(one.ends_at < two.starts_at for one, two in pairwise(joined))


@given(stretches, st.randoms(use_true_random=False))
def test_the_union_does_not_depend_on_the_order(several: list[Stretch], random: Any) -> None:
    mixed = list(several)
    random.shuffle(mixed)
    assert union(mixed) == union(several)


@given(stretches, st.integers(0, 30))
def test_folding_in_two_goes_equals_folding_at_once(several: list[Stretch], cut: int) -> None:
    assert union([*union(several[:cut]), *several[cut:]]) == union(several)


@pytest.mark.postgres
def test_tabs_and_devices_that_overlap_count_once(
    session: Session, cast: Cast, study: Study, clock: Any
) -> None:
    start = clock()
    clock.move(minutes=30)
    at = [start + timedelta(minutes=5, seconds=second) for second in (0, 30, 60)]
    send(session, cast.learner, *(study.active(30, each) for each in at), device="telephone")
    send(session, cast.learner, study.active(60, at[0], "alerte"), device="tablette")
    session.expire_all()
    # 30 s before the first beat to the third one, and the 30 s that the tablet adds before.
    assert study.enrolment.active_seconds == 90 + 30
    assert session.scalar(select(func.count()).select_from(StudyInterval)) == 1
    assert verify_progress(session, study.enrolment.id) == []


@pytest.mark.postgres
def test_no_gap_is_filled(session: Session, cast: Cast, study: Study, clock: Any) -> None:
    start = clock()
    clock.move(minutes=30)
    beats = [study.active(20, start + timedelta(minutes=minute)) for minute in (9, 3, 6)]
    for beat in beats:
        send(session, cast.learner, beat)
    session.expire_all()
    assert study.enrolment.active_seconds == 60
    assert session.scalar(select(func.count()).select_from(StudyInterval)) == 3


@pytest.mark.postgres
def test_fractions_of_seconds_do_not_add_up_to_errors(
    session: Session, cast: Cast, study: Study, clock: Any
) -> None:
    start = clock()
    clock.move(hours=1)
    for at in range(20):
        moment = start + timedelta(minutes=at + 1)
        overlapping = moment + timedelta(seconds=1, milliseconds=400)
        send(session, cast.learner, study.active(2, moment), study.active(2, overlapping))
    session.expire_all()
    assert study.enrolment.active_seconds == 68  # 20 × 3,4 s


@pytest.mark.parametrize("drift", [timedelta(days=-3), timedelta(days=3), timedelta(days=4000)])
@pytest.mark.postgres
def test_a_clock_wrong_by_days_is_set_right_by_what_the_device_says_it_is(
    session: Session, cast: Cast, study: Study, clock: Any, drift: timedelta
) -> None:
    start = clock()
    clock.move(hours=1)
    beats = [study.active(30, start + timedelta(minutes=minute) + drift) for minute in (10, 20)]
    send(session, cast.learner, *beats, sent_at=clock() + drift)
    counted = session.scalars(select(Presence.counted_at).order_by(Presence.counted_at)).all()
    assert counted == [start + timedelta(minutes=10), start + timedelta(minutes=20)]
    occurred = session.scalars(select(Presence.occurred_at).order_by(Presence.occurred_at)).first()
    assert occurred == start + timedelta(minutes=10) + drift


@pytest.mark.postgres
def test_without_its_clock_what_cannot_be_is_clamped(
    session: Session, cast: Cast, study: Study, clock: Any
) -> None:
    start = clock()
    clock.move(hours=1)
    early, late = study.active(30, start - timedelta(days=3)), study.active(30, clock() + timedelta(days=3))
    send(session, cast.learner, early, late)
    counted = session.scalars(select(Presence.counted_at).order_by(Presence.counted_at)).all()
    assert counted == [study.enrolment.begun_at, clock()]


@pytest.mark.postgres
def test_moments_at_the_ends_of_time_are_clamped_too(
    session: Session, cast: Cast, study: Study, clock: Any
) -> None:
    last, first = study.active(1, clock()), study.active(1, clock())
    last["occurred_at"], first["occurred_at"] = "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"
    for sent_at in (clock() - timedelta(days=1), clock() + timedelta(days=1)):
        for event in (last, first):
            answer = send(
                session, cast.learner, event | {"id": study.event("lire", "seen")["id"]}, sent_at=sent_at
            )
            assert len(answer.accepted) == 1


def test_raw_presence_goes_after_90_days_and_the_time_stays(
    session: Session, cast: Cast, study: Study, clock: Any
) -> None:
    send(session, cast.learner, study.active(30, clock()))
    clock.move(days=91)
    send(session, cast.learner, study.active(30, clock()))
    session.commit()
    hold_to_terms(runtime())
    session.expire_all()
    assert session.scalar(select(func.count()).select_from(Presence)) == 1
    assert study.enrolment.active_seconds == 60
