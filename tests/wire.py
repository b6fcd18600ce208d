"""What a page of a browser sends for, and how many bytes each answer was on the wire."""

import time
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

TICK_MS = 50
QUIET_TICKS = 8
LONGEST_SECONDS = 20


@dataclass
class Fetched:
    """One answer; `size` is headers and body as they came, and 0 from the browser's own cache."""

    address: str
    kind: str
    size: int | None = None


class Wire:
    """Listens from the moment it is made. What goes over an open socket is not counted."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._known: dict[str, Fetched] = {}
        self._redirects: list[Fetched] = []
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._begun)
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._ended)
        session.on("Network.loadingFailed", lambda told: self._known.pop(told["requestId"], None))
        session.send("Network.enable")

    def _begun(self, told: dict[str, Any]) -> None:
        known = self._known.get(told["requestId"])
        if known and "redirectResponse" in told:
            size = told["redirectResponse"]["encodedDataLength"]
            self._redirects.append(Fetched(known.address, known.kind, size))
        self._known[told["requestId"]] = Fetched(told["request"]["url"], told.get("type", ""))

    def _answered(self, told: dict[str, Any]) -> None:
        """A script may look at the status alone: then the browser never says that the answer has ended."""
        known = self._known.get(told["requestId"])
        if known and known.kind == "Fetch":
            length = told["response"]["headers"].get("Content-Length", 0)
            known.size = int(told["response"]["encodedDataLength"]) + int(length)

    def _ended(self, told: dict[str, Any]) -> None:
        if known := self._known.get(told["requestId"]):
            known.size = int(told["encodedDataLength"])

    def fetched(self) -> list[Fetched]:
        """All that came over the wire, once nothing is on its way any more."""
        deadline, quiet = time.monotonic() + LONGEST_SECONDS, 0
        while quiet < QUIET_TICKS:
            waiting = [one.address for one in self._known.values() if one.size is None]
            assert time.monotonic() < deadline, waiting
            before = len(self._known)
            self._page.wait_for_timeout(TICK_MS)
            quiet = 0 if waiting or len(self._known) > before else quiet + 1
        return [one for one in (*self._known.values(), *self._redirects) if one.size]

    def forget(self) -> None:
        self._known.clear()
        self._redirects.clear()


def kilobytes(fetched: list[Fetched], kind: str = "") -> float:
    return sum(one.size or 0 for one in fetched if kind in ("", one.kind)) / 1024
