"""A module or a version that is retired takes nobody new; who is under way finishes; it can be taken back."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.catalogue.models import Module
from app.learning.services.enrolments import enrol
from tests.cast import Cast, Member
from tests.catalogue.conftest import SLUG
from tests.learning.conftest import Aside, aside
from tests.studio.test_studio_pages import fatou, text
from tests.studio.test_versions import OTHER

__all__ = ["aside", "fatou"]
pytestmark = pytest.mark.postgres
STUDIO, LEARN = f"/studio/modules/{SLUG}", f"/learn/modules/{SLUG}"
WHY = {"why": "La machine n’est plus <b>au centre</b>."}


@pytest.fixture
def begun(aside: Aside, cast: Cast, publish) -> None:
    """Nadia has begun; Karim has not."""
    publish()
    with aside() as session:
        module = session.scalars(select(Module).where(Module.slug == SLUG)).one()
        enrol(session, learner_id=cast.learner.id, module=module, tutor_id=cast.tutor.id)


def browser(fatou: FlaskClient, member: Member) -> FlaskClient:
    return member.sit_down(fatou.application.test_client())


def test_nobody_begins_a_retired_module_and_who_is_under_way_is_told_and_goes_on(
    fatou: FlaskClient, cast: Cast, begun: None
) -> None:
    assert fatou.post(f"{STUDIO}/retire", data=WHY).status_code == 303
    karim, nadia = browser(fatou, cast.second_learner), browser(fatou, cast.learner)
    refused = karim.get(LEARN)
    assert refused.status_code == 409
    assert "n’accueille plus de nouvelles personnes" in text(refused)
    assert "n’est plus &lt;b&gt;au centre" in refused.text
    assert LEARN not in karim.get("/learn/modules").text
    assert karim.post(f"{LEARN}/enrolments").status_code == 409
    page = text(nadia.get(LEARN))
    assert "Plus personne ne commence ce module" in page
    assert nadia.get(f"{LEARN}/units/la-scie").status_code == 200
    shown = karim.get(f"/api/v1/modules/{SLUG}", headers=cast.second_learner.bearer)
    assert shown.json["retired_at"] is not None
    assert "retiré" in text(fatou.get("/studio"))


def test_a_retired_module_is_taken_back(fatou: FlaskClient, cast: Cast, begun: None) -> None:
    fatou.post(f"{STUDIO}/retire", data=WHY)
    assert fatou.post(f"{STUDIO}/reopen").status_code == 303
    assert browser(fatou, cast.second_learner).post(f"{LEARN}/enrolments").status_code == 303


def test_a_reason_is_asked_for(fatou: FlaskClient, begun: None) -> None:
    for address in (f"{STUDIO}/retire", f"{STUDIO}/versions/1/retire"):
        refused = fatou.post(address, data={"why": " "})
        assert refused.status_code == 422
        assert "Dites pourquoi" in text(refused)


def test_while_the_current_version_is_retired_nobody_begins_until_the_next_is_published(
    fatou: FlaskClient, cast: Cast, begun: None, publish
) -> None:
    assert fatou.post(f"{STUDIO}/versions/1/retire", data=WHY).status_code == 303
    karim = browser(fatou, cast.second_learner)
    assert karim.post(f"{LEARN}/enrolments").status_code == 409
    assert LEARN not in karim.get("/learn/modules").text
    publish(scie=OTHER)
    assert karim.post(f"{LEARN}/enrolments").status_code == 303


def test_a_retired_version_is_taken_back(fatou: FlaskClient, cast: Cast, begun: None) -> None:
    fatou.post(f"{STUDIO}/versions/1/retire", data=WHY)
    assert "retirée" in text(fatou.get(f"{STUDIO}/versions"))
    assert fatou.post(f"{STUDIO}/versions/1/reopen").status_code == 303
    assert browser(fatou, cast.second_learner).post(f"{LEARN}/enrolments").status_code == 303
