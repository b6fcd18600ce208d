"""An error reported at a block: on a safety point the unit is out of new starts at once, and everyone is told."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.catalogue.models import Module
from app.in_centre.models import InCentreSession
from app.in_centre.services.booking import Reason, find_obstacles
from app.kernel.clock import now
from app.kernel.db import Database
from app.kernel.ids import new_id
from app.kernel.outbox import OutboxRow, drain
from app.learning.models import Enrolment, ErrorReport, ReportState
from app.learning.reports import find_warning
from app.people.models import Person
from tests.cast import Cast, Member
from tests.learning.conftest import Aside
from tests.learning.samples import Study, publish_version, send
from tests.mails import mails_of

pytestmark = pytest.mark.postgres
LEARN, STUDIO = "/learn/modules/consignation", "/studio/modules/consignation"
FAULT = "<img src=x onerror=alert(1)> La VAT se fait avant."


@pytest.fixture
def browsers(app: Flask, cast: Cast, begun: Study):
    app.config["WTF_CSRF_ENABLED"] = False

    def open_for(member: Member) -> FlaskClient:
        return member.sit_down(app.test_client())

    return open_for


def report(
    client: FlaskClient, study: Study, *, kind: str = "safety", block: str = "alerte", text: str = FAULT
):
    address = f"/reports/{study.enrolment.version_id}/{block}"
    return client.post(address, data={"id": str(new_id()), "kind": kind, "text": text})


def the_report(aside: Aside) -> ErrorReport:
    with aside() as session:
        found = session.scalars(select(ErrorReport)).one()
        session.expunge(found)
    return found


def close(client: FlaskClient, aside: Aside, state: str, outcome: str = "Le texte est corrigé."):
    return client.post(f"{STUDIO}/reports/{the_report(aside).id}", data={"state": state, "outcome": outcome})


def test_who_has_begun_the_unit_sees_a_warning_above_it(
    browsers, aside: Aside, cast: Cast, begun: Study
) -> None:
    with aside() as session:
        send(session, cast.learner, begun.event("lire", "seen"))
    nadia = browsers(cast.learner)
    assert report(nadia, begun).status_code == 303
    page = nadia.get(f"{LEARN}/units/le-risque").text
    assert "Une erreur est signalée sur un point de sécurité" in page
    assert 'data-block="alerte"' in page
    assert FAULT not in page
    assert "onerror" not in page


def test_who_has_not_begun_the_unit_gets_the_reason_and_the_way_on(
    browsers, cast: Cast, begun: Study
) -> None:
    nadia = browsers(cast.learner)
    report(nadia, begun)
    page = nadia.get(f"{LEARN}/units/le-risque")
    assert page.status_code == 200
    assert "ne se commence pas pour le moment" in page.text
    assert 'data-block="alerte"' not in page.text
    assert f"{LEARN}/units/la-vat" in page.text
    assert nadia.get(f"{LEARN}/units/la-vat").status_code == 200
    assert "point de sécurité" in nadia.get("/learn").text


def test_another_error_stands_in_nobodys_way(browsers, cast: Cast, begun: Study) -> None:
    nadia = browsers(cast.learner)
    report(nadia, begun, kind="other")
    assert 'data-block="alerte"' in nadia.get(f"{LEARN}/units/le-risque").text


def test_everyone_who_uses_the_module_is_told_once_by_mail(
    browsers, database: Database, cast: Cast, begun: Study
) -> None:
    report(browsers(cast.learner), begun)
    drain(database)
    with database.reading() as reading:
        told = sorted(
            row.payload["to"].partition("@")[0]
            for row in reading.scalars(select(OutboxRow).where(OutboxRow.handler == "mail"))
        )
    tutor = "sabine" if begun.enrolment.tutor_id == cast.tutor.id else "yves"
    assert told == sorted(["fatou", "nadia", tutor])


def test_each_mail_names_the_module_in_the_language_of_who_gets_it(
    browsers, aside: Aside, database: Database, cast: Cast, begun: Study
) -> None:
    with aside() as session:
        module = session.get_one(Module, begun.module.id)
        module.words = {"en": {"title": "Lockout", "summary": "", "outcomes": []}}
        session.get_one(Person, cast.learner.id).language = "en"
    report(browsers(cast.learner), begun)
    drain(database)
    with database.reading() as reading:
        mails = reading.scalars(select(OutboxRow).where(OutboxRow.handler == "mail"))
        told = {mail.payload["to"].partition("@")[0]: mail.payload["subject"] for mail in mails}
    assert "Lockout" in told["nadia"]
    assert "Consignation" in told["fatou"]


def test_the_authors_see_it_first_and_the_tutor_is_warned(browsers, cast: Cast, begun: Study) -> None:
    report(browsers(cast.learner), begun)
    first = browsers(cast.author).get("/studio").text
    assert first.index("Bloc alerte") < first.index("Consignation</a>")
    assert "&lt;img src=x" in browsers(cast.author).get(f"{STUDIO}/reports").text
    tutor = cast.tutor if begun.enrolment.tutor_id == cast.tutor.id else cast.substitute
    assert "Bloc alerte" in browsers(tutor).get("/tutor").text


def test_an_unfounded_report_is_closed_with_its_reason_and_the_unit_opens(
    app: Flask, browsers, aside: Aside, cast: Cast, begun: Study, database: Database
) -> None:
    nadia, fatou = browsers(cast.learner), browsers(cast.author)
    report(nadia, begun)
    assert close(fatou, aside, "unfounded", " ").status_code == 422
    assert close(fatou, aside, "unfounded", "Vérifié avec la norme.").status_code == 303
    assert the_report(aside).state is ReportState.UNFOUNDED
    assert 'data-block="alerte"' in nadia.get(f"{LEARN}/units/le-risque").text
    assert close(fatou, aside, "unfounded").status_code == 409
    drain(database)
    assert sum("Vérifié avec la norme." in text for text in mails_of(app)) == 3


def test_corrected_means_in_a_version_after_and_who_is_on_the_old_one_stays_warned(
    browsers, aside: Aside, cast: Cast, begun: Study
) -> None:
    nadia, fatou = browsers(cast.learner), browsers(cast.author)
    report(nadia, begun)
    assert close(fatou, aside, "1").status_code == 422
    with aside() as session:
        publish_version(session, session.get_one(Module, begun.module.id))
    assert close(fatou, aside, "2").status_code == 303
    assert "corrigé dans la version 2" in nadia.get(f"{LEARN}/units/le-risque").text.replace("\xa0", " ")
    karim = browsers(cast.second_learner)
    karim.post(f"{LEARN}/enrolments")
    assert 'data-block="alerte"' in karim.get(f"{LEARN}/units/le-risque").text


def test_a_unit_at_the_centre_cannot_be_booked_meanwhile(
    browsers, aside: Aside, cast: Cast, begun: Study
) -> None:
    with aside() as session:
        enrolment = session.get_one(Enrolment, begun.enrolment.id)
        assert find_warning(session, enrolment, "au-banc") is None
    report(browsers(cast.tutor), begun, block="atelier")
    with aside() as session:
        wanted = InCentreSession(
            module_id=begun.module.id, unit="au-banc", starts_at=now() + timedelta(days=1), taken=0, capacity=2,
            ends_at=now() + timedelta(days=1, hours=3),
        )  # fmt: skip
        enrolment = session.get_one(Enrolment, begun.enrolment.id)
        with session.no_autoflush:
            found = find_obstacles(session, cast.learner.id, wanted, enrolment)
    assert Reason.SAFETY in {obstacle.reason for obstacle in found}


def test_the_same_form_twice_is_one_report(browsers, aside: Aside, cast: Cast, begun: Study) -> None:
    nadia, made = browsers(cast.learner), {"id": str(new_id()), "kind": "safety", "text": "Faux."}
    for _ in range(2):
        assert nadia.post(f"/reports/{begun.enrolment.version_id}/alerte", data=made).status_code == 303
    assert the_report(aside).text == "Faux."


def test_only_who_uses_the_module_reports_and_only_its_authors_close(
    browsers, aside: Aside, cast: Cast, begun: Study
) -> None:
    with aside() as session:
        session.get_one(Module, begun.module.id).is_shared = False
    assert report(browsers(cast.stranger), begun).status_code == 404
    assert report(browsers(cast.author), begun).status_code == 303
    assert report(browsers(cast.learner), begun, text=" ").status_code == 422
    assert close(browsers(cast.other_author), aside, "unfounded").status_code == 404
