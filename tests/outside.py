"""A provider of OpenID Connect of our own, as a process; and the way there and back, as a browser goes it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import requests
from flask.testing import FlaskClient

from tests.databases import free_port

READY_WITHIN_SECONDS = 30
STOPPED = "/sign-in/outside/stopped"


@contextmanager
def outside_provider() -> Iterator[str]:
    """Its address, which is its issuer."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    words = ["-m", "oidc_provider_mock", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_until_ready(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_until_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            requests.get(f"{address}/.well-known/openid-configuration", timeout=2).raise_for_status()
        except requests.RequestException:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the provider is not ready")


def say_of(provider: str, subject: str, **claims: object) -> None:
    """What the provider knows of someone."""
    requests.put(f"{provider}/users/{subject}", json=claims, timeout=5).raise_for_status()


def go_there(client: FlaskClient, subject: str, start: str = "/sign-in/outside") -> str:
    """Follow the way to the provider, sign in there as `subject`: the address on our side one is sent back to."""
    sent = client.get(start)
    assert sent.status_code == 302, sent.text
    answer = requests.post(sent.location, data={"sub": subject}, allow_redirects=False, timeout=5)
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def go_there_and_back(client: FlaskClient, subject: str, start: str = "/sign-in/outside") -> Any:
    return come_back(client, go_there(client, subject, start))


def come_back(client: FlaskClient, address: str) -> Any:
    """Where that leads; the page that says why, where it leads nowhere."""
    answer = client.get(address)
    return client.get(answer.location) if (answer.location or "").startswith(STOPPED) else answer
