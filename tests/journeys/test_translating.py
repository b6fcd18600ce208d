"""A trainer translates a unit beside its source: by keyboard, on a wide screen and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, WIDE, Sit
from tests.journeys.test_accessibility import axe, look
from tests.journeys.test_studio_editing import SLUG, UNIT, Desk, Editor, desk

__all__ = ["axe", "desk"]

pytestmark = pytest.mark.journey

STUDIO = f"/studio/modules/{SLUG}"
BESIDE = f"{STUDIO}/translate/en/units/la-scie"


def begin(desk: Desk, sit: Sit, size: dict[str, int] = WIDE) -> Editor:
    """English begun for the whole module, its first unit beside its source."""
    page = sit(desk.fatou, at=desk.server, size=size, reduced_motion="reduce")
    page.goto(f"{STUDIO}/languages")
    page.get_by_role("combobox", name="Langue").select_option("en")
    page.get_by_role("button", name="Commencer cette langue").click()
    expect(page.get_by_label("Titre du module")).to_be_visible()
    return Editor(page).opens(BESIDE)


def test_by_keyboard_alone_a_block_is_translated_looked_at_again_and_confirmed(desk: Desk, sit: Sit) -> None:
    editor = begin(desk, sit)
    page = editor.page
    block = page.locator("#block-alerte-lame")
    expect(block.locator("[data-standing]")).to_have_text("à traduire")
    editor.tabs_to("#block-alerte-lame .edit-open")
    editor.presses("Enter")
    expect(block.locator(".edit-form")).to_be_visible()
    editor.tabs_to("#block-alerte-lame [name=title]")
    editor.presses("Control+a")
    page.keyboard.type("The blade still cuts at rest")
    editor.state("Enregistré")
    expect(block.locator("[data-standing]")).to_have_text("à jour")
    editor.presses("Escape")
    expect(block.locator(".beside-words")).to_contain_text("The blade still cuts at rest")
    expect(block.locator(".beside-source")).to_contain_text("La lame coupe encore")

    editor.opens(f"{UNIT}?block=alerte-lame")
    editor.tabs_to("#block-alerte-lame [name=title]")
    editor.presses("Control+a")
    page.keyboard.type("La lame coupe, même posée")
    editor.state("Enregistré")

    editor.opens(BESIDE)
    expect(block.locator("[data-standing]")).to_have_text("à revoir")
    expect(block.locator(".beside-changed ins").first).to_be_visible()
    editor.tabs_to("#block-alerte-lame .beside-changed button")
    editor.presses("Enter")
    expect(page.locator(".toast")).to_contain_text("la traduction est à jour")
    expect(block.locator("[data-standing]")).to_have_text("à jour")
    editor.has_the_keyboard("#block-alerte-lame")


def test_on_a_phone_the_source_stands_above_the_translation(desk: Desk, sit: Sit) -> None:
    editor = begin(desk, sit, PHONE)
    block = editor.page.locator("#block-alerte-lame")
    source, words = (block.locator(part).bounding_box() for part in (".beside-source", ".beside-words"))
    assert source is not None
    assert words is not None
    assert source["y"] + source["height"] <= words["y"]
    assert (source["x"], source["width"]) == (words["x"], words["width"])


def test_every_page_of_a_translation_can_be_read_by_everyone(desk: Desk, sit: Sit, axe: str) -> None:
    page = begin(desk, sit).page
    for where in (
        f"{BESIDE}?block=lame-immobile",
        f"{BESIDE}?head=1",
        f"{STUDIO}/translate/en",
        f"{STUDIO}/languages",
    ):
        page.goto(where)
        page.evaluate(axe)
        found = {size: look(page, size) for size in ("narrow", "wide")}
        assert (where, found) == (where, {"narrow": {}, "wide": {}})
