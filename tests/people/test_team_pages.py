import pytest
from flask.testing import FlaskClient

from app.people.models import Membership, Person, Role
from app.people.services.accounts import add_person, give_role
from tests.cast import Cast
from tests.counting import statements
from tests.pages import post

pytestmark = pytest.mark.postgres
NEW = {
    "given_name": "Lina",
    "family_name": "Maes",
    "email": "lina@liege.example",
    "role": "learner",
    "language": "fr",
}


@pytest.fixture
def chantal(client: FlaskClient, cast: Cast) -> FlaskClient:
    return cast.manager.sit_down(client)


def test_a_centre_manager_sees_the_people_of_the_centre_alone(chantal: FlaskClient) -> None:
    page = chantal.get("/centre/people").text
    assert "nadia@liege.example" in page
    assert "ines@mons.example" not in page


def test_the_list_is_narrowed_by_role_and_name(chantal: FlaskClient) -> None:
    assert "nadia@" not in chantal.get("/centre/people?role=tutor").text
    found = chantal.get("/centre/people?q=NADIA+test").text
    assert "nadia@" in found
    assert "karim@" not in found
    assert "Personne ici" in chantal.get("/centre/people?q=%25").text


def test_the_list_costs_the_same_however_long(chantal: FlaskClient, cast: Cast, app, database) -> None:
    def cost() -> int:
        with statements(database) as counted:
            chantal.get("/centre/people")
        return len(counted)

    few = cost()
    with app.app_context(), database.writing() as session:
        for number in range(60):
            person = add_person(session, email=f"p{number}@liege.example", given_name="Alix")
            give_role(session, person_id=person.id, centre_id=cast.centre_id, role=Role.LEARNER)
    assert cost() == few <= 12
    assert "1 à 50 sur" in chantal.get("/centre/people").text


def test_a_new_person_gets_an_account_a_role_and_a_mail(
    chantal: FlaskClient, cast: Cast, database, settings
) -> None:
    from app.kernel.outbox import drain

    made = post(chantal, "/centre/people", page="/centre/people/new", **NEW)
    assert made.status_code == 303
    assert "Lina Maes" in chantal.get(made.location).text
    drain(database)
    [mail] = (settings.instance / "mail").glob("*.eml")
    assert "/password/forgot" in mail.read_text()


def test_an_address_that_is_taken_is_said_beside_its_field(chantal: FlaskClient) -> None:
    taken = NEW | {"email": "nadia@liege.example"}
    answer = post(chantal, "/centre/people", page="/centre/people/new", **taken)
    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text


def test_nobody_becomes_a_network_manager_through_a_centre(chantal: FlaskClient, database) -> None:
    forged = NEW | {"role": "network_manager"}
    assert post(chantal, "/centre/people", page="/centre/people/new", **forged).status_code == 422
    with database.reading() as session:
        assert session.query(Person).filter_by(email=NEW["email"]).first() is None


def test_a_role_is_given_and_taken_with_a_way_back(chantal: FlaskClient, cast: Cast, database) -> None:
    person = f"/centre/people/{cast.learner.id}"
    post(chantal, f"{person}/roles", page=person, role="tutor")
    with database.reading() as session:
        given = session.query(Membership).filter_by(person_id=cast.learner.id, role=Role.TUTOR).one()
    post(chantal, f"{person}/roles/{given.id}/end", page=person)
    assert f"{person}/roles/{given.id}/keep" in chantal.get(person).text
    post(chantal, f"{person}/roles/{given.id}/keep", page=person)
    with database.reading() as session:
        assert session.get(Membership, given.id).to_on is None


def test_suspending_says_so_and_offers_to_undo(chantal: FlaskClient, cast: Cast) -> None:
    person = f"/centre/people/{cast.learner.id}"
    post(chantal, f"{person}/suspend", page=person)
    page = chantal.get(person).text
    assert page.count(f"{person}/reopen") == 2  # in the toast and on the page
    assert chantal.get("/api/v1/me", headers=cast.learner.bearer).status_code == 401
    post(chantal, f"{person}/reopen", page=person)
    assert "Compte suspendu" not in chantal.get(person).text


def test_a_centre_does_not_close_an_account_that_another_one_uses(
    chantal: FlaskClient, cast: Cast, app, database
) -> None:
    with app.app_context(), database.writing() as session:
        give_role(session, person_id=cast.learner.id, centre_id=cast.other_centre_id, role=Role.LEARNER)
    person = f"/centre/people/{cast.learner.id}"
    assert "demandez au réseau" in chantal.get(person).text
    assert post(chantal, f"{person}/suspend", page=person).status_code == 403


def test_managers_do_not_shut_themselves_out(chantal: FlaskClient, cast: Cast) -> None:
    person = f"/centre/people/{cast.manager.id}"
    assert post(chantal, f"{person}/suspend", page=person).status_code == 403


@pytest.mark.parametrize("act", ["", "/roles", "/suspend", "/reopen"])
def test_someone_of_another_centre_is_not_found(chantal: FlaskClient, cast: Cast, act: str) -> None:
    url = f"/centre/people/{cast.stranger.id}{act}"
    answer = post(chantal, url, page="/profile", role="tutor") if act else chantal.get(url)
    assert answer.status_code == 404


def test_people_without_that_right_do_not_get_in(client: FlaskClient, cast: Cast) -> None:
    cast.tutor.sit_down(client)
    assert client.get("/centre/people").status_code == 403
    assert client.get(f"/centre/people/{cast.learner.id}").status_code == 403
