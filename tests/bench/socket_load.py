"""Two hundred sockets that write to each other in pairs, speaking Socket.IO's frames directly.

Reads its task as a line of JSON; see `main`.
"""

import asyncio
import base64
import itertools
import json
import os
import sys
import time
import uuid
from statistics import quantiles
from typing import Any

from tests.bench.clients import tell, wait_to_go_on

TEXT = "La deuxième mesure ne donne rien entre neutre et terre, est-ce que je continue ?"
LONGEST_WAIT = 15.0
SETTLE_SECONDS = 1.0


class Socket:
    """One person's socket in namespace /chat."""

    def __init__(self, task: dict[str, Any], seat: dict[str, str], sent_at: dict[str, float]) -> None:
        self._task, self._seat, self._sent_at = task, seat, sent_at
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._numbers = itertools.count(1)
        self._mine: set[str] = set()
        self.arrived: list[float] = []
        self.refused = 0

    async def open(self) -> None:
        host, port = self._task["host"], self._task["port"]
        self._reader, self._writer = await asyncio.open_connection(host, port)
        key = base64.b64encode(os.urandom(16)).decode()
        self._writer.write(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        head = await self._reader.readuntil(b"\r\n\r\n")
        assert b" 101 " in head, head
        await self._read()
        self._send("40/chat," + json.dumps({"token": self._seat["token"]}))
        joined = await self._read()
        assert joined.startswith("40/chat"), joined
        self._listening = asyncio.create_task(self._listen())

    def _send(self, text: str) -> None:
        content = text.encode()
        size = len(content)
        head = bytes([0x81, 0x80 | size]) if size < 126 else bytes([0x81, 0xFE]) + size.to_bytes(2, "big")
        # A mask of zeros leaves the text as it is, and this client its time.
        self._writer.write(head + bytes(4) + content)

    async def _read(self) -> str:
        first, second = await self._reader.readexactly(2)
        size = second & 0x7F
        if size > 125:
            size = int.from_bytes(await self._reader.readexactly(2 if size == 126 else 8), "big")
        content = await self._reader.readexactly(size)
        if first & 0x0F == 8:
            raise ConnectionError("the server closed a socket")
        return content.decode()

    async def _listen(self) -> None:
        while True:
            text = await self._read()
            if text == "2":
                self._send("3")
            elif text.startswith("43/chat,"):
                number, _, answer = text[8:].partition("[")
                self._waiting.pop(int(number)).set_result(json.loads("[" + answer)[0])
            elif text.startswith('42/chat,["message"'):
                self._take(json.loads(text[8:])[1])

    def _take(self, message: dict[str, Any]) -> None:
        if message["client_id"] not in self._mine:
            sent_at = self._sent_at.pop(message["client_id"])
            self.arrived.append((time.monotonic() - sent_at) * 1000)

    async def write(self) -> float:
        """Send a message; the milliseconds until it is acknowledged."""
        number, client_id, begun = next(self._numbers), str(uuid.uuid4()), time.monotonic()
        self._mine.add(client_id)
        self._sent_at[client_id] = begun
        waiting = self._waiting[number] = asyncio.get_running_loop().create_future()
        message = {"conversation": self._seat["conversation"], "client_id": client_id, "text": TEXT}
        self._send(f"42/chat,{number}" + json.dumps(["send", message]))
        answer = await asyncio.wait_for(waiting, LONGEST_WAIT)
        self.refused += not answer["ok"]
        return (time.monotonic() - begun) * 1000


async def closed_loop(sockets: list[Socket], seconds: float) -> dict[str, Any]:
    """Each socket writes again as soon as its message is acknowledged."""
    until, latencies = time.monotonic() + seconds, []
    refused = sum(each.refused for each in sockets)

    async def go(socket: Socket) -> None:
        while time.monotonic() < until:
            latencies.append(await socket.write())

    await asyncio.gather(*(go(socket) for socket in sockets))
    wrong = sum(each.refused for each in sockets) - refused
    return {"done": len(latencies), "wrong": wrong, "p95": quantiles(latencies, n=20)[-1]}


async def open_loop(sockets: list[Socket], seconds: float, rate: float) -> dict[str, Any]:
    """At a steady rate; `p95` until acknowledged, `arrived` until the other person has it."""
    for each in sockets:
        each.arrived.clear()
    begun, writing = time.monotonic(), []
    turns = itertools.cycle(sockets)
    for number in range(int(seconds * rate)):
        await asyncio.sleep(max(0.0, begun + number / rate - time.monotonic()))
        writing.append(asyncio.create_task(next(turns).write()))
    latencies = await asyncio.gather(*writing)
    await asyncio.sleep(0.5)
    arrived = [each for socket in sockets for each in socket.arrived]
    return {"p95": quantiles(latencies, n=20)[-1], "arrived": quantiles(arrived, n=20)[-1]}


async def main() -> None:
    """Opens a first few sockets, then the others, then measures a closed loop, then an open one."""
    task = json.loads(sys.stdin.readline())
    sent_at: dict[str, float] = {}
    sockets = [Socket(task, seat, sent_at) for seat in task["seats"]]
    first = task["first"]
    for step in (sockets[:first], sockets[first:]):
        for socket in step:
            await socket.open()
        await asyncio.sleep(SETTLE_SECONDS)
        tell({"open": len(step)})
        wait_to_go_on()
    tell(await closed_loop(sockets, task["warm_up"]))
    wait_to_go_on()
    tell(await closed_loop(sockets, task["seconds"]))
    wait_to_go_on()
    tell(await open_loop(sockets, task["seconds"], task["rate"]))
    wait_to_go_on()


if __name__ == "__main__":
    asyncio.run(main())
