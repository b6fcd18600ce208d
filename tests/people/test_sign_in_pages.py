import time

import pytest
from flask.testing import FlaskClient

from app.people.models import Sitting
from tests.cast import Cast
from tests.counting import statements
from tests.pages import post, token_in

pytestmark = pytest.mark.postgres


def test_signing_in_opens_a_sitting_and_goes_where_one_wanted(
    client: FlaskClient, nadia: dict[str, str]
) -> None:
    answer = post(client, "/sign-in", **nadia, next="/profile?x=1")
    assert (answer.status_code, answer.location) == (303, "/profile?x=1")
    assert "Nadia" in client.get("/profile").text


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example"],
)
def test_signing_in_never_leads_to_another_site(
    client: FlaskClient, nadia: dict[str, str], elsewhere: str
) -> None:
    assert post(client, "/sign-in", **nadia, next=elsewhere).location == "/"


@pytest.mark.parametrize("email", ["nadia@liege.example", "personne@liege.example"])
def test_a_wrong_password_and_an_unknown_address_read_alike(
    client: FlaskClient, nadia: dict[str, str], email: str
) -> None:
    answer = post(client, "/sign-in", email=email, password="autre chose")
    assert answer.status_code == 422
    assert "L’adresse ou le mot de passe ne correspond pas." in answer.text
    assert "autre chose" not in answer.text


def test_an_unknown_address_takes_the_same_statements_and_as_long(
    client: FlaskClient, database, nadia: dict[str, str]
) -> None:
    token = token_in(client.get("/sign-in").text)

    def guess(email: str) -> tuple[list[str], float]:
        fields = {"email": email, "password": "autre chose", "csrf_token": token}
        with statements(database) as seen:
            began = time.perf_counter()
            client.post("/sign-in", data=fields)
        return [statement.split()[0] for statement in seen], time.perf_counter() - began

    for email in (nadia["email"], "personne@liege.example"):  # the rows of the brake exist from now on
        guess(email)
    known = [guess(nadia["email"]) for _ in range(3)]
    unknown = [guess("personne@liege.example") for _ in range(3)]
    assert known[0][0] == unknown[0][0]
    # Hashing is most of the time; without it, one of the two would be several times faster.
    shortest_known, shortest_unknown = min(t for _, t in known), min(t for _, t in unknown)
    assert 0.5 < shortest_known / shortest_unknown < 2


def test_guessing_is_slowed_down_and_says_for_how_long(
    client: FlaskClient, clock, nadia: dict[str, str]
) -> None:
    for _ in range(6):
        answer = post(client, "/sign-in", email=nadia["email"], password="deviné")
        clock.move(seconds=0 if answer.status_code == 422 else 1)
    assert answer.status_code == 429
    assert "dans 30\u00a0secondes" in answer.text
    assert int(answer.headers["Retry-After"]) > 0


def test_a_form_without_its_token_is_refused(client: FlaskClient, nadia: dict[str, str]) -> None:
    assert client.post("/sign-in", data=nadia).status_code == 400


def test_the_secret_of_a_sitting_changes_at_sign_in(
    client: FlaskClient, cast: Cast, database, nadia: dict[str, str]
) -> None:
    cast.tutor.sit_down(client)
    token = token_in(client.get("/profile").text)
    client.post("/sign-in", data={**nadia, "csrf_token": token})
    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != cast.tutor.sitting
        assert cookie.get("csrf_token") is None
    with database.reading() as session:
        ended = session.query(Sitting).filter_by(person_id=cast.tutor.id).one()
        assert ended.ended_at is not None


def test_signing_out_ends_the_sitting(client: FlaskClient, cast: Cast) -> None:
    cast.learner.sit_down(client)
    assert post(client, "/sign-out", page="/profile").location == "/sign-in"
    cast.learner.sit_down(client)
    assert client.get("/profile").location.startswith("/sign-in?next=")


def test_a_page_for_others_asks_to_sign_in_and_comes_back(client: FlaskClient) -> None:
    assert client.get("/profile?tab=2").location == "/sign-in?next=/profile?tab%3D2"


def test_a_suspended_person_is_out_at_the_next_request(
    client: FlaskClient, cast: Cast, app, database
) -> None:
    from app.people.services.accounts import suspend

    cast.learner.sit_down(client)
    assert client.get("/profile").status_code == 200
    with app.app_context(), database.writing() as session:
        suspend(session, cast.manager.actor, person_id=cast.learner.id)
    assert client.get("/profile").status_code == 302
    assert client.get("/api/v1/me", headers=cast.learner.bearer).status_code == 401


def test_the_language_is_kept_before_and_after_signing_in(client: FlaskClient, cast: Cast) -> None:
    post(client, "/language", language="de", next="/sign-in")
    assert '<html lang="de">' in client.get("/sign-in").text
    cast.learner.sit_down(client)
    post(client, "/language", page="/profile", language="nl", next="/profile")
    assert '<html lang="nl">' in client.get("/profile").text


def test_a_sitting_is_noted_as_seen_every_ten_minutes(
    client: FlaskClient, cast: Cast, clock, database
) -> None:
    cast.learner.sit_down(client)

    def seen_at():
        with database.reading() as session:
            return session.query(Sitting).filter_by(person_id=cast.learner.id).one().seen_at

    first = seen_at()
    clock.move(minutes=9)
    client.get("/profile").close()
    assert seen_at() == first
    later = clock.move(minutes=2)
    client.get("/profile").close()
    assert seen_at() == later
