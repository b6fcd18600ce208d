"""A centre joins the network and closes for the holidays, on a phone, with and without script; everyone can read the way there."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.kernel.clock import now
from tests.journeys.conftest import PHONE, Sit
from tests.journeys.test_accessibility import axe, look
from tests.network.test_calendars import calendar
from tests.servers import Server

__all__ = ["axe"]

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_centre_joins_and_takes_its_closures_from_a_calendar(
    sit: Sit, server: Server, axe: str, tmp_path: Path, script: bool
) -> None:
    page = sit(server.cast.network, size=PHONE, java_script_enabled=script, reduced_motion="reduce")
    town = "Andenne" if script else "Ciney"
    page.goto("/network")
    page.get_by_role("link", name="Ajouter un centre").click()
    page.get_by_label("Nom du centre").fill(f"Menuiserie, {town}")
    page.get_by_label("Bois").check()
    page.get_by_label("Lundi").fill("8-12, le soir")
    page.get_by_role("button", name="Ajouter ce centre").click()
    for field, words in (("#monday", "8-12, 18-21"), ("#address", f"Rue du Rabot 2, {town}")):
        assert page.locator(f"{field}-error").is_visible()
        page.locator(field).fill(words)
    page.get_by_role("button", name="Ajouter ce centre").click()
    page.wait_for_url(f"**/network/centres/menuiserie-{town.lower()}")
    page.get_by_role("link", name="Heures, fermetures, contact").click()

    day = now() + timedelta(days=40)
    file = tmp_path / "fermetures.ics"
    file.write_text(
        calendar(f"UID:a\nSUMMARY:Inventaire\nDTSTART;VALUE=DATE:{day:%Y%m%d}", "UID:b\nSUMMARY:Rien"),
        "utf-8",
    )
    page.locator("summary", has_text="Prendre les fermetures").click()
    page.locator("#calendar").set_input_files(file)
    page.get_by_role("button", name="Voir ce qui change").click()
    assert page.get_by_text("Ni jour ni heure de début.").is_visible()
    if script:
        assert page.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth")
        page.evaluate(axe)
        assert {size: look(page, size) for size in ("phone", "wide")} == {"phone": {}, "wide": {}}
    page.get_by_role("button", name="Prendre le reste").click()
    page.wait_for_url(f"**/centre/hours/menuiserie-{town.lower()}")
    assert page.get_by_text("Inventaire").is_visible()
