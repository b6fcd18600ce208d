"""The pages of who cares for an installation: is it well, and what must be done?"""

import re
import shutil
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.kernel.audit import AuditLine
from app.kernel.clock import now
from app.kernel.db import Database
from app.kernel.installation import HELD, set_mark
from app.kernel.jobs import RAN, Schedule
from app.kernel.outbox import DutyState, OutboxRow, drain
from app.kernel.runtime import Runtime
from app.operation.backing_up import BACKED_UP
from app.operation.jobs import measure
from app.people.terms.running import hold_to_terms
from app.settings import load_settings
from tests.cast import Cast
from tests.conftest import Hands

pytestmark = pytest.mark.postgres


@pytest.fixture
def admin(app: Flask, client: FlaskClient, cast: Cast) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    return cast.network.sit_down(client)


def put_duty(database: Database, state: DutyState, **given: object) -> OutboxRow:
    row = OutboxRow(
        handler=given.get("handler", "mail"),
        payload=given.get("payload", {"to": "nadia@liege.example", "subject": "Séance", "text": "secret"}),
        state=state,
        tries=6,
        last_error=given.get("error", "Traceback\nConnectionRefusedError: refused"),
        created_at=given.get("at", now()),
        due_at=now(),
    )
    with database.writing() as session:
        session.add(row)
    return row


def state_of(database: Database, row: OutboxRow) -> DutyState:
    with database.reading() as session:
        return session.get_one(OutboxRow, row.id).state


def needs_on(client: FlaskClient) -> list[str]:
    page = client.get("/admin")
    assert page.status_code == 200
    return re.findall(r'<p class="need-reason"><b>(.*?)</b>', page.text, re.DOTALL)


def make_well(database: Database) -> None:
    with database.writing() as session:
        set_mark(session, BACKED_UP, f"{now().isoformat()} 1000")


def test_where_all_is_well_the_page_says_so(admin: FlaskClient, database: Database) -> None:
    make_well(database)
    # The one thing left: this installation has no mail server.
    [only] = needs_on(admin)
    assert "Aucun serveur de mail" in only


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        ({HELD: "{now}"}, "restaurée d’une sauvegarde"),
        ({f"{RAN}sweep_store": "{now} 1.0 OSError"}, "OSError"),
        ({BACKED_UP: "{old} 1000"}, "il y a 9"),
    ],
    ids=["held", "a schedule that failed", "an old backup"],
)
def test_what_an_installation_notes_of_itself_becomes_something_to_do(
    admin: FlaskClient, database: Database, marks: dict[str, str], said: str
) -> None:
    make_well(database)
    values = {"now": now().isoformat(), "old": (now() - timedelta(days=9)).isoformat()}
    with database.writing() as session:
        for name, value in marks.items():
            set_mark(session, name, value.format(**values))
    assert [need for need in needs_on(admin) if said in need]


def test_a_full_disk_is_said_before_it_is_full(
    admin: FlaskClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_well(database)
    usage = shutil.disk_usage("/")._replace(total=10**11, used=10**11 - 10**8, free=10**8)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    assert any("100" in need and "disque" in need for need in needs_on(admin))


def test_a_parked_duty_is_shown_with_its_error_and_retried_by_hand(
    admin: FlaskClient, running: Runtime, database: Database, cast: Cast
) -> None:
    row = put_duty(database, DutyState.PARKED)
    page = admin.get("/admin").text
    assert "ConnectionRefusedError: refused" in page
    assert "nadia@liege.example" in page
    assert "secret" not in page
    assert admin.post(f"/admin/duties/{row.id}/retry").status_code == 303
    assert state_of(database, row) is DutyState.WAITING
    drain(database)
    assert state_of(database, row) is DutyState.DONE
    assert admin.post(f"/admin/duties/{row.id}/retry").status_code == 404
    with database.reading() as session:
        acts = session.execute(select(AuditLine.act, AuditLine.actor_id, AuditLine.object_id)).all()
    assert ("duty_retried", cast.network.id, str(row.id)) in acts


def test_a_parked_duty_is_dropped_by_hand_and_leaves_the_page(admin: FlaskClient, database: Database) -> None:
    row = put_duty(database, DutyState.PARKED, handler="warn_users", payload={})
    assert admin.post(f"/admin/duties/{row.id}/drop").status_code == 303
    assert state_of(database, row) is DutyState.DROPPED
    assert "Tâches arrêtées" not in admin.get("/admin").text


def test_all_parked_duties_are_retried_at_once(admin: FlaskClient, database: Database) -> None:
    rows = [put_duty(database, DutyState.PARKED) for _ in range(3)]
    assert admin.post("/admin/duties/retry").status_code == 303
    assert {state_of(database, row) for row in rows} == {DutyState.WAITING}


def test_mails_are_listed_by_what_became_of_them_and_never_with_their_text(
    admin: FlaskClient, database: Database
) -> None:
    put_duty(database, DutyState.REFUSED, error="550 5.1.1 No such user here")
    put_duty(
        database, DutyState.DONE, payload={"to": "karim@liege.example", "subject": "Bienvenue"}, error=""
    )
    every, refused = admin.get("/admin/mails").text, admin.get("/admin/mails?state=refused").text
    assert "550 5.1.1 No such user here" in refused
    assert "karim@liege.example" in every
    assert "karim@liege.example" not in refused
    assert "secret" not in every + refused
    assert any("refusé" in need for need in needs_on(admin))


def test_a_test_mail_goes_to_ones_own_address_at_once(
    admin: FlaskClient, running: Runtime, database: Database, cast: Cast
) -> None:
    answer = admin.post("/admin/mails/test", follow_redirects=True)
    assert "resté dans le dossier" in answer.text
    [mail] = (running.settings.instance / "mail").glob("*.eml")
    assert "reseau" in mail.read_text().lower() or "@" in mail.read_text()
    with database.writing() as session:
        set_mark(session, HELD, now().isoformat())
    assert "retenue" in admin.post("/admin/mails/test", follow_redirects=True).text
    assert len(list((running.settings.instance / "mail").glob("*.eml"))) == 1


def test_settings_are_shown_without_their_secrets(admin: FlaskClient, app: Flask) -> None:
    assert "SITTING_DAYS" in admin.get("/admin/settings").text.replace("<wbr>", "")
    shown = load_settings(
        database_url="postgresql://compagnon:geheim@db/learning?sslpassword=geheim",
        mail_url="smtp://mailer:geheim@mail.example:587",
        redis_url="redis://:geheim@127.0.0.1:6379/0",
    ).shown()
    values = {one.name: one.value for one in shown}
    assert not [name for name, value in values.items() if "geheim" in value]
    assert values["MAIL_URL"] == "smtp://•••@mail.example:587"


def test_staff_of_a_held_copy_see_it_on_every_page_and_learners_do_not(
    app: Flask, database: Database, cast: Cast
) -> None:
    with database.writing() as session:
        set_mark(session, HELD, now().isoformat())
    app.extensions["compagnon"].dispatcher.look()
    tutor = cast.tutor.sit_down(app.test_client())
    learner = cast.learner.sit_down(app.test_client())
    assert "aucun message ne part" in tutor.get("/tutor").text
    assert "aucun message ne part" not in learner.get("/learn").text


def test_a_schedule_notes_how_it_went_and_one_that_asks_the_outside_waits_in_a_held_copy(
    running: Runtime, database: Database, admin: FlaskClient
) -> None:
    done: list[str] = []

    def fail(_database: Database) -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        Schedule("sweep_store", fail, "*").run(database)
    assert any("ValueError" in need for need in needs_on(admin))
    Schedule("sweep_store", lambda _database: done.append("here"), "*").run(database)
    assert not any("ValueError" in need for need in needs_on(admin))
    with database.writing() as session:
        set_mark(session, HELD, now().isoformat())
    Schedule("look_at_links", lambda _database: done.append("out"), "*", outside=True).run(database)
    Schedule("keep_signals", lambda _database: done.append("in"), "*").run(database)
    assert done == ["here", "in"]


def test_what_was_measured_is_shown(planted: Runtime, database: Database, admin: FlaskClient) -> None:
    assert "Étapes enregistrées" not in admin.get("/admin").text
    measure(database)
    assert "Étapes enregistrées" in admin.get("/admin").text


def test_duties_that_are_over_are_forgotten_after_thirty_days_and_parked_ones_are_not(
    running: Runtime, database: Database, clock: Hands
) -> None:
    states = (DutyState.DONE, DutyState.REFUSED, DutyState.PARKED, DutyState.WAITING)
    rows = [put_duty(database, state) for state in states]
    clock.move(days=30)
    hold_to_terms(running)
    assert [state_of(database, row) for row in rows] == list(states)
    clock.move(days=1)
    hold_to_terms(running)
    with database.reading() as session:
        left = set(session.scalars(select(OutboxRow.state)))
    assert left == {DutyState.PARKED, DutyState.WAITING}


def test_a_mail_that_has_left_keeps_its_envelope_and_not_its_text(
    running: Runtime, database: Database
) -> None:
    with database.writing() as session:
        running.mailer.send(
            session, to="nadia@liege.example", subject="Mot de passe", text="https://…/secret"
        )
    drain(database)
    with database.reading() as session:
        [row] = session.scalars(select(OutboxRow).where(OutboxRow.handler == "mail"))
    assert row.payload == {"to": "nadia@liege.example", "subject": "Mot de passe"}


@pytest.mark.parametrize("who", ["learner", "tutor", "manager"])
def test_who_does_not_care_for_the_network_does_not_see_the_installation(
    app: Flask, cast: Cast, who: str
) -> None:
    client = getattr(cast, who).sit_down(app.test_client())
    for path in ("/admin", "/admin/mails", "/admin/settings"):
        assert client.get(path).status_code == 403
