"""What is measured over HTTP: the calls that ours and the bare application are asked."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from app.demo.simulation.study import BEAT_SECONDS, Work
from tests.bench import bare
from tests.bench.seed import Door, Seeded

Calls = list[dict[str, Any]]
READERS = 40


@dataclass(frozen=True, slots=True)
class Operation:
    """One line of the table. `events` is how many one call reports; the cost is then told for each."""

    title: str
    budget: float
    bare: Callable[[], Calls]
    ours: Callable[[Flask, Seeded], Calls]
    events: int = 0


def _cookie(app: Flask, person: str) -> dict[str, str]:
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return {"Cookie": f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(_sitting(person))}"}


def _sitting(person: str) -> dict[str, Any]:
    """What a browser's cookie holds from the second page on: also the secret of its forms."""
    return {"_user_id": person, "_fresh": True, "csrf_token": hashlib.sha1(person.encode()).hexdigest()}


def _bare_people() -> Iterable[dict[str, str]]:
    app = Flask("bare")
    app.config.update(SECRET_KEY=bare.SECRET, SESSION_COOKIE_NAME=bare.COOKIE)
    return [_cookie(app, str(number + 1)) for number in range(READERS)]


def _bare_pages() -> Calls:
    return [{"path": "/page", "headers": headers} for headers in _bare_people()]


def _bare_event() -> Calls:
    work = [("block", "seen", {})]
    return [
        {"path": "/events", "headers": headers, "work": work, "enrolment": ""} for headers in _bare_people()
    ]


def _bare_batch() -> Calls:
    return _bare_event()


def _bare_sign_in() -> Calls:
    return [{"path": "/sign-in", "headers": {}}]


def _sign_in(_app: Flask, _seeded: Seeded) -> Calls:
    return [{"path": "/sign-in", "headers": {}}]


def _pages(path: str) -> Callable[[Flask, Seeded], Calls]:
    def calls(app: Flask, seeded: Seeded) -> Calls:
        address = path.format(module=seeded.module, unit=seeded.unit)
        doors = [learner.door for learner in seeded.learners[:READERS]]
        return [{"path": address, "headers": cookie_of(app, door)} for door in doors]

    return calls


def cookie_of(app: Flask, door: Door) -> dict[str, str]:
    return _cookie(app, door.sitting)


def _tutor_page(app: Flask, seeded: Seeded) -> Calls:
    return [{"path": "/tutor", "headers": cookie_of(app, seeded.tutor)}]


def _tutor_call(_app: Flask, seeded: Seeded) -> Calls:
    headers = {"Authorization": f"Bearer {seeded.tutor.token}"}
    return [{"path": "/api/v1/tutor/caseload?limit=60", "headers": headers}]


def _events(_app: Flask, seeded: Seeded) -> Calls:
    return [
        {
            "path": "/api/v1/learning/events",
            "headers": {"Authorization": f"Bearer {learner.door.token}"},
            "enrolment": str(learner.enrolment_id),
            "work": _with_presence(seeded.work, at),
        }
        for at, learner in enumerate(seeded.learners)
    ]


def _with_presence(work: Work, at: int) -> Work:
    """Each of what is done followed by a sign of presence at it, as a device sends; each learner begins elsewhere."""
    start = at * 7 % len(work)
    beats: Sequence[tuple[str, str, dict[str, Any]]] = [
        (block, "active", {"seconds": BEAT_SECONDS}) for block, _verb, _data in work
    ]
    both = [each for pair in zip(work, beats, strict=True) for each in pair]
    return both[start * 2 :] + both[: start * 2]


PAGES = (
    Operation("learner home, CPU ms", 6, _bare_pages, _pages("/learn")),
    Operation("player unit page, CPU ms", 5, _bare_pages, _pages("/learn/modules/{module}/units/{unit}")),
    Operation("sign-in page, CPU ms", 2, _bare_sign_in, _sign_in),
    Operation("tutor's page of 60 learners, CPU ms", 8, _bare_pages, _tutor_page),
    Operation("tutor's caseload of 60 by call, CPU ms", 8, _bare_pages, _tutor_call),
)
EVENTS = (
    Operation("one learning event, CPU ms", 4, _bare_event, _events, events=1),
    Operation("learning events by 50, CPU ms an event", 0.3, _bare_batch, _events, events=50),
)
