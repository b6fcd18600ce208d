"""Trap 17: struggle alerts that never come, come after one error, or count what was broken as a failure."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.kernel.clock import now
from app.tutoring.models import Act, Signal, SignalKind
from app.tutoring.services.interventions import Doing, act_on_signal
from app.tutoring.services.signals import keep_signals, list_followed_by
from tests.conftest import Hands
from tests.tutoring.accompanied import RIGHT, UNREADABLE, WRONG, Accompanied

pytestmark = pytest.mark.postgres


def test_trap_17_one_or_two_errors_alert_nobody(nadia: Accompanied) -> None:
    nadia.try_block(WRONG)
    assert nadia.reasons() == []
    nadia.try_block(WRONG)
    assert nadia.reasons() == []


def test_trap_17_the_third_error_in_a_row_alerts_without_any_hint_being_read(nadia: Accompanied) -> None:
    nadia.try_block(WRONG, WRONG, WRONG)
    (reason,) = nadia.reasons()
    assert reason.kind is SignalKind.STUCK
    assert reason.facts["wrong_in_a_row"] == 3


def test_trap_17_what_could_not_be_marked_is_no_failure(nadia: Accompanied) -> None:
    nadia.try_block(WRONG, UNREADABLE, UNREADABLE, UNREADABLE, WRONG)
    assert nadia.reasons() == []


def test_trap_17_errors_at_several_blocks_do_not_add_up(nadia: Accompanied) -> None:
    nadia.try_block(WRONG, WRONG)
    nadia.try_block(["i3", "i2", "i1"], ["i2", "i1", "i3"], block="ordonner")
    assert nadia.reasons() == []


def test_trap_17_the_correction_ends_it(nadia: Accompanied) -> None:
    nadia.try_block(WRONG, WRONG, WRONG)
    nadia.try_block(RIGHT)
    assert nadia.reasons() == []


def test_trap_17_a_waived_block_ends_it(nadia: Accompanied) -> None:
    nadia.try_block(WRONG, WRONG, WRONG)
    act_on_signal(
        nadia.session,
        nadia.tutor.actor,
        signal_id=nadia.reasons()[0].id,
        doing=Doing(Act.WAIVE, "Vu ensemble au banc."),
    )
    nadia.session.commit()
    assert nadia.reasons() == []


def test_trap_17_the_row_of_a_signal_keeps_when_it_came_and_when_it_went(
    nadia: Accompanied, clock: Hands
) -> None:
    nadia.try_block(WRONG, WRONG, WRONG)
    came = now()
    signal = keep(nadia)[0]
    assert (signal.opened_at, signal.closed_at) == (came, None)
    gone = clock.move(hours=1)
    nadia.try_block(RIGHT)
    signal = keep(nadia)[0]
    assert (signal.opened_at, signal.closed_at) == (came, gone)
    clock.move_to(gone + timedelta(hours=1))
    assert keep(nadia)[0].closed_at == gone


def keep(nadia: Accompanied) -> list[Signal]:
    keep_signals(nadia.session, list_followed_by(nadia.session, nadia.tutor.id))
    nadia.session.commit()
    return list(nadia.session.scalars(select(Signal).execution_options(populate_existing=True)))
