"""Who is on which version, what a move would change and for whom, and the move itself."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.catalogue.models import Module
from app.kernel.db import Database
from app.kernel.ids import new_id
from app.kernel.outbox import drain
from app.learning.models import Enrolment, Move
from app.learning.services.enrolments import enrol
from tests.cast import Cast
from tests.catalogue.conftest import SLUG
from tests.catalogue.samples import SCIE
from tests.learning.conftest import Aside, aside
from tests.studio.test_studio_pages import fatou, text

__all__ = ["aside", "fatou"]
pytestmark = pytest.mark.postgres
VERSIONS = f"/studio/modules/{SLUG}/versions"
MOVE = f"{VERSIONS}/1/move"
OTHER = SCIE.replace("Peut-elle blesser", "Peut-elle encore blesser")
DECIDED = {"effect-lame-immobile": "kept", "reason-lame-immobile": "Une faute de frappe."}


@pytest.fixture
def two_versions(aside: Aside, cast: Cast, publish, save) -> None:
    """Nadia has begun version 1; version 2 asks one question in other words."""
    publish()
    with aside() as session:
        module = session.scalars(select(Module).where(Module.slug == SLUG)).one()
        enrol(session, learner_id=cast.learner.id, module=module, tutor_id=cast.tutor.id)
    publish(scie=OTHER)


def test_the_page_says_how_many_are_on_which_version(fatou: FlaskClient, two_versions: None) -> None:
    page = text(fatou.get(VERSIONS))
    assert "Version 2 actuelle" in page
    assert "Voir ce qui changerait" in page


def test_the_author_sees_what_would_change_for_whom(fatou: FlaskClient, two_versions: None) -> None:
    page = text(fatou.get(MOVE))
    assert "1 bloc demande une décision" in page
    assert "Peut-elle encore blesser" in page
    assert "Déplacer 1 personne" in page
    assert "Nadia" not in page


def test_a_move_without_a_decision_is_refused_and_keeps_what_was_typed(
    fatou: FlaskClient, two_versions: None
) -> None:
    sent = {"step": "move", "id": str(new_id()), "reason-lame-immobile": "Une faute de frappe."}
    refused = fatou.post(MOVE, data=sent)
    assert refused.status_code == 422
    assert "Décidez pour" in text(refused)
    assert "Une faute de frappe." in refused.text


def test_the_effect_of_a_choice_is_shown_before_anything_moves(
    fatou: FlaskClient, two_versions: None, database: Database
) -> None:
    shown = fatou.post(MOVE, data=DECIDED | {"step": "preview", "id": str(new_id())})
    assert shown.status_code == 200
    assert "Une faute de frappe." in shown.text
    with database.reading() as reading:
        assert reading.scalars(select(Move)).all() == []


def test_everyone_moves_once_however_often_the_form_is_sent(
    fatou: FlaskClient, two_versions: None, database: Database
) -> None:
    sent = DECIDED | {"step": "move", "id": str(new_id())}
    for _ in range(2):
        assert fatou.post(MOVE, data=sent).status_code == 303
    assert "0 sur 1, en cours" in text(fatou.get(VERSIONS))
    drain(database)
    assert "1 personne déplacée" in text(fatou.get(VERSIONS))
    with database.reading() as reading:
        assert reading.scalars(select(Enrolment.version_since)).one() is not None
    assert fatou.get(MOVE).status_code == 404


def test_the_reason_reaches_the_learner_as_text(
    fatou: FlaskClient, two_versions: None, database: Database, cast: Cast
) -> None:
    reason = "<img src=x onerror=alert(1)>"
    sent = DECIDED | {"step": "move", "id": str(new_id()), "reason-lame-immobile": reason}
    assert fatou.post(MOVE, data=sent).status_code == 303
    drain(database)
    page = cast.learner.sit_down(fatou.application.test_client()).get(f"/learn/modules/{SLUG}").text
    assert "Vous suivez la version 2" in page.replace("vous", "Vous")
    assert reason not in page
    assert "&lt;img src=x" in page
