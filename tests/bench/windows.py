"""One window of load on one server, repeated when others took too much of the machine."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.bench.clients import Client, client
from tests.bench.measuring import QUIET_SHARE, Spent, Watch, wait_for_quiet
from tests.bench.serving import Served


@dataclass(frozen=True, slots=True)
class Pace:
    """How long each part of a measurement takes, in seconds, and how often it may be tried."""

    warm_up: float
    window: float
    quiet: float
    tries: int


FULL, QUICK = Pace(2, 5, 10, 2), Pace(1, 2, 1, 1)
CONNECTIONS, OPEN_RATE = 8, 50


@dataclass(frozen=True, slots=True)
class Figure:
    """Milliseconds of processor time an operation; `p95` in milliseconds of waiting."""

    cpu: float
    database: float
    per_second: float
    p95: float
    foreign: float
    facts: dict[str, Any]


def figure(spent: Spent, done: int, p95: float, facts: dict[str, Any]) -> Figure:
    return Figure(
        1000 * spent.server / done,
        1000 * spent.database / done,
        done / spent.elapsed,
        p95,
        spent.foreign,
        facts,
    )


def quietest(pace: Pace, measure: Callable[[], Figure]) -> Figure:
    """Of a few tries, the one that others disturbed least."""
    found: list[Figure] = []
    for _ in range(pace.tries):
        wait_for_quiet(pace.quiet)
        found.append(measure())
        if found[-1].foreign < QUIET_SHARE:
            break
    return min(found, key=lambda each: each.foreign)


class Refused(Exception):
    """The server answered otherwise than with 200."""


def watched(server: Served, opened: Client) -> tuple[Any, Spent]:
    """Tell the client to go on, and what its step cost."""
    watch = Watch(server.pid, server.layout.databases, opened.pid)
    opened.go()
    return opened.hear(), watch.stop()


def measure_calls(server: Served, pace: Pace, calls: list[dict[str, Any]], *, events: int = 0) -> Figure:
    """A closed loop of eight connections for the cost, an open loop for the latency. Raises Refused."""
    task = {
        "host": "127.0.0.1",
        "port": server.port,
        "method": "POST" if events else "GET",
        "calls": calls,
        "events": events,
        "connections": CONNECTIONS,
        "rate": OPEN_RATE,
        "warm_up": pace.warm_up,
        "seconds": pace.window,
    }

    def once() -> Figure:
        with client("http_load", task) as opened:
            warm = opened.hear()
            if warm["wrong"]:
                raise Refused(calls[0]["path"])
            told, spent = watched(server, opened)
            opened.go()
            later = opened.hear()
        return figure(spent, told["done"], later["p95"], told)

    return quietest(pace, once)
