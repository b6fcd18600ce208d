"""Asks an address whether it answers, without being led into our own network.

The name is resolved once and the connection goes to that very number: what a second resolution would say does not
count. Every redirection is held to the same rule. Nothing of what comes back is kept but its status.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

SECONDS, SECONDS_IN_ALL = 5, 12
MOST_TURNS = 5
# Who answers so is there, and does not like machines.
ALIVE_BUT_CLOSED = frozenset({401, 403, 405, 406, 429, 503})
TURNS = frozenset({301, 302, 303, 307, 308})
AS_WRITTEN = "%/?:@!$&'()*+,;=~-._[]"
PORTS = frozenset({80, 443})

Admits = Callable[[str, int], bool]


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` is 0 where nothing came back, or nothing was asked."""

    answers: bool
    status: int = 0


def is_public(number: str, port: int) -> bool:
    """Whether a number (IPv4 or IPv6) and a port belong to the web that everyone sees."""
    found = ipaddress.ip_address(number)
    inside = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None) or found
    return port in PORTS and found.is_global and inside.is_global and not found.is_multicast


def look(address: str, *, admits: Admits = is_public) -> Answer:
    """HEAD, then GET for who does not know HEAD. Takes at most some seconds for each turn; raises nothing."""
    for _turn in range(MOST_TURNS):
        try:
            status, led_to = _ask(urlsplit(address), admits)
        except (OSError, ValueError, http.client.HTTPException, UnicodeError):
            return Answer(False)
        if status in TURNS and led_to:
            address = urljoin(address, led_to)
            continue
        return Answer(status < 400 or status in ALIVE_BUT_CLOSED, status)
    return Answer(False)


def _ask(parts: SplitResult, admits: Admits) -> tuple[int, str]:
    status, led_to = _call("HEAD", parts, admits)
    if status >= 400 and status not in {401, 429}:
        return _call("GET", parts, admits)
    return status, led_to


def _call(method: str, parts: SplitResult, admits: Admits) -> tuple[int, str]:
    connection = _connect(parts, admits)
    # A server that drips its answer byte by byte is left in the middle of it.
    patience = threading.Timer(SECONDS_IN_ALL, _hang_up, [connection])
    patience.daemon = True
    patience.start()
    try:
        asked = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"User-Agent": "Compagnon-links", "Accept": "*/*", "Connection": "close"}
        connection.request(method, quote(asked, safe=AS_WRITTEN), headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location") or ""
    finally:
        patience.cancel()
        connection.close()


def _hang_up(connection: http.client.HTTPConnection) -> None:
    if connection.sock is not None:
        connection.sock.shutdown(socket.SHUT_RDWR)


def _connect(parts: SplitResult, admits: Admits) -> http.client.HTTPConnection:
    """A connection to the number that was admitted, which speaks to the host by its name."""
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
        raise ValueError("no web address")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    number = _resolve(parts.hostname, port, admits)
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=SECONDS)
    sock: socket.socket = socket.create_connection((number, port), SECONDS)
    if parts.scheme == "https":
        sock = ssl.create_default_context().wrap_socket(sock, server_hostname=parts.hostname)
    connection.sock = sock
    return connection


def _resolve(host: str, port: int, admits: Admits) -> str:
    """The first number of a host, when every one of them is admitted."""
    numbers = [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not numbers or not all(admits(number, port) for number in numbers):
        raise ValueError("not on the public web")
    return numbers[0]
