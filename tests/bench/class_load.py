"""The hour a class begins: people sign in one after the other and open their home, while tutors' lists ask again.

Reads its task as a line of JSON; see `main`.
"""

import asyncio
import json
import re
import sys
import time
import urllib.parse
from collections import defaultdict
from statistics import quantiles
from typing import Any

from tests.bench.clients import tell, wait_to_go_on

TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
COOKIE = re.compile(rb"\r\nset-cookie: ([^=]+)=([^;\r]*)", re.IGNORECASE)
Waits = dict[str, list[float]]


class Browser:
    """One person's: a connection a request, as after a pause, and a jar."""

    def __init__(self, task: dict[str, Any], waits: Waits, cookie: str = "") -> None:
        self._task, self._waits = task, waits
        self._jar = dict([cookie.split("=", 1)]) if cookie else {}
        self.wrong = 0

    async def ask(self, name: str, path: str, *, form: dict[str, str] | None = None) -> bytes:
        """The body of the answer; how long it took is kept under this name."""
        body = urllib.parse.urlencode(form).encode() if form else b""
        head = f"{'POST' if form else 'GET'} {path} HTTP/1.1\r\nHost: {self._host}\r\nConnection: close\r\n"
        if self._jar:
            head += "Cookie: " + "; ".join(f"{name}={value}" for name, value in self._jar.items()) + "\r\n"
        if form:
            head += "Content-Type: application/x-www-form-urlencoded\r\n"
            head += f"Content-Length: {len(body)}\r\n"
        begun = time.monotonic()
        reader, writer = await asyncio.open_connection(self._task["host"], self._task["port"])
        writer.write(head.encode() + b"\r\n" + body)
        answer = await reader.read()
        writer.close()
        self._waits[name].append((time.monotonic() - begun) * 1000)
        told, _, content = answer.partition(b"\r\n\r\n")
        self._jar |= {name.decode(): value.decode() for name, value in COOKIE.findall(told)}
        self.wrong += int(answer[9:12]) != (303 if form else 200)
        return content

    @property
    def _host(self) -> str:
        return f"{self._task['host']}:{self._task['port']}"

    async def sign_in(self, email: str) -> None:
        """By the form, then home."""
        page = await self.ask("sign-in page", "/sign-in")
        token = TOKEN.search(page)
        assert token, page[:200]
        form = {"email": email, "password": self._task["password"], "csrf_token": token[1].decode()}
        await self.ask("signing in", "/sign-in", form=form)
        await self.ask("learner home", "/learn")


async def come_in(task: dict[str, Any], waits: Waits, at: float, email: str) -> int:
    await asyncio.sleep(at)
    browser = Browser(task, waits)
    await browser.sign_in(email)
    return browser.wrong


async def look_again(task: dict[str, Any], waits: Waits, number: int, cookie: str) -> int:
    """A tutor's page, opened once and then asking again, the tutors one after the other."""
    until = time.monotonic() + task["seconds"]
    await asyncio.sleep(task["every"] * number / len(task["tutors"]))
    browser = Browser(task, waits, cookie)
    while time.monotonic() < until:
        await browser.ask("tutor's page", "/tutor")
        await asyncio.sleep(task["every"])
    return browser.wrong


async def main() -> None:
    """Everyone of `emails` comes in within `seconds`, evenly; each of `tutors` (cookies) looks every `every` seconds."""
    task = json.loads(sys.stdin.readline())
    tell({})
    wait_to_go_on()
    waits: Waits = defaultdict(list)
    apart = task["seconds"] / len(task["emails"])
    wrong = await asyncio.gather(
        *(come_in(task, waits, at * apart, email) for at, email in enumerate(task["emails"])),
        *(look_again(task, waits, number, cookie) for number, cookie in enumerate(task["tutors"])),
    )
    told = {name: {"p95": quantiles(taken, n=20)[-1], "done": len(taken)} for name, taken in waits.items()}
    tell({"wrong": sum(wrong), "waits": told})
    wait_to_go_on()


if __name__ == "__main__":
    asyncio.run(main())
