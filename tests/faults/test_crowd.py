"""Twenty people and the last three places, over the wire."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest

from app.in_centre.models import InCentreSession
from app.kernel.clock import now
from app.people.models import Role
from app.people.services.sign_in import open_token
from tests.cast import passer_by
from tests.in_centre.making import enrol, make_module, plan_session
from tests.servers import Server

pytestmark = [pytest.mark.faults, pytest.mark.usefixtures("turn")]
CROWD = 20


def test_of_twenty_at_once_three_get_the_last_places_and_the_others_hear_why(server: Server) -> None:
    cast, tokens = server.cast, []
    with server.app.app_context(), server.database.writing() as session:
        studied, here = make_module(session, cast.centre_id), {"centre_id": cast.centre_id}
        wanted, other = (
            plan_session(
                session, studied, **here, host_id=cast.host.id, starts_at=now() + timedelta(days=days)
            )
            for days in (3, 10)
        )
        for _ in range(CROWD):
            person, _actor = passer_by(session, cast.centre_id, Role.LEARNER)
            enrol(session, studied, person.id, **here, tutor_id=cast.tutor.id)
            tokens.append(open_token(session, person_id=person.id, label="tests").secret)
    barrier = Barrier(CROWD)

    def book(token: str) -> tuple[int, Any]:
        barrier.wait()
        return server.call("POST", f"/api/v1/sessions/{wanted.id}/bookings", token=token)

    with ThreadPoolExecutor(CROWD) as threads:
        answers = list(threads.map(book, tokens))
    assert sorted(status for status, _answer in answers) == [201] * 3 + [409] * 17
    for refused in (answer for status, answer in answers if status == 409):
        assert refused["reasons"] == ["full"]
        assert [each["id"] for each in refused["alternatives"]] == [str(other.id)]
    with server.database.reading() as session:
        assert session.get_one(InCentreSession, wanted.id).taken == 3
