"""In the workshop: the tablet keeps what it marks while there is no network, and booking happens in place."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import delete

from app.in_centre.models import Attendance, Booking, InCentreSession, Observation
from app.kernel.clock import now
from app.kernel.ids import new_id
from app.learning.models import Enrolment
from tests.in_centre.making import enrol, make_module, plan_session, seat
from tests.journeys.conftest import PHONE, WIDE, Sit
from tests.servers import Server

pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class Bench:
    """A session that has begun, with Nadia in it, and another next week."""

    session_id: str
    booking_id: str
    next_id: str


@pytest.fixture
def bench(server: Server) -> Bench:
    cast = server.cast
    with server.app.app_context(), server.database.writing() as session:
        for table in (Attendance, Observation, Booking, InCentreSession):
            session.execute(delete(table))
        studied = make_module(session, cast.centre_id, slug=f"banc-{new_id().hex[-8:]}")
        nadia: Enrolment = enrol(
            session, studied, cast.learner.id, centre_id=cast.centre_id, tutor_id=cast.tutor.id
        )
        where = {"centre_id": cast.centre_id, "host_id": cast.host.id}
        begun = plan_session(session, studied, **where, starts_at=now() - timedelta(minutes=5))
        later = plan_session(session, studied, **where, starts_at=now() + timedelta(days=7))
        booking = seat(session, begun, nadia)
        return Bench(str(begun.id), str(booking.id), str(later.id))


def test_levels_marked_without_network_are_kept_and_leave_by_themselves(
    sit: Sit, server: Server, bench: Bench
) -> None:
    page = sit(server.cast.host, size=WIDE)
    page.goto(f"/sessions/{bench.session_id}/grid/{bench.booking_id}", wait_until="networkidle")
    kept, verdict = page.locator("[data-kept]"), page.locator("[data-verdict]")
    expect(kept).to_be_hidden()
    page.context.set_offline(True)
    for criterion, level in (("reperer", "Acquis"), ("essayer", "Non acquis"), ("baliser", "Acquis")):
        field = page.locator(f'[aria-labelledby="name-{criterion}"]')
        field.get_by_role("radio", name=level, exact=True).check()
    expect(kept).to_contain_text("3 critères partiront seuls")
    page.get_by_label("Votre nom, pour signer").fill("Luc Test")
    page.get_by_role("button", name="Signer la grille").click()
    expect(page.locator(".toast-text").first).to_contain_text("attend le réseau")
    page.context.set_offline(False)
    expect(kept).to_be_hidden()
    expect(verdict).to_contain_text("À refaire. Un critère critique n’est pas acquis.")
    page.reload()
    expect(page.locator('input[name="level-essayer"][value="not_achieved"]')).to_be_checked()
    page.get_by_label("Votre nom, pour signer").fill("Luc Test")
    page.get_by_role("button", name="Signer la grille").click()
    expect(page.get_by_role("link", name="Commencer un autre essai")).to_be_visible()


def test_presence_is_one_press_and_the_figures_follow_in_place(
    sit: Sit, server: Server, bench: Bench
) -> None:
    page = sit(server.cast.host, size=PHONE)
    page.goto(f"/sessions/{bench.session_id}")
    expect(page.locator(".tally")).to_contain_text("0 sur 1")
    page.get_by_role("button", name=re.compile("Nadia")).click()
    expect(page.locator(".tally")).to_contain_text("1 sur 1")
    expect(page.get_by_role("button", name=re.compile("Nadia"))).to_be_focused()


def test_a_place_is_taken_and_given_back_in_the_list(sit: Sit, server: Server, bench: Bench) -> None:
    page = sit(server.cast.learner, size=PHONE)
    page.goto("/learn/sessions")
    line = page.locator(f"#seance-{bench.next_id}")
    line.get_by_role("button", name="Réserver une place").click()
    expect(line).to_contain_text("Votre place est réservée")
    line.get_by_role("button", name="Annuler ma place").click()
    expect(line).to_contain_text("3 places libres")
    assert page.url.endswith("/learn/sessions")
