"""The load clients, each a process of its own, so that its processor time is not the server's."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

ROOT = Path(__file__).parents[2]


class Client:
    """A process that says one line of JSON at the end of each of its steps, and waits to be told to go on."""

    def __init__(self, module: str, task: dict[str, Any]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", f"tests.bench.{module}"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._to, self._from = cast(IO[str], self._process.stdin), cast(IO[str], self._process.stdout)
        self._say(json.dumps(task))

    @property
    def pid(self) -> int:
        return self._process.pid

    def _say(self, line: str) -> None:
        self._to.write(line + "\n")
        self._to.flush()

    def hear(self) -> Any:
        """What it says of the step it has ended."""
        line = self._from.readline()
        if not line:
            raise RuntimeError(f"the client ended with {self._process.wait()}")
        return json.loads(line)

    def go(self) -> None:
        self._say("go")

    def end(self) -> None:
        self._process.kill()
        self._process.wait(timeout=10)
        self._to.close()
        self._from.close()


@contextmanager
def client(module: str, task: dict[str, Any]) -> Iterator[Client]:
    opened = Client(module, task)
    try:
        yield opened
    finally:
        opened.end()


def tell(fact: object) -> None:
    """In the client: end a step."""
    sys.stdout.write(json.dumps(fact) + "\n")
    sys.stdout.flush()


def wait_to_go_on() -> None:
    """In the client: until the process that measures says so."""
    if not sys.stdin.readline():
        raise SystemExit(1)
