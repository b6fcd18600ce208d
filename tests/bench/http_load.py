"""HTTP/1.1 load on kept connections: a closed loop for the cost, an open one for the latency.

Reads its task as a line of JSON; see `main`.
"""

import asyncio
import itertools
import json
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from statistics import quantiles
from typing import Any

from tests.bench.clients import tell, wait_to_go_on

Request = Callable[[], bytes]
MOST_SECONDS = 60


class Line:
    """One kept connection."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, request: bytes) -> tuple[int, int]:
        """The status of the answer and the bytes of its body."""
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(self._host, self._port)
        self._writer.write(request)
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        length = await self._read_body(self._reader, head)
        if b"\r\nconnection: close" in head:
            self._writer.close()
            self._reader = self._writer = None
        return int(head[9:12]), length

    async def _read_body(self, reader: asyncio.StreamReader, head: bytes) -> int:
        for line in head.split(b"\r\n"):
            name, _, value = line.partition(b":")
            if name == b"content-length":
                return len(await reader.readexactly(int(value)))
            if name == b"transfer-encoding":
                return await self._read_chunks(reader)
        return 0

    async def _read_chunks(self, reader: asyncio.StreamReader) -> int:
        total = 0
        while size := int(await reader.readuntil(b"\r\n"), 16):
            await reader.readexactly(size + 2)
            total += size
        await reader.readexactly(2)
        return total


def write_request(task: dict[str, Any], call: dict[str, Any]) -> Request:
    """A request that is the same each time, or one that reports new events each time."""
    headers = {"Host": f"{task['host']}:{task['port']}", "Accept-Encoding": "gzip", **call["headers"]}
    head = f"{task.get('method', 'GET')} {call['path']} HTTP/1.1\r\n" + "".join(
        f"{name}: {value}\r\n" for name, value in headers.items()
    )
    if "work" not in call:
        return lambda: (head + "\r\n").encode()
    work = itertools.cycle(call["work"])

    def report() -> bytes:
        content = json.dumps({"events": [_event(call, next(work)) for _ in range(task["events"])]})
        typed = f"{head}Content-Type: application/json\r\nContent-Length: {len(content.encode())}\r\n\r\n"
        return (typed + content).encode()

    return report


def _event(call: dict[str, Any], work: list[Any]) -> dict[str, Any]:
    block, verb, data = work
    return {
        "id": str(uuid.uuid4()),
        "enrolment": call["enrolment"],
        "block": block,
        "verb": verb,
        "occurred_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "data": data,
    }


async def closed_loop(lines: list[Line], requests: Iterator[Request], seconds: float) -> dict[str, Any]:
    """Each connection asks again as soon as it is answered."""
    until, done, wrong, weight = time.monotonic() + seconds, 0, 0, 0

    async def go(line: Line) -> None:
        nonlocal done, wrong, weight
        while time.monotonic() < until:
            status, length = await line.ask(next(requests)())
            done, wrong, weight = done + 1, wrong + (status != 200), weight + length

    await asyncio.gather(*(go(line) for line in lines))
    return {"done": done, "wrong": wrong, "bytes": weight // max(1, done)}


async def open_loop(
    lines: list[Line], requests: Iterator[Request], seconds: float, rate: float
) -> dict[str, Any]:
    """At a steady rate whatever the answers take; a late start counts as waiting."""
    begun, latencies, due = time.monotonic(), [], iter(range(int(seconds * rate)))

    async def go(line: Line) -> None:
        for number in due:
            at = begun + number / rate
            await asyncio.sleep(max(0.0, at - time.monotonic()))
            await line.ask(next(requests)())
            latencies.append((time.monotonic() - at) * 1000)

    await asyncio.gather(*(go(line) for line in lines))
    return {"p95": quantiles(latencies, n=20)[-1], "p50": quantiles(latencies, n=2)[0]}


async def main() -> None:
    """Warms up, then measures a closed loop, then an open one, each when told to go on."""
    task = json.loads(sys.stdin.readline())
    seconds = min(MOST_SECONDS, task["seconds"])
    lines = [Line(task["host"], task["port"]) for _ in range(task["connections"])]
    requests = itertools.cycle([write_request(task, call) for call in task["calls"]])
    tell(await closed_loop(lines, requests, task["warm_up"]))
    wait_to_go_on()
    tell(await closed_loop(lines, requests, seconds))
    wait_to_go_on()
    tell(await open_loop(lines, requests, seconds, task["rate"]))
    wait_to_go_on()


if __name__ == "__main__":
    asyncio.run(main())
