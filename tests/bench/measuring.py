"""Processor time and memory of process trees, and how much of the machine others took meanwhile."""

import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import psutil

PROCESSORS = psutil.cpu_count() or 1
QUIET_SHARE = 0.03


def tree(root: int) -> list[psutil.Process]:
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(root)
        return [process, *process.children(recursive=True)]
    return []


def tree_seconds(roots: Iterable[int]) -> float:
    """User and system time of these trees so far, children that ended and were waited for included."""
    total = 0.0
    for process in (each for root in roots for each in tree(root)):
        with suppress(psutil.NoSuchProcess):
            spent = process.cpu_times()
            total += spent.user + spent.system + spent.children_user + spent.children_system
    return total


def tree_kilobytes(roots: Iterable[int]) -> float:
    """Proportional set size: memory that processes share is counted once."""
    total = 0
    for process in (each for root in roots for each in tree(root)):
        with suppress(psutil.NoSuchProcess):
            total += process.memory_full_info().pss
    return total / 1024


def machine_seconds() -> float:
    """Time during which any processor was busy, with what a hypervisor took from us."""
    times = psutil.cpu_times()
    return float(times.user + times.nice + times.system + times.irq + times.softirq + times.steal)


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of processor time in one window. `foreign` is the share of the machine that others took."""

    server: float
    database: float
    elapsed: float
    foreign: float


@dataclass(frozen=True, slots=True)
class _Reading:
    at: float
    server: float
    database: float
    client: float
    machine: float


class Watch:
    """Watches one server while one client loads it. `databases` are the roots whose cost is told apart."""

    def __init__(self, server: int, databases: Sequence[int], client: int) -> None:
        self._server, self._databases, self._client = server, databases, client
        self._begun = self._read()

    def _read(self) -> _Reading:
        return _Reading(
            time.monotonic(),
            tree_seconds([self._server]),
            tree_seconds(self._databases),
            tree_seconds([self._client]),
            machine_seconds(),
        )

    def stop(self) -> Spent:
        begun, ended = self._begun, self._read()
        server, database = ended.server - begun.server, ended.database - begun.database
        ours = server + database + ended.client - begun.client
        elapsed = ended.at - begun.at
        foreign = (ended.machine - begun.machine - ours) / (elapsed * PROCESSORS)
        return Spent(server, database, elapsed, max(0.0, foreign))


def wait_for_quiet(at_most: float) -> None:
    """Let a busy moment of the machine pass, for a bounded time."""
    deadline = time.monotonic() + at_most
    while time.monotonic() < deadline:
        busy = machine_seconds()
        time.sleep(1)
        if (machine_seconds() - busy) / PROCESSORS < QUIET_SHARE:
            return
