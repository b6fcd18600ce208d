"""Trap T7: after a suspension every way in is shut within 60 seconds, in every process, with real sockets; and the sockets
of whose roles changed are closed, to be opened again as what they are now."""

import time
import urllib.error
import urllib.request
from datetime import timedelta

from app.in_centre.services.feeds import open_feed
from app.kernel.i18n import today
from app.people.models import Membership, Role
from app.people.services.accounts import add_person, give_role, reopen, suspend
from app.people.services.passwords import change_password
from tests.cast import Member, member_for
from tests.servers import Server

WITHIN_SECONDS = 60
PASSWORD = "rivière et acier"


def newcomer(server: Server, email: str) -> tuple[Member, str]:
    """Somebody of the first centre with every way in; and the address of their calendar."""
    with server.app.app_context(), server.database.writing() as session:
        person = add_person(session, email=email, given_name="Zoé")
        give_role(session, person_id=person.id, centre_id=server.cast.centre_id, role=Role.LEARNER)
        change_password(session, person.id, PASSWORD)
        member = member_for(session, person)
        feed = open_feed(session, member.actor)
    return member, f"/api/v1/calendar.ics?token={feed}"


def status(server: Server, path: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(server.address + path, headers=headers)) as answer:
            return answer.status if "/sign-in" not in answer.geturl() else 302
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code


def test_every_way_in_is_shut_within_a_minute_and_opens_by_signing_in_again(server: Server) -> None:
    email = f"zoe-{time.monotonic_ns()}@liege.example"
    member, feed = newcomer(server, email)
    cookie = server.cookie_of(member)
    assert status(server, "/profile", Cookie=cookie) == 200
    assert status(server, feed) == 200
    manager = server.cast.manager.actor
    other, _feed = newcomer(server, f"aya-{time.monotonic_ns()}@liege.example")
    with (
        server.socket(other) as of_other,
        server.socket(server.cast.tutor) as of_tutor,
        server.socket(member) as by_token,
        server.socket(headers={"Cookie": cookie}) as by_cookie,
    ):
        # By another process than those that hold the sockets.
        with server.app.app_context(), server.database.writing() as session:
            suspend(session, manager, person_id=member.id)
            [held] = session.query(Membership).filter_by(person_id=other.id)
            held.to_on = today() - timedelta(days=1)
            held.from_on = held.to_on
        assert status(server, "/profile", Cookie=cookie) == 302
        assert server.call("GET", "/api/v1/me", token=member.token)[0] == 401
        assert status(server, feed) == 404
        wrong = {"email": email, "password": PASSWORD, "label": "x"}
        assert server.call("POST", "/api/v1/tokens", token="", body=wrong)[0] == 401
        deadline = time.monotonic() + WITHIN_SECONDS
        closing = (by_token, by_cookie, of_other)
        while any(one.connected for one in closing) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert [one.connected for one in closing] == [False] * 3
        assert of_tutor.connected  # of whom nothing changed
    # Who is something else now comes back by the same door.
    with server.socket(other) as again:
        assert again.connected
    with server.app.app_context(), server.database.writing() as session:
        reopen(session, manager, person_id=member.id)
    assert server.call("GET", "/api/v1/me", token=member.token)[0] == 401
    assert status(server, "/profile", Cookie=cookie) == 302
    right = {"email": email, "password": PASSWORD, "label": "x"}
    assert server.call("POST", "/api/v1/tokens", token="", body=right)[0] == 201
    with server.database.reading() as session:
        assert session.query(Membership).filter_by(person_id=member.id).one().to_on is None
