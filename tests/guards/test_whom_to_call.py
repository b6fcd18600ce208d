"""Every page says whom to call, and leads to help: also where nobody has signed in, and where something failed."""

import pytest
from sqlalchemy.exc import OperationalError

from app.kernel.access import PUBLIC, needs
from tests.ground import Ground
from tests.guards.access.rows import NOBODY, Row
from tests.journeys.planted_site import PAGES

# The unit as the editor shows it beside itself, in a frame of that page.
IN_A_FRAME = {"GET /studio/modules/<slug>/units/<unit>/frame"}
HERS, OTHERS = 'href="tel:040000000"', "Appeler votre centre"


@pytest.mark.parametrize(
    "row", [row for row in PAGES if row.rule not in IN_A_FRAME], ids=lambda row: row.rule
)
def test_every_page_names_whom_to_call_and_leads_to_help(ground: Ground, row: Row) -> None:
    who = NOBODY if row.ok != 200 else next(name for name in READERS if name in (row.sees or row.enters))
    page = ground.open(who, row, row.values(ground.world.here))
    assert page.status_code == 200
    assert "data-call" in page.text
    assert 'href="/help' in page.text
    assert HERS in page.text
    assert (OTHERS in page.text) == (who == NOBODY)


READERS = ("learner", "tutor", "author", "host", "manager", "network")


def test_a_page_that_says_no_names_whom_to_call(ground: Ground) -> None:
    client = ground.app.test_client()
    assert OTHERS in client.get("/nulle-part").text
    ground.member("learner").sit_down(client)
    for url, status in (("/nulle-part", 404), ("/tutor", 403)):
        answer = client.get(url)
        assert (answer.status_code, HERS in answer.text, OTHERS in answer.text) == (status, True, False)


def test_without_the_database_a_page_names_whom_it_last_knew(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = ground.app.test_client()
    assert OTHERS in client.get("/sign-in").text

    @needs(PUBLIC)
    def away(*_facts: object, **_more: object) -> None:
        raise OperationalError("SELECT", {}, Exception("away"))

    monkeypatch.setattr(type(ground.database), "reading", away)
    monkeypatch.setitem(ground.app.view_functions, "people.show_sign_in", away)
    answer = client.get("/sign-in")
    assert answer.status_code == 503
    assert "Centre de Mons" in answer.text
    ground.app.extensions["compagnon_receptions"].forget()
    assert "Son numéro est sur votre carte" in client.get("/sign-in").text
