from flask.testing import FlaskClient

from app.people.models import Person, Sitting
from app.people.services.sign_in import open_sitting
from tests.cast import Cast
from tests.pages import post


def another_browser(app, database, cast: Cast) -> str:
    with app.app_context(), database.writing() as session:
        return str(open_sitting(session, person_id=cast.learner.id, device="Firefox, Android").door.id)


def open_sittings(database, cast: Cast) -> int:
    with database.reading() as session:
        return session.query(Sitting).filter_by(person_id=cast.learner.id, ended_at=None).count()


def test_a_person_changes_name_and_language(client: FlaskClient, cast: Cast, database) -> None:
    cast.learner.sit_down(client)
    post(client, "/profile", page="/profile", given_name="Nadia", family_name="Benali", language="de")
    with database.reading() as session:
        person = session.get(Person, cast.learner.id)
        assert (person.name, person.language) == ("Nadia Benali", "de")


def test_a_name_that_is_missing_is_asked_for_and_the_rest_is_kept(client: FlaskClient, cast: Cast) -> None:
    cast.learner.sit_down(client)
    answer = post(client, "/profile", page="/profile", given_name="", family_name="Benali", language="fr")
    assert answer.status_code == 422
    assert "Écrivez un prénom." in answer.text
    assert 'value="Benali"' in answer.text


def test_a_person_closes_another_browser(client: FlaskClient, cast: Cast, app, database) -> None:
    other = another_browser(app, database, cast)
    cast.learner.sit_down(client)
    page = client.get("/profile").text
    assert "Firefox, Android" in page
    assert f"/profile/sittings/{other}/close" in page
    post(client, f"/profile/sittings/{other}/close", page="/profile")
    assert open_sittings(database, cast) == 1
    assert client.get("/profile").status_code == 200


def test_a_person_closes_all_others_at_once(client: FlaskClient, cast: Cast, app, database) -> None:
    for _ in range(3):
        another_browser(app, database, cast)
    cast.learner.sit_down(client)
    post(client, "/profile/sittings/close-others", page="/profile")
    assert open_sittings(database, cast) == 1


def test_nobody_closes_the_sitting_of_another(client: FlaskClient, cast: Cast, database) -> None:
    cast.stranger.sit_down(client)
    with database.reading() as session:
        theirs = session.query(Sitting).filter_by(person_id=cast.learner.id).one().id
    assert post(client, f"/profile/sittings/{theirs}/close", page="/profile").status_code == 404
    assert open_sittings(database, cast) == 1


def test_a_new_password_asks_for_the_former_one(
    client: FlaskClient, cast: Cast, app, database, nadia: dict[str, str]
) -> None:
    another_browser(app, database, cast)
    cast.learner.sit_down(client)
    fields = {"current": "autre chose", "password": "acier et rivière"}
    refused = post(client, "/profile/password", page="/profile", **fields)
    assert refused.status_code == 422
    assert "Ce n’est pas votre mot de passe actuel." in refused.text
    post(client, "/profile/password", page="/profile", **fields | {"current": nadia["password"]})
    assert open_sittings(database, cast) == 1
    assert post(client, "/sign-in", page="/profile", **nadia).status_code == 422
