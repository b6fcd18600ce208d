"""The brake on guessing: slows down over all processes, and locks nobody out for ever.

A try is counted before it is looked at: a hundred at once are not a hundred tries. Whoever signs in from a browser in
which the account was opened before has a brake of their own, so that an outsider who guesses cannot keep them out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.db import Database, inserting
from app.kernel.errors import TooMany
from app.kernel.secrets import fingerprint
from app.people.models import SignInBrake

# After its free failures each further one waits twice as long, 15 minutes at most; an hour of calm forgets them.
HALF_A_MINUTE, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=1)
FREE_HERE, FREE_ANYWHERE, FREE_AT_ONE_ADDRESS = 5, 20, 50


@dataclass(frozen=True, slots=True)
class Brake:
    key: str
    free: int
    first_wait: timedelta

    def wait(self, failures: int) -> timedelta:
        if failures < self.free:
            return timedelta()
        doublings: int = 2 ** min(failures - self.free, 10)
        return min(LONGEST_WAIT, self.first_wait * doublings)


@dataclass(frozen=True, slots=True)
class Guess:
    """What someone tries to open and from which network address; `browser` is set where it was opened before."""

    account: str
    address: str
    browser: str = ""
    first_wait: timedelta = HALF_A_MINUTE

    @property
    def of_account(self) -> tuple[Brake, ...]:
        if self.browser:
            return (self._brake(f"{self.account}|browser|{self.browser}", FREE_HERE),)
        return (
            self._brake(f"{self.account}|{self.address}", FREE_HERE),
            self._brake(f"anywhere|{self.account}", FREE_ANYWHERE),
        )

    @property
    def of_address(self) -> tuple[Brake, ...]:
        if self.browser:
            return ()
        return (Brake(fingerprint(f"address|{self.address}"), FREE_AT_ONE_ADDRESS, HALF_A_MINUTE),)

    def _brake(self, key: str, free: int) -> Brake:
        return Brake(fingerprint(key), free, self.first_wait)


def take_try(database: Database, guess: Guess) -> None:
    """Count one try at this account. Raises TooMany, with `retry_after` in seconds, and counts nothing then."""
    with database.writing() as session:
        rows = _locked_rows(session, guess.of_account + guess.of_address)
        for brake in guess.of_account + guess.of_address:
            _refuse_while_braked(brake, rows[brake.key])
        for brake in guess.of_account:
            _count(rows[brake.key])


def note_failure(database: Database, guess: Guess) -> None:
    """The try was wrong: its address counts too. A whole class that signs in at once is not a failure."""
    with database.writing() as session:
        for row in _locked_rows(session, guess.of_address).values():
            _count(row)


def forget_tries(database: Database, guess: Guess) -> None:
    """The account was opened."""
    keys = [brake.key for brake in guess.of_account]
    with database.writing() as session:
        session.execute(delete(SignInBrake).where(SignInBrake.key.in_(keys)))


def _locked_rows(session: Session, brakes: Iterable[Brake]) -> dict[str, SignInBrake]:
    """The rows, made where they are missing, kept from others until this transaction ends."""
    keys = sorted(brake.key for brake in brakes)
    if not keys:
        return {}
    fresh = [{"key": key, "failures": 0, "last_at": now()} for key in keys]
    session.execute(inserting(session, SignInBrake).values(fresh).on_conflict_do_nothing())
    found = select(SignInBrake).where(SignInBrake.key.in_(keys)).order_by(SignInBrake.key).with_for_update()
    return {row.key: row for row in session.scalars(found)}


def _refuse_while_braked(brake: Brake, row: SignInBrake) -> None:
    left = row.last_at + brake.wait(row.failures) - now()
    if left > timedelta():
        raise TooMany(retry_after=ceil(left.total_seconds()))


def _count(row: SignInBrake) -> None:
    moment = now()
    forgotten = row.last_at < moment - FORGOTTEN_AFTER
    row.failures, row.last_at = 1 if forgotten else row.failures + 1, moment
