"""Seeing the pages as someone: half an hour, nothing done, nothing private, and the person knows."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.kernel.audit import AuditLine
from app.kernel.db import Database
from app.kernel.realtime import events
from app.kernel.sockets import Seat, Sockets
from app.people.models import Person, Role, Seeing, Sitting
from app.people.services.accounts import give_role
from app.people.services.seeing import end_lapsed
from tests.cast import Cast, Member
from tests.conftest import Hands
from tests.pages import post

pytestmark = pytest.mark.postgres


def begin(client: FlaskClient, whom: Member, **fields: str):
    return post(client, f"/see-as/{whom.id}", page="/centre/journal", **({"reason": "asked"} | fields))


@pytest.fixture
def chantal(client: FlaskClient, cast: Cast, clock: Hands) -> FlaskClient:
    return cast.manager.sit_down(client)


def acts(database: Database) -> list[str]:
    with database.reading() as session:
        rows = select(AuditLine.act).where(AuditLine.act.startswith("seeing_")).order_by(AuditLine.id)
        return list(session.scalars(rows))


def test_the_manager_sees_what_the_person_sees_and_comes_back(
    chantal: FlaskClient, cast: Cast, database: Database
) -> None:
    assert begin(chantal, cast.learner).status_code == 303
    page = chantal.get("/learn").text
    assert "Vous voyez Compagnon comme Nadia Test, jusqu’à 10 h 30." in page.replace("\u00a0", " ")
    assert '<script type="module"' not in page
    assert "data-person" not in page
    assert chantal.get("/centre/people").status_code == 403, "not with one's own rights meanwhile"
    assert post(chantal, "/see-as/end", page="/learn").status_code == 303
    assert chantal.get("/centre/people").status_code == 200
    assert acts(database) == ["seeing_begun", "seeing_ended"]


def test_nothing_is_done_in_the_persons_name(chantal: FlaskClient, cast: Cast, database: Database) -> None:
    begin(chantal, cast.learner)
    refused = post(chantal, "/language", page="/learn", language="nl")
    assert refused.status_code == 403
    assert "rien ne peut être changé en son nom" in refused.text
    with database.reading() as session:
        assert session.get_one(Person, cast.learner.id).language == "fr"


@pytest.mark.parametrize(
    "page",
    ["/profile", "/profile/second-step", "/profile/looks", "/messages", "/calendar", "/api/v1/me", "/search"],
)
def test_what_is_the_persons_alone_is_not_shown(chantal: FlaskClient, cast: Cast, page: str) -> None:
    begin(chantal, cast.learner)
    assert chantal.get(page).status_code == 403


def test_half_an_hour_and_no_longer(
    chantal: FlaskClient, app: Flask, cast: Cast, clock: Hands, database: Database
) -> None:
    begin(chantal, cast.learner)
    clock.move(minutes=29)
    assert chantal.get("/learn").status_code == 200
    clock.move(minutes=1)
    assert chantal.get("/learn").status_code == 403, "Chantal learns nowhere"
    assert chantal.get("/centre/people").status_code == 200
    with app.app_context(), database.writing() as session:
        assert (end_lapsed(session), end_lapsed(session)) == (1, 0)
    assert acts(database) == ["seeing_begun", "seeing_ended"]


def test_it_ends_with_the_sitting(chantal: FlaskClient, app: Flask, cast: Cast, database: Database) -> None:
    begin(chantal, cast.learner)
    assert post(chantal, "/sign-out", page="/learn").status_code == 303
    with database.reading() as session:
        sitting = session.scalars(select(Sitting).where(Sitting.seeing_id.is_not(None))).one()
        assert sitting.person_id == cast.manager.id
        assert sitting.ended_at is not None
        assert not session.scalars(
            select(Sitting).where(Sitting.person_id == cast.learner.id, Sitting.ended_at.is_not(None))
        ).all()
    with app.app_context(), database.writing() as session:
        assert end_lapsed(session) == 1


def test_it_ends_with_the_right_to_it(
    chantal: FlaskClient, app: Flask, cast: Cast, database: Database
) -> None:
    begin(chantal, cast.learner)
    with app.app_context(), database.writing() as session:
        give_role(session, person_id=cast.learner.id, centre_id=cast.other_centre_id, role=Role.TUTOR)
    assert chantal.get("/centre/people").status_code == 200, "herself again: Nadia is another centre's too"


def test_the_person_is_told_at_the_next_visit_with_the_reason(
    chantal: FlaskClient, app: Flask, cast: Cast
) -> None:
    begin(chantal, cast.learner, reason="other", words="Le bouton <b> manque")
    assert "vu Compagnon comme vous" not in chantal.get("/learn").text
    nadia = cast.learner.sit_down(app.test_client())
    assert "Une personne a vu Compagnon comme vous" in nadia.get("/learn").text
    told = post(nadia, "/profile/looks/read", page="/learn")
    assert told.status_code == 303
    page = nadia.get("/profile/looks").text
    assert "Chantal Test" in page
    assert "Le bouton &lt;b&gt; manque" in page
    assert "Une personne a vu Compagnon comme vous" not in nadia.get("/learn").text


def test_another_reason_is_written(chantal: FlaskClient, cast: Cast) -> None:
    refused = begin(chantal, cast.learner, reason="other")
    assert refused.status_code == 422
    assert "la personne le lira" in refused.text
    assert begin(chantal, cast.learner, reason="none").status_code == 422


def test_nobody_is_seen_by_who_may_less_than_they_do(
    client: FlaskClient, app: Flask, cast: Cast, database: Database
) -> None:
    cast.manager.sit_down(client)
    for other in (cast.network, cast.stranger, cast.manager):
        assert client.get(f"/see-as/{other.id}").status_code == 404
    with app.app_context(), database.writing() as session:
        give_role(
            session, person_id=cast.second_learner.id, centre_id=cast.other_centre_id, role=Role.LEARNER
        )
    assert client.get(f"/see-as/{cast.second_learner.id}").status_code == 404, "another centre's as well"
    omar = cast.network.sit_down(app.test_client())
    for other in (cast.stranger, cast.second_learner, cast.other_manager):
        assert omar.get(f"/see-as/{other.id}").status_code == 200
    assert cast.tutor.sit_down(app.test_client()).get(f"/see-as/{cast.learner.id}").status_code == 403


def test_who_may_be_helped_is_found_by_name(client: FlaskClient, app: Flask, cast: Cast) -> None:
    assert str(cast.learner.id) in cast.manager.sit_down(client).get("/see-as?q=nadia").text
    assert str(cast.stranger.id) not in client.get("/see-as?q=ines").text
    assert str(cast.stranger.id) in cast.network.sit_down(app.test_client()).get("/see-as?q=ines").text


def test_no_socket_speaks_or_listens_as_the_person(
    chantal: FlaskClient, app: Flask, cast: Cast, database: Database
) -> None:
    begin(chantal, cast.learner)
    sockets: Sockets = app.extensions["compagnon"].sockets
    with database.reading() as session:
        door_id = session.scalars(select(Seeing.sitting_id)).one()
    seat = Seat(cast.manager.id, door_id, cast.manager.sitting, None)
    sockets.seats["seen"] = seat
    for event in events.values():
        answer = sockets._listener(event)("seen", {"conversation": "x"})
        assert answer
        assert answer["problem"]["code"] == "only_seeing"
    cookie = chantal.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie
    environ = {
        "HTTP_COOKIE": f"{cookie.key}={cookie.value}",
        "REQUEST_METHOD": "GET",
        "SERVER_NAME": "localhost",
    }
    environ |= {"SERVER_PORT": "80", "wsgi.url_scheme": "http"}
    assert sockets._find_seat(environ, None) is None
