"""The forms of blocks, by keyboard, by pointer and without script."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from app.studio.forms.samples import samples
from app.studio.views.forms import name_of
from tests.journeys.conftest import PHONE, SIZES, WIDE, Sit
from tests.journeys.test_accessibility import SIDEWAYS, UNFOLD, axe, look
from tests.servers import Server

__all__ = ["axe"]
pytestmark = pytest.mark.journey


def opened(page: Page, name: str) -> Page:
    page.goto(f"/studio/forms?only={name}")
    return page


def values(page: Page, selector: str) -> list[str]:
    found: list[str] = page.locator(selector).evaluate_all("fields => fields.map(field => field.value)")
    return found


def act(page: Page, row: str, name: str) -> None:
    page.get_by_role("group", name=row, exact=True).locator("summary").click()
    page.get_by_role("group", name=row, exact=True).get_by_role("button", name=name, exact=True).click()


def said(page: Page) -> Locator:
    return page.locator(".rows-said").filter(has_text=":")


def test_rows_are_added_moved_and_removed_with_the_focus_kept(sit: Sit, server: Server) -> None:
    page = opened(sit(server.cast.author, size=WIDE), "question-short")
    page.get_by_label("Réponse acceptée", exact=True).last.press("Enter")
    page.keyboard.type("VAT")
    assert values(page, "[name^='accepted.']") == ["détecteur de tension", "détecteur bipolaire", "VAT"]
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.type("!")
    assert values(page, "[name^='accepted.']") == ["détecteur de tension", "VAT!", "détecteur bipolaire"]
    expect(said(page)).to_have_text("Réponse acceptée\u00a0: place 2 sur 3.")
    act(page, "Réponse acceptée 1", "Retirer")
    assert values(page, "[name^='accepted.']") == ["VAT!", "détecteur bipolaire"]
    expect(page.get_by_role("button", name="Remettre la ligne")).to_be_focused()
    page.keyboard.press("Enter")
    assert values(page, "[name^='accepted.']") == ["détecteur de tension", "VAT!", "détecteur bipolaire"]
    expect(page.get_by_role("button", name="Remettre la ligne")).to_have_count(0)
    act(page, "Réponse acceptée 1", "Descendre")
    assert values(page, "[name^='accepted.']") == ["VAT!", "détecteur de tension", "détecteur bipolaire"]
    expect(
        page.get_by_role("group", name="Réponse acceptée 2", exact=True).locator("summary")
    ).to_be_focused()


def test_a_row_is_dragged_by_its_grip(sit: Sit, server: Server) -> None:
    page = opened(sit(server.cast.author, size=WIDE), "question-order")
    grips = page.locator("editable-list >> nth=0").locator("[data-grip]")
    grips.first.hover()
    page.mouse.down()
    box: Any = grips.last.bounding_box()
    page.mouse.move(box["x"] + 4, box["y"] + box["height"] + 2, steps=6)
    page.mouse.up()
    assert values(page, "textarea[name^='items.']") == ["Verrouiller", "Mesurer", "Séparer"]


def test_a_list_keeps_as_many_rows_as_it_needs(sit: Sit, server: Server) -> None:
    page = opened(sit(server.cast.author, size=WIDE), "comparison")
    act(page, "Colonne 1", "Retirer")
    assert values(page, "[name$='.heading']") == ["Étiquette", ""]
    page.get_by_role("button", name="Colonne", exact=True).click()
    page.get_by_role("button", name="Colonne", exact=True).click()
    expect(page.get_by_role("button", name="Colonne", exact=True)).to_be_disabled()


def test_an_answer_becomes_one_of_several_right_ones(sit: Sit, server: Server) -> None:
    page = opened(sit(server.cast.author, size=WIDE), "question-choice")
    page.get_by_label("Réponses justes").select_option("multiple")
    page.get_by_role("button", name="Réponse", exact=True).click()
    marks = page.get_by_role("checkbox", name="Juste")
    expect(marks).to_have_count(4)
    marks.last.check()
    names = page.locator(".answer-mark input:checked").evaluate_all("all => all.map(one => one.name)")
    assert names == ["answers.0.right", "answers.4.right"]


def test_a_word_becomes_a_gap_and_its_row_follows_it(sit: Sit, server: Server) -> None:
    page = opened(sit(server.cast.author, size=WIDE), "question-cloze")
    statement = page.get_by_role("textbox", name="Texte à compléter")
    statement.evaluate("field => field.setSelectionRange(3, 9)")
    page.get_by_role("button", name="Faire un trou").click()
    expect(statement).to_have_value(
        "On {{essaie}} le détecteur {{avant et après}} la mesure, sur une source {{connue}}."
    )
    assert values(page, "[data-gap-text]") == ["essaie", "avant et après", "connue"]
    assert values(page, "[name$='.texts.1']") == ["avant", "sûre"]
    expect(page.get_by_label("Dans quel trou")).to_have_value("2")
    statement.evaluate("field => field.setSelectionRange(6, 6)")
    page.get_by_role("button", name="Enlever ce trou").click()
    assert values(page, "[data-gap-text]") == ["avant et après", "connue"]
    expect(page.get_by_label("Dans quel trou")).to_have_value("1")


def test_a_gap_is_made_and_taken_back_by_keyboard_alone(sit: Sit, server: Server) -> None:
    page = opened(sit(server.cast.author, size=WIDE), "question-cloze")
    statement = page.get_by_role("textbox", name="Texte à compléter")
    before = statement.input_value()
    statement.focus()
    page.keyboard.press("Control+Home")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+g")
    expect(statement).to_have_value(before.replace("essaie", "{{essaie}}"))
    expect(page.locator(".rows-said").first).to_contain_text("essaie")
    expect(statement).to_be_focused()
    assert values(page, "[data-gap-text]")[0] == "essaie"
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Control+g")
    expect(statement).to_have_value(before)
    assert len(values(page, "[data-gap-text]")) == 2


def test_zones_are_drawn_moved_and_sized_by_pointer_and_by_keyboard(sit: Sit, server: Server) -> None:
    page = opened(sit(server.cast.author, size=WIDE), "question-hotspot")
    board = page.locator("[data-board]")
    board.scroll_into_view_if_needed()
    box: Any = board.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.7)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.8, steps=5)
    page.mouse.up()
    page.keyboard.type("La queue")
    page.locator(".zones-mark").nth(1).focus()
    for key in ("ArrowRight", "ArrowDown", "Shift+ArrowRight", "Shift+ArrowUp"):
        page.keyboard.press(key)
    places = values(page, ".place-field input")
    assert places[4:8] == ["21", "21", "41", "11.5"]
    assert [round(float(place)) for place in places[8:]] == [70, 70, 20, 10]
    assert values(page, "textarea[name^='zones.'][name$='.text']")[2] == "La queue"
    expect(page.get_by_role("button", name="Zone 3, La queue. Flèches")).to_be_visible()


def test_a_zone_added_by_its_button_begins_in_the_middle(sit: Sit, server: Server) -> None:
    page = opened(sit(server.cast.author, size=WIDE), "question-hotspot")
    page.get_by_role("button", name="Zone", exact=True).click()
    page.keyboard.type("La queue")
    assert values(page, ".place-field input")[8:] == ["40", "40", "20", "20"]
    expect(page.get_by_role("button", name="Zone 3, La queue. Flèches")).to_be_visible()


def test_a_label_is_put_where_one_touches(sit: Sit, server: Server) -> None:
    page = opened(sit(server.cast.author, size=PHONE), "figure")
    page.locator("[data-board]").click(position={"x": 10, "y": 10})
    assert len(values(page, "textarea[name^='labels.'][name$='.text']")) == 3
    page.keyboard.type("Le coin")
    assert values(page, "textarea[name^='labels.'][name$='.text']")[2] == "Le coin"


@pytest.mark.parametrize("size", ["narrow", "wide"])
def test_everyone_can_read_every_form(sit: Sit, server: Server, axe: str, size: str) -> None:
    page = sit(server.cast.author, size=SIZES[size], reduced_motion="reduce")
    faults = {}
    for kind, fields in samples():
        opened(page, name_of(kind, fields)).evaluate(axe)
        page.evaluate(UNFOLD, True)
        faults[name_of(kind, fields)] = (page.evaluate(SIDEWAYS), look(page, size, "form"))
    assert {name: found for name, found in faults.items() if found != ([], {})} == {}
