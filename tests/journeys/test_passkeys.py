"""Passkeys in a real browser, with an authenticator that the browser plays."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.people.models import Passkey, Sitting
from app.people.services.passwords import change_password
from tests import databases
from tests.databases import free_port
from tests.journeys.conftest import Sit
from tests.people.conftest import PASSWORD
from tests.servers import Server, serving

pytestmark = pytest.mark.journey

FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def named(sqlite_template: Path, tmpfs: Path) -> Iterator[Server]:
    """An installation with a name, that demands a second step from staff."""
    port = free_port()
    address, url = f"http://localhost:{port}", databases.copy_of(sqlite_template, tmpfs)
    with serving(database_url=url, port=port, public_url=address, second_step_for_staff=True) as server:
        server.address = address
        with server.app.app_context(), server.database.writing() as session:
            for member in (server.cast.learner, server.cast.tutor):
                change_password(session, member.id, PASSWORD)
        yield server


def with_a_finger(page: Page) -> None:
    told = page.context.new_cdp_session(page)
    told.send("WebAuthn.enable")
    told.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})


def leave(page: Page) -> None:
    page.goto("/profile")
    page.get_by_role("button", name="Quitter ma session").click()
    page.wait_for_url("**/sign-in")


def test_a_passkey_signs_in_without_a_password_and_as_the_second_step(sit: Sit, named: Server) -> None:
    page = sit(named.cast.tutor, at=named)
    with_a_finger(page)
    page.goto("/profile/passkeys")
    expect(page.get_by_role("button", name="Ajouter cet appareil")).to_be_visible()
    expect(page.get_by_text("n’a pas été faite")).to_be_hidden()
    page.get_by_role("button", name="Ajouter cet appareil").click()
    expect(page.locator("#passkeys li")).to_have_count(1)
    leave(page)
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.wait_for_url("**/tutor")
    leave(page)
    page.fill("#email", "sabine@liege.example")
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    expect(page.get_by_role("heading", name="Un dernier pas")).to_be_visible()
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.wait_for_url("**/tutor")
    with named.database.reading() as session:
        assert session.query(Passkey).filter_by(person_id=named.cast.tutor.id).one().used_at is not None


def test_a_removed_passkey_is_refused_in_words(sit: Sit, named: Server) -> None:
    page = sit(named.cast.learner, at=named)
    with_a_finger(page)
    page.goto("/profile/passkeys")
    page.get_by_role("button", name="Ajouter cet appareil").click()
    page.get_by_role("button", name="Retirer").click()
    leave(page)
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(page.locator(".form-errors")).to_contain_text("n’est pas connue ici")


def test_an_old_sitting_adds_no_passkey(sit: Sit, named: Server) -> None:
    with named.app.app_context(), named.database.writing() as session:
        for sitting in session.query(Sitting).filter_by(person_id=named.cast.author.id):
            sitting.created_at -= timedelta(minutes=20)
    page = sit(named.cast.author, at=named)
    page.goto("/profile/passkeys")
    expect(page.get_by_role("button", name="Ajouter cet appareil")).to_have_count(0)
    page.get_by_role("button", name="Me reconnecter").click()
    page.wait_for_url("**/sign-in?next=/profile/passkeys")
