"""What the network manager sees of the centres, and a centre that joins them by a form."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.event import listen

from app.centres.services.centres import (
    CentreContact,
    CentreFacts,
    CentreHours,
    CentreNameTaken,
    create_centre,
)
from app.kernel.db import Database
from app.kernel.outbox import drain
from app.network.models import Centre, CentreKind, Closure
from app.people.models import Membership, Person, Role
from app.people.services.accounts import add_person, give_role
from app.settings import Settings
from tests.cast import WEEK, Cast, passer_by
from tests.counting import statements
from tests.network.conftest import Look
from tests.pages import post

pytestmark = pytest.mark.postgres

NEW = {
    "name": "Soudage, Élouges",
    "kind": "physical",
    "sectors": "welding",
    "address": "Rue du Fer 3, Élouges",
    "monday": "8-12, 13 h – 17 h 30",
    "saturday": "9:00-12:00",
    "keeps_holidays": "1",
    "contact_name": "Accueil",
    "contact_phone": "065 00 00 00",
    "manager_email": "aline@elouges.example",
    "manager_given_name": "Aline",
}
PAGE = "/network/centres/new"


def row_of(page: str, name: str) -> str:
    """The line of a centre, as text."""
    (row,) = (row for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if name in row)
    return " ".join(re.sub(r"<[^>]+>", " ", row).split())


def add(client: FlaskClient, **changed: object):
    return post(client, "/network/centres", page=PAGE, **NEW | changed)


def test_the_network_begins_its_day_with_its_centres(omar: FlaskClient) -> None:
    assert omar.get("/").location == "/network"
    page = omar.get("/network").text
    assert "Centre de Liège" in page
    assert "Centre de Mons" in page


def test_a_line_says_who_is_there_and_whom_to_call_without_telling_few_people_apart(
    omar: FlaskClient, cast: Cast, app: Flask, database: Database
) -> None:
    row = row_of(omar.get("/network").text, "Centre de Liège")
    assert "8 2 0 0 Accueil 04 000 00 00" in row  # eight people, two tutors
    with app.app_context(), database.writing() as session:
        for person in session.query(Membership).filter_by(centre_id=cast.other_centre_id)[1:]:
            session.delete(person)
    assert "moins de 5" in row_of(omar.get("/network").text, "Centre de Mons")


def test_what_is_missing_is_said_and_can_be_looked_for(
    omar: FlaskClient, app: Flask, database: Database
) -> None:
    with app.app_context(), database.writing() as session:
        session.add(Centre(code="vide", name="Centre vide", sectors=["wood"]))
    row = row_of(omar.get("/network").text, "Centre vide")
    for lack in ("responsable", "tutorat", "heures", "Personne à appeler", "adresse"):
        assert lack in row
    narrowed = omar.get("/network?lacks=tutor").text
    assert "Centre vide" in narrowed
    assert "Centre de Liège" not in narrowed


def test_someone_suspended_runs_nothing(
    omar: FlaskClient, cast: Cast, app: Flask, database: Database, clock
) -> None:
    with app.app_context(), database.writing() as session:
        session.get_one(Person, cast.other_manager.id).suspended_at = clock()
    assert "Pas de responsable" in row_of(omar.get("/network").text, "Centre de Mons")


def test_centres_are_found_by_name_place_or_trade_without_accents(
    omar: FlaskClient, app: Flask, database: Database
) -> None:
    add(omar)
    for words in ("elouges", "SOUDAGE", "fer"):
        found = omar.get(f"/network?q={words}").text
        assert "Soudage, Élouges" in found
        assert "Centre de Mons" not in found
    assert "Pas de centre ici" in omar.get("/network?q=%25").text


def test_forty_centres_cost_what_two_do_and_are_paged(
    omar: FlaskClient, cast: Cast, app: Flask, database: Database
) -> None:
    def cost() -> int:
        with statements(database) as seen:
            omar.get("/network")
        return len(seen)

    few = cost()
    with app.app_context(), database.writing() as session:
        for number in range(40):
            centre = Centre(code=f"c{number}", name=f"Centre {number:02}", opening_hours=WEEK)
            session.add(centre)
            session.flush()
            passer_by(session, centre.id, Role.TUTOR)
            passer_by(session, centre.id, Role.CENTRE_MANAGER)
            session.add(Closure(centre_id=centre.id, first_on=date(2026, 5, 1), last_on=date(2026, 5, 1)))
    assert cost() == few <= 12
    first, second = omar.get("/network").text, omar.get("/network?page=2").text
    assert "1 à 25 sur 42" in first
    assert "26 à 42 sur 42" in second
    assert "26 à 42 sur 42" in omar.get("/network?page=9").text


def test_a_centre_joins_by_one_form(
    omar: FlaskClient, look: Look, database: Database, settings: Settings
) -> None:
    made = add(omar)
    assert made.status_code == 303
    assert made.location == "/network/centres/soudage-elouges"
    centre = look.centre("soudage-elouges")
    assert centre.opening_hours == {"0": [["08:00", "12:00"], ["13:00", "17:30"]], "5": [["09:00", "12:00"]]}
    assert (centre.sectors, centre.keeps_holidays, centre.contact_phone) == (
        ["welding"],
        True,
        "065 00 00 00",
    )
    assert "Aline" in omar.get(made.location).text
    drain(database)
    (mail,) = (settings.instance / "mail").glob("*.eml")
    assert "/password/forgot" in mail.read_text()
    assert [line.act for line in look.acts()] == ["centre_created", "person_created", "role_given"]
    assert look.acts()[0].after["address"] == "Rue du Fer 3, Élouges"


def test_someone_who_has_an_account_runs_the_new_centre_with_it(
    omar: FlaskClient, cast: Cast, look: Look, database: Database, settings: Settings
) -> None:
    add(omar, manager_email="Chantal@liege.example", manager_given_name="")
    with database.reading() as session:
        held = session.query(Membership).filter_by(centre_id=look.centre("soudage-elouges").id).one()
    assert (held.person_id, held.role) == (cast.manager.id, Role.CENTRE_MANAGER)
    drain(database)
    (mail,) = (settings.instance / "mail").glob("*.eml")
    assert "/centre/hours/soudage-elouges" in mail.read_text()


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"name": ""}, "name", "Écrivez le nom"),
        ({"name": "Centre de Mons (démonstration)"}, "name", "porte déjà ce nom"),
        ({"sectors": ""}, "sectors", "au moins un métier"),
        ({"kind": "other"}, "kind", ""),
        ({"address": ""}, "address", "Écrivez l’adresse"),
        ({"kind": "virtual"}, "address", "n’a pas d’adresse"),
        ({"tuesday": "le matin"}, "tuesday", "ne se lit pas comme une heure"),
        ({"tuesday": "8-12, 11-13"}, "tuesday", "se recouvrent"),
        ({"contact_email": "accueil"}, "contact_email", "ne peut pas être lue"),
        ({"manager_email": "aline"}, "manager_email", "ne peut pas être lue"),
        ({"manager_given_name": ""}, "manager_given_name", "prénom manque"),
        ({"name": "x" * 251}, "name", "trop long"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    omar: FlaskClient, look: Look, changed: dict[str, str], field: str, said: str
) -> None:
    refused = add(omar, **changed)
    assert refused.status_code == 422
    assert f'id="{field}-error"' in refused.text
    assert said in refused.text
    assert "065 00 00 00" in refused.text
    assert "8-12, 13 h – 17 h 30" in refused.text
    assert look.acts() == []


def test_a_suspended_account_is_not_given_a_centre(
    omar: FlaskClient, cast: Cast, app: Flask, database: Database, clock
) -> None:
    with app.app_context(), database.writing() as session:
        session.get_one(Person, cast.tutor.id).suspended_at = clock()
    refused = add(omar, manager_email="sabine@liege.example")
    assert refused.status_code == 422
    assert "Ce compte est suspendu" in refused.text


def test_two_centres_of_one_name_in_the_address_stay_apart(omar: FlaskClient) -> None:
    add(omar, manager_email="")
    assert add(omar, name="Soudage : Elouges", manager_email="").location.endswith("/soudage-elouges-2")
    assert add(omar, name="New", manager_email="").location.endswith("/new-2")


def test_a_virtual_centre_has_no_address_and_misses_none(omar: FlaskClient, look: Look) -> None:
    made = add(omar, name="À distance", kind="virtual", address="")
    assert look.centre("a-distance").kind is CentreKind.VIRTUAL
    assert "Pas d’adresse" not in omar.get(made.location).text


def test_the_network_changes_a_centre_and_the_audit_says_before_and_after(
    omar: FlaskClient, look: Look
) -> None:
    url = "/network/centres/mons"
    fields = {
        "name": "Mons",
        "kind": "physical",
        "sectors": ["wood", "food"],
        "address": "Rue de l’Atelier 1",
    }
    assert post(omar, url, page=url, **fields).status_code == 303
    assert look.centre("mons").sectors == ["food", "wood"]
    (line,) = look.acts()
    assert line.act == "centre_changed"
    assert line.before == {"name": "Centre de Mons (démonstration)", "sectors": []}
    assert line.after == {"name": "Mons", "sectors": ["food", "wood"]}
    assert line.centre_id == look.centre("mons").id
    post(omar, url, page=url, **fields)
    assert len(look.acts()) == 1


def test_a_manager_is_named_ended_and_kept(omar: FlaskClient, cast: Cast, look: Look, database) -> None:
    url = "/network/centres/mons"
    post(omar, f"{url}/managers", page=url, manager_email="marc@mons.example")
    with database.reading() as session:
        held = (
            session.query(Membership).filter_by(person_id=cast.other_tutor.id, role=Role.CENTRE_MANAGER).one()
        )
    ended = post(omar, f"{url}/managers/{held.id}/end", page=url)
    assert ended.status_code == 303
    page = omar.get(url).text
    assert "jusqu’à ce soir" in page
    assert f"{url}/managers/{held.id}/keep" in page
    post(omar, f"{url}/managers/{held.id}/keep", page=url)
    assert "jusqu’à ce soir" not in omar.get(url).text
    assert [line.act for line in look.acts()] == ["role_given", "role_ended", "role_kept"]
    assert look.acts()[1].after["to"] == "2026-03-10"


def test_a_manager_who_ends_tonight_and_is_named_again_goes_on(
    omar: FlaskClient, cast: Cast, look: Look, database: Database
) -> None:
    url = "/network/centres/mons"
    with database.reading() as session:
        held = session.query(Membership).filter_by(person_id=cast.other_manager.id).one()
    post(omar, f"{url}/managers/{held.id}/end", page=url)
    post(omar, f"{url}/managers", page=url, manager_email="bruno@mons.example")
    with database.reading() as session:
        held = session.query(Membership).filter_by(person_id=cast.other_manager.id).one()
    assert held.to_on is None
    assert [line.act for line in look.acts()] == ["role_ended", "role_kept"]


def test_naming_the_same_manager_again_changes_nothing(omar: FlaskClient, look: Look) -> None:
    url = "/network/centres/mons"
    post(omar, f"{url}/managers", page=url, manager_email="bruno@mons.example")
    assert "déjà responsable" in omar.get(url).text
    assert look.acts() == []


def test_only_managers_are_ended_here(omar: FlaskClient, cast: Cast, database) -> None:
    with database.reading() as session:
        tutoring = session.query(Membership).filter_by(person_id=cast.other_tutor.id).one()
    url = "/network/centres/mons"
    assert post(omar, f"{url}/managers/{tutoring.id}/end", page=url).status_code == 404


def test_a_manager_needs_an_address(omar: FlaskClient) -> None:
    url = "/network/centres/mons"
    refused = post(omar, f"{url}/managers", page=url, manager_given_name="Aline")
    assert refused.status_code == 422
    assert 'id="manager_email-error"' in refused.text


@pytest.mark.parametrize("url", ["/network", PAGE, "/network/centres/liege"])
def test_the_network_is_for_who_runs_it(chantal: FlaskClient, url: str) -> None:
    assert chantal.get(url).status_code == 403


def test_a_person_of_two_centres_counts_once_in_each(
    omar: FlaskClient, cast: Cast, app: Flask, database: Database
) -> None:
    with app.app_context(), database.writing() as session:
        person = add_person(session, email="deux@mons.example", given_name="Alix")
        for role in (Role.TUTOR, Role.TRAINER):
            for centre_id in (cast.centre_id, cast.other_centre_id):
                give_role(session, person_id=person.id, centre_id=centre_id, role=role)
    page = omar.get("/network").text
    assert "9 3 0 0" in row_of(page, "Centre de Liège")
    assert "5 2 0 0" in row_of(page, "Centre de Mons")


def test_of_two_who_add_the_same_centre_at_once_one_is_told_that_it_is_there(
    app: Flask, database: Database, cast: Cast
) -> None:
    facts = CentreFacts("Centre neuf", CentreKind.PHYSICAL, [], "")
    parts = {"contact": CentreContact("", "", ""), "hours": CentreHours({}, True)}
    has_looked = Event()

    def second() -> None:
        with app.app_context(), database.writing() as session:
            listen(session, "before_flush", lambda *_: has_looked.set())
            create_centre(session, cast.network.actor, facts=facts, **parts)

    with ThreadPoolExecutor(1) as threads:
        with app.app_context(), database.writing() as session:
            create_centre(session, cast.network.actor, facts=facts, **parts)
            waits = threads.submit(second)
            # SQLite lets the second one look only when the first is done.
            has_looked.wait(timeout=0.5)
        with pytest.raises(CentreNameTaken):
            waits.result()


def test_the_network_leaves_as_a_table_that_says_what_the_page_says(
    client: FlaskClient, cast: Cast, app: Flask, database: Database
) -> None:
    with app.app_context(), database.writing() as session:
        session.get_one(Centre, cast.other_centre_id).name = "=1+1, Mons"
    omar = cast.network.sit_down(client)
    answer = omar.get("/network.csv")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    lines = answer.data.decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("Code;Centre;")
    assert len([line for line in lines if line]) == 3
    here = next(line for line in lines if line.startswith("liege;"))
    assert "04 000 00 00" in here
    assert ";0;" in here
    assert "'=1+1, Mons" in answer.text
    found = omar.get("/network.csv?q=Liège").data.decode("utf-8-sig")
    assert "mons;" not in found
    assert cast.manager.sit_down(app.test_client()).get("/network.csv").status_code == 403
