"""Chat: what a message costs when it is committed before it is acknowledged, and what an idle socket weighs."""

from dataclasses import dataclass
from typing import Any

from tests.bench.clients import client
from tests.bench.measuring import tree_kilobytes
from tests.bench.seed import Seeded
from tests.bench.serving import Served
from tests.bench.table import Row
from tests.bench.windows import Figure, Pace, figure, quietest, watched

RATE = 200
# An embedded process accepts 96 (MAX_SOCKETS).
PAIRS, PAIRS_EMBEDDED = 100, 45
# Opened before weighing, so that what only the first ones cost is not counted.
FIRST = 40

Seats = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Talk:
    message: Figure
    socket_kilobytes: float


def bare_seats(server: Served) -> Seats:
    pairs = range(PAIRS_EMBEDDED if server.layout.is_embedded else PAIRS)
    return [{"token": f"pair{pair}", "conversation": f"pair{pair}"} for pair in pairs for _ in range(2)]


def our_seats(server: Served, seeded: Seeded) -> Seats:
    pairs = seeded.pairs[: PAIRS_EMBEDDED if server.layout.is_embedded else PAIRS]
    return [
        {"token": door.token, "conversation": str(learner.conversation_id)}
        for learner, tutor in pairs
        for door in (learner.door, tutor)
    ]


def measure_talk(server: Served, pace: Pace, seats: Seats) -> Talk:
    task = {
        "host": "127.0.0.1",
        "port": server.port,
        "seats": seats,
        "first": FIRST,
        "warm_up": pace.warm_up,
        "seconds": pace.window,
        "rate": RATE,
    }
    weights: list[float] = []

    def once() -> Figure:
        with client("socket_load", task) as opened:
            opened.hear()
            before = tree_kilobytes([server.pid])
            opened.go()
            others = opened.hear()["open"]
            weights.append((tree_kilobytes([server.pid]) - before) / others)
            opened.go()
            opened.hear()
            told, spent = watched(server, opened)
            opened.go()
            return figure(spent, told["done"], told["p95"], told | {"steady": opened.hear()})

    message = quietest(pace, once)
    # The first time, when no memory of an earlier try is there to be used again.
    return Talk(message, weights[0])


def rows_of(layout: str, bare: Talk | None, ours: Talk) -> list[Row]:
    """Ours beside the bare echo."""

    def row(operation: str, of: Any, **more: Any) -> Row:
        return Row(
            layout, operation, of(ours), of(bare) if bare else None, foreign=ours.message.foreign, **more
        )

    return [
        row(
            "chat message, CPU ms",
            lambda talk: talk.message.cpu,
            budget=1.6,
            beside=ours.message.database,
            p95=ours.message.p95,
        ),
        row(
            "chat messages a second, closed loop",
            lambda talk: talk.message.per_second,
            budget=600,
            at_least=True,
        ),
        row(
            "chat at 200/s, acknowledged, p95 ms", lambda talk: talk.message.facts["steady"]["p95"], budget=10
        ),
        row("chat at 200/s, arrived, p95 ms", lambda talk: talk.message.facts["steady"]["arrived"]),
        row("idle socket, KB", lambda talk: talk.socket_kilobytes, budget=60),
    ]
