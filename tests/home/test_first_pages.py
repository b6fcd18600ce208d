import pytest
from flask.testing import FlaskClient

from tests.cast import Cast


@pytest.mark.parametrize(
    ("who", "first"),
    [("learner", "/learn"), ("author", "/studio"), ("host", "/sessions"), ("manager", "/centre/people")],
)
def test_each_role_begins_on_its_own_page(client: FlaskClient, cast: Cast, who: str, first: str) -> None:
    getattr(cast, who).sit_down(client)
    assert client.get("/").location == first


def test_nobody_in_particular_is_asked_to_sign_in(client: FlaskClient) -> None:
    assert client.get("/").location == "/sign-in"


def test_someone_without_a_role_yet_begins_on_the_profile(
    client: FlaskClient, app, cast: Cast, database
) -> None:
    from app.people.services.accounts import add_person
    from app.people.services.sign_in import open_sitting

    with app.app_context(), database.writing() as session:
        person = add_person(session, email="neuf@liege.example", given_name="Alix")
        secret = open_sitting(session, person_id=person.id, device="").secret
    with client.session_transaction() as cookie:
        cookie["_user_id"] = secret
    assert client.get("/").location == "/profile"
    assert client.get("/profile").status_code == 200
