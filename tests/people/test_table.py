"""People from a CSV: looked at first, taken whole or not at all, and nothing the second time."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.kernel.audit import AuditLine
from app.people.intake.columns import HEADERS, LANGUAGE_ORDER, ROLE_WORDS, in_language, read_date, read_roles
from app.people.intake.reading import decode, read_sheet
from app.people.models import Group, GroupMember, Membership, Person, Role
from app.people.services.accounts import add_person, give_role
from tests.cast import Cast
from tests.counting import statements
from tests.pages import post

pytestmark = pytest.mark.postgres
TABLE = "/centre/people/table"
SIXTY = "prénom;nom;e-mail;groupe;tutorat;langue\r\n" + "".join(
    f"Alix;N{number};alix{number}@liege.example;6e électricité;Sabine Test;nl\r\n" for number in range(60)
)


@pytest.fixture
def chantal(client: FlaskClient, cast: Cast) -> FlaskClient:
    return cast.manager.sit_down(client)


def look(client: FlaskClient, text: str):
    return post(client, TABLE, page=TABLE, text=text)


def take(client: FlaskClient, text: str):
    looked = look(client, text)
    assert looked.status_code == 200, looked.text
    seen = re.search(r'name="seen" value="(\w+)"', looked.text)
    assert seen
    return post(client, f"{TABLE}/take", page=TABLE, text=text, seen=seen[1], mails="1")


def counts(database) -> list[int]:
    kinds = (Person, Membership, Group, GroupMember, AuditLine)
    with database.reading() as session:
        return [session.scalar(select(func.count()).select_from(kind)) or 0 for kind in kinds]


def named(database, given_name: str) -> list[Person]:
    with database.reading() as session:
        return list(session.scalars(select(Person).where(Person.given_name == given_name)))


def faults(page: str) -> list[str]:
    rows = re.findall(r'<th scope="row">Ligne (\d+)</th>(.*?)</tr>', page, re.DOTALL)
    return [f"{line} {re.sub('<[^>]+>', ' ', rest).split('  ')[-2].strip()}" for line, rest in rows]


def test_sixty_people_come_with_group_tutor_and_mail(chantal: FlaskClient, cast: Cast, database) -> None:
    assert take(chantal, SIXTY).status_code == 303
    found = named(database, "Alix")
    assert len(found) == 60
    assert {one.language for one in found} == {"nl"}
    with database.reading() as session:
        held = session.scalars(
            select(Membership).where(Membership.person_id.in_([p.id for p in found]))
        ).all()
        assert {(one.role, one.tutor_id, one.from_on) for one in held} == {
            (Role.LEARNER, cast.tutor.id, date(2026, 3, 10))
        }
        [group] = session.scalars(select(Group))
        assert group.centre_id == cast.centre_id
        assert session.scalar(select(func.count()).select_from(GroupMember)) == 60
    assert "6e électricité" in chantal.get("/centre/people?q=N59").text


def test_the_same_table_twice_changes_nothing(chantal: FlaskClient, database) -> None:
    text = SIXTY + "Sans;Adresse;;6e électricité;;\r\n"
    take(chantal, text)
    before = counts(database)
    looked = look(chantal, text)
    assert "rien ne change</dt><dd>61</dd>" in looked.text
    again = take(chantal, text)
    assert "Rien n’a changé" in chantal.get(again.location).text
    before[-1] += 1  # that it was asked for is told
    assert counts(database) == before


def test_every_fault_is_said_at_once_and_nothing_is_taken(chantal: FlaskClient, database) -> None:
    before = counts(database)
    text = (
        "prénom;nom;e-mail;rôle;du;au;langue;tutorat;groupe\n"
        "Bonne;Ligne;bonne@liege.example;;;;;;\n"
        ";Sans Prénom;;;;;;;\n"
        "Adresse;Fausse;pas une adresse;;;;;;\n"
        "Rôle;Faux;;pompier;;;;;\n"
        "Réseau;Interdit;;network_manager;;;;;\n"
        "Date;Fausse;;;31/02/2026;;;;\n"
        "Dates;Tournées;;;2/9/2026;1/9/2026;;;\n"
        "Langue;Fausse;;;;;it;;\n"
        "Deux;Fois;bonne@liege.example;;;;;;\n"
        "Tutorat;Inconnu;;;;;;Personne Connue;\n"
        "Tutorat;Ailleurs;;;;;;marc@mons.example;\n"
        f"{'x' * 101};Long;;;;;;;\n"
    )
    refused = look(chantal, text)
    assert refused.status_code == 422
    lines = [int(found.split()[0]) for found in faults(refused.text)]
    assert lines == [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]
    assert "pas une adresse" in refused.text
    assert "Bonne;Ligne" in refused.text  # what was typed is still there
    forged = post(chantal, f"{TABLE}/take", page=TABLE, text=text, seen="x")
    assert forged.status_code == 422
    assert counts(database) == before


def test_a_table_is_looked_at_again_when_the_centre_changed(
    chantal: FlaskClient, app, cast, database
) -> None:
    looked = look(chantal, SIXTY)
    seen = re.search(r'name="seen" value="(\w+)"', looked.text)
    assert seen
    with app.app_context(), database.writing() as session:
        person = add_person(session, email="alix3@liege.example", given_name="Alix", family_name="N3")
        give_role(session, person_id=person.id, centre_id=cast.centre_id, role=Role.LEARNER)
    before = counts(database)
    again = post(chantal, f"{TABLE}/take", page=TABLE, text=SIXTY, seen=seen[1])
    assert again.status_code == 422
    assert "Voici ce qui changerait maintenant" in again.text
    assert counts(database) == before


def test_homonyms_without_address_need_a_number(chantal: FlaskClient, database) -> None:
    twins = "prénom;nom;numéro\nAli;Haddad;{}\nAli;Haddad;{}\n"
    assert look(chantal, twins.format("", "")).status_code == 422
    assert take(chantal, twins.format("A1", "A2")).status_code == 303
    assert len(named(database, "Ali")) == 2
    assert take(chantal, twins.format("A1", "A2")).status_code == 303
    assert len(named(database, "Ali")) == 2
    assert look(chantal, "prénom;nom\nAli;Haddad\n").status_code == 422


def test_a_line_changes_what_it_says_and_leaves_what_it_does_not(
    chantal: FlaskClient, cast, database
) -> None:
    take(chantal, "prénom;nom;e-mail;téléphone;au\nNadia;Benali;nadia@liege.example;+32 4 1;30/6/2026\n")
    [nadia] = named(database, "Nadia")
    assert (nadia.id, nadia.family_name, nadia.phone, nadia.language) == (
        cast.learner.id,
        "Benali",
        "+32 4 1",
        "fr",
    )
    with database.reading() as session:
        held = session.scalars(select(Membership).where(Membership.person_id == nadia.id)).one()
        assert (held.from_on, held.to_on) == (date(2020, 1, 1), date(2026, 6, 30))
    take(chantal, "prénom;nom;téléphone\nNadia;Benali;\n")
    assert named(database, "Nadia")[0].phone == "+32 4 1"


def test_who_another_centre_knows_joins_and_keeps_their_name(chantal: FlaskClient, cast, database) -> None:
    table = "prénom;nom;e-mail;langue\nAutre;Nom;ines@mons.example;de\n"
    assert "vient d’un autre centre" in look(chantal, table).text
    take(chantal, table)
    [ines] = named(database, "Ines")
    assert (ines.id, ines.family_name, ines.language) == (cast.stranger.id, "Test", "fr")
    with database.reading() as session:
        centres = set(session.scalars(select(Membership.centre_id).where(Membership.person_id == ines.id)))
    assert centres == {cast.centre_id, cast.other_centre_id}


def test_who_comes_back_has_one_record(chantal: FlaskClient, cast, app, database) -> None:
    take(chantal, "prénom;nom\nZoé;Lambert\n")
    [zoe] = named(database, "Zoé")
    with app.app_context(), database.writing() as session:
        held = session.scalars(select(Membership).where(Membership.person_id == zoe.id)).one()
        held.from_on, held.to_on = date(2025, 9, 1), date(2026, 1, 31)
    take(chantal, "prénom;nom\nzoe;LAMBERT\n")
    with database.reading() as session:
        assert session.scalar(select(func.count()).where(Membership.person_id == zoe.id)) == 2


@pytest.mark.parametrize("language", LANGUAGE_ORDER)
@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8-sig", ";"), ("utf-8", ","), ("cp1252", ";"), ("utf-16", "\t")],
)
def test_columns_are_known_in_four_languages_as_spreadsheets_write_them(
    language: str, encoding: str, separator: str
) -> None:
    head = separator.join(in_language(HEADERS[name], language) for name in ("given_name", "role", "email"))
    role = in_language(ROLE_WORDS[Role.TUTOR], language)
    text = f"{head}\r\nZoé{separator}{role}{separator}zoe@liege.example\r\n{separator}{separator}\r\n"
    sheet = read_sheet(decode(text.encode(encoding)))
    assert sheet.faults == ()
    [row] = sheet.rows
    assert (row.given_name, row.roles, row.email) == ("Zoé", (Role.TUTOR,), "zoe@liege.example")


def test_lines_are_counted_as_a_spreadsheet_shows_them() -> None:
    sheet = read_sheet('sep=;\r\nprénom;nom\r\n"Anne\r\nMarie";Dupont\r\n\r\n;Personne\r\nAnne;"ouvert\r\n')
    assert [(fault.line, fault.code) for fault in sheet.faults] == [(7, "csv_quotes")]
    sheet = read_sheet('sep=;\r\nprénom;nom\r\n"Anne\r\nMarie";Dupont\r\n\r\n;Personne\r\n')
    assert [row.given_name for row in sheet.rows] == ["Anne Marie"]
    assert [(fault.line, fault.code) for fault in sheet.faults] == [(6, "csv_name_missing")]


def test_words_of_dates_and_roles() -> None:
    assert read_date("1/9/2026") == read_date("2026-09-01") == read_date("01.09.2026") == date(2026, 9, 1)
    assert read_date("2026") is read_date("31/02/2026") is None
    assert read_roles("Tutorat + Séances") == (Role.TUTOR, Role.SESSION_HOST)
    assert read_roles("tutorat + pape") is None


def test_what_goes_out_comes_in_again_and_computes_nothing(chantal: FlaskClient, app, cast, database) -> None:
    with app.app_context(), database.writing() as session:
        person = add_person(session, email=None, given_name="=cmd|' /C calc'!A0", phone="+32 4 1")
        give_role(session, person_id=person.id, centre_id=cast.centre_id, role=Role.LEARNER)
    out = chantal.get("/centre/people.csv")
    assert out.headers["Content-Disposition"].startswith("attachment")
    text = decode(out.data)
    assert not [
        cell for line in text.split("\r\n") for cell in line.split(";") if cell.startswith(("=", "+"))
    ]
    assert "Omar" not in text  # the network names its own people
    looked = look(chantal, text)
    assert looked.status_code == 200, faults(looked.text)
    assert "avec un changement</dt><dd>0</dd>" in looked.text
    assert "Nouvelles personnes</dt><dd>0</dd>" in looked.text


def test_a_model_of_the_columns_is_read_without_a_fault_but_its_emptiness(chantal: FlaskClient) -> None:
    sheet = read_sheet(decode(chantal.get("/centre/people/model.csv").data))
    assert [fault.code for fault in sheet.faults] == ["csv_empty"]


def test_two_thousand_lines_cost_as_many_statements_to_look_at_as_two(chantal, database) -> None:
    def cost(lines: int) -> int:
        text = "prénom;nom;numéro\n" + "".join(f"Alix;N{n};{n}\n" for n in range(lines))
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', chantal.get(TABLE).text)
        assert token
        with statements(database) as counted:
            answer = chantal.post(
                TABLE, data={"text": text, "csrf_token": token[1]}, headers={"Sec-Fetch-Site": "same-origin"}
            )
        assert answer.status_code == 200
        return len(counted)

    assert cost(2) == cost(2000) <= 12


def test_the_console_takes_the_same_table(app, cast: Cast, database, tmp_path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(SIXTY.encode("cp1252"))
    runner = app.test_cli_runner()
    from app.people.commands import take_people

    told = runner.invoke(take_people, [str(file), "--centre", "liege"])
    assert told.exit_code == 0, told.output
    assert "new: 60" in told.output
    assert "same: 60" in runner.invoke(take_people, [str(file), "--centre", "liege"]).output
    file.write_text("prénom\n;\nA;B;C\n")
    before = counts(database)
    wrong = runner.invoke(take_people, [str(file), "--centre", "liege"])
    assert wrong.exit_code == 1
    assert ":3:" in wrong.output
    assert counts(database) == before
