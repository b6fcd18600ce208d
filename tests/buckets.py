"""An S3-compatible server of our own, as a process on a free port, which keeps what it is given in memory."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from tests.databases import free_port

STARTS_WITHIN_SECONDS = 60


@contextmanager
def bucket_server() -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < ends and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/moto-api/", timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server of buckets did not start")


def make_bucket(address: str) -> str:
    """A new one, empty; its name."""
    name = f"media-{uuid.uuid4().hex}"
    asked = urllib.request.Request(f"{address}/{name}", method="PUT")
    urllib.request.urlopen(asked, timeout=20).close()
    return name


def environment_of(address: str) -> dict[str, str]:
    """What an operator sets beside MEDIA_URL."""
    return {
        "AWS_ENDPOINT_URL": address,
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "compagnon",
        "AWS_SECRET_ACCESS_KEY": "secret-of-a-test",
        "AWS_REGION": "eu-west-3",
    }
