"""A restored copy takes the place of what it is a copy of."""

from sqlalchemy import Update, func, select, update
from sqlalchemy.orm import Session

from app.kernel.installation import HELD, forget_mark, held_since
from app.kernel.outbox import DutyState, OutboxRow, external_handlers


class NotHeld(Exception):
    """This installation is live already."""


class WaitingOutside(Exception):
    """What would leave at once, and may have left from the original since: someone has to say what becomes of it."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


def go_live(session: Session, *, send: bool | None) -> int:
    """Let this copy reach the outside. `send` says whether what waits leaves or is dropped; returns how much waited.

    Raises NotHeld, and WaitingOutside where something waits and `send` is None.
    """
    if held_since(session) is None:
        raise NotHeld
    waiting = count_waiting_outside(session)
    if waiting and send is None:
        raise WaitingOutside(waiting)
    if send is False:
        session.execute(_drop_waiting())
    forget_mark(session, HELD)
    return waiting


def count_waiting_outside(session: Session) -> int:
    outside = OutboxRow.handler.in_(external_handlers())
    waits = OutboxRow.state == DutyState.WAITING
    return session.scalar(select(func.count()).select_from(OutboxRow).where(outside, waits)) or 0


def _drop_waiting() -> Update:
    outside = OutboxRow.handler.in_(external_handlers())
    return (
        update(OutboxRow).where(outside, OutboxRow.state == DutyState.WAITING).values(state=DutyState.DROPPED)
    )
