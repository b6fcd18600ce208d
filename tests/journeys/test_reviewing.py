"""A draft asked to be read, read and answered with keys alone; and what its page says since can be read by everyone."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, WIDE, Sit
from tests.journeys.test_accessibility import axe, look
from tests.journeys.test_player_for_everyone import Keyboard
from tests.journeys.test_studio_editing import SLUG, Desk, Editor, desk

__all__ = ["axe", "desk"]

pytestmark = pytest.mark.journey

REVIEW = f"/studio/modules/{SLUG}/review"
SAID = "Dites aussi de quels gants il s’agit."


def ask(page: Page) -> None:
    page.goto(REVIEW)
    keys = Keyboard(page)
    keys.reach(page.get_by_label("Qui relira"))
    page.get_by_label("Qui relira").press("Y")
    keys.reach(page.get_by_role("button", name="Demander la relecture"))
    keys.press("Enter")
    expect(page.locator("main")).to_contain_text("Demandée à Yasmina")


def comment(page: Page) -> None:
    page.goto(f"{REVIEW}/units/la-scie")
    keys, here = Keyboard(page), page.locator("#alerte-lame")
    keys.reach(here.locator("summary"))
    keys.press("Enter")
    keys.reach(here.get_by_label("Votre remarque sur ce bloc"))
    page.keyboard.type(SAID)
    keys.reach(here.get_by_role("button", name="Envoyer la remarque"))
    keys.press("Enter")
    expect(page.locator(".talk-thread")).to_contain_text(SAID)


def approve(page: Page) -> None:
    page.goto(REVIEW)
    keys = Keyboard(page)
    keys.reach(page.get_by_role("button", name="Approuver ce brouillon"))
    keys.press("Enter")
    expect(page.locator("body")).to_contain_text("Votre réponse est envoyée.")


def write(page: Page) -> None:
    """In a block that was approved."""
    editor = Editor(page).opens()
    page.locator("#block-alerte-lame .edit-open").click()
    page.locator(".edit-form [name=title]").fill("La lame coupe toujours")
    expect(page.locator("#saved")).to_contain_text("Enregistré à", timeout=15_000)
    assert editor.open_block == "alerte-lame"


def test_a_draft_is_asked_for_read_and_answered_with_keys_and_its_page_is_there_for_everyone(
    desk: Desk, sit: Sit, axe: str
) -> None:
    fatou = sit(desk.fatou, at=desk.server, size=WIDE, reduced_motion="reduce")
    yasmina = sit(desk.yasmina, at=desk.server, size=PHONE, reduced_motion="reduce")
    ask(fatou)
    comment(yasmina)
    approve(yasmina)
    write(fatou)
    fatou.goto(REVIEW)
    expect(fatou.locator("section[aria-labelledby=since]")).to_contain_text("L’approbation ne vaut plus")
    expect(fatou.locator("section[aria-labelledby=comments]")).to_contain_text(SAID)
    fatou.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    fatou.evaluate(axe)
    assert {size: look(fatou, size) for size in ("phone", "wide")} == {"phone": {}, "wide": {}}
