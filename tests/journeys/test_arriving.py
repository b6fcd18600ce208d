"""Files that come to the studio by other ways than a button: dragged from the desk, pasted, and whole modules by parts."""

import base64
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from app.catalogue.content import write_archive
from app.catalogue.services.editing import open_draft
from app.kernel.incoming import PART
from tests.catalogue.photographs import drawing, photograph
from tests.catalogue.samples import VTT
from tests.journeys.conftest import WIDE, Sit
from tests.planted import files_of, publish
from tests.servers import Server

FILM = b"\0\0\0\x18ftypmp42" + os.urandom(2 * PART)
VIDEO = '\n:::video{#film src="film.mp4" title="Le film" captions="film.vtt"}\nCe qui est dit.\n:::\n'
COPY = """async (data) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const picture = new Blob([bytes], { type: "image/png" });
  await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
}"""


@pytest.fixture(scope="module")
def slug(server: Server) -> str:
    with server.app.app_context(), server.database.writing() as session:
        store, author = server.app.extensions["compagnon"].store, server.cast.author
        made = publish(session, store, author, "atelier-arrivees", "arrivées").slug
        open_draft(session, author.actor, store=store, slug=made)
        return made


@pytest.fixture
def page(sit: Sit, server: Server, slug: str) -> Page:
    opened = sit(server.cast.author, size=WIDE, faults_allowed=r"Failed to load resource")
    opened.goto(f"/studio/modules/{slug}/media")
    opened.wait_for_selector("media-drop[data-live]")
    return opened


def field_of(page: Page, slug: str) -> Locator:
    """The picture of a block, its script at work."""
    page.goto(f"/studio/modules/{slug}/units/la-scie?block=vue")
    field = page.locator("media-field").first
    expect(field.locator(".media-field-acts")).to_be_visible()
    return field


def drop(page: Page, place: Locator, *files: Path) -> None:
    """As from the desk: the browser itself makes the events."""
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    carried = {"items": [], "files": [str(file) for file in files], "dragOperationsMask": 1}
    hand = page.context.new_cdp_session(page)
    for moment in ("dragEnter", "dragOver", "drop"):
        hand.send("Input.dispatchDragEvent", {"type": moment, "data": carried} | at)


def paste(page: Page, picture: bytes) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(COPY, base64.b64encode(picture).decode())
    page.keyboard.press("Control+v")


def named(page: Page, name: str) -> Locator:
    return page.locator(".media-name", has_text=re.compile(f"^{re.escape(name)}$"))


def test_two_pictures_dragged_onto_the_page_of_files_are_kept(page: Page, tmp_path: Path) -> None:
    paths = [tmp_path / "guide.jpg", tmp_path / "butee.jpg"]
    for number, path in enumerate(paths, start=1):
        path.write_bytes(photograph((300 + number, 200), side=1))
    drop(page, page.locator(".media-drop"), *paths)
    for path in paths:
        expect(named(page, path.name)).to_have_count(1, timeout=15_000)


def test_a_picture_pasted_from_the_clipboard_becomes_a_file(page: Page) -> None:
    paste(page, drawing())
    expect(page.locator(".media-name", has_text="image")).to_have_count(1, timeout=15_000)


def test_a_picture_dragged_onto_a_block_is_the_one_it_shows(page: Page, slug: str, tmp_path: Path) -> None:
    path = tmp_path / "presse.jpg"
    path.write_bytes(photograph((340, 200), side=1))
    field = field_of(page, slug)
    drop(page, field, path)
    expect(field.locator("select")).to_have_value("presse.jpg", timeout=15_000)
    expect(field.locator("img")).to_be_visible()


def test_a_picture_pasted_in_the_field_of_a_block_is_the_one_it_shows(page: Page, slug: str) -> None:
    field = field_of(page, slug)
    field.locator("select").focus()
    paste(page, drawing(90, 40))
    expect(field.locator("select")).to_have_value(re.compile(r"^image(-\d)?\.png$"), timeout=15_000)


def test_what_a_block_does_not_show_is_kept_and_said(page: Page, slug: str, tmp_path: Path) -> None:
    path = tmp_path / "consignes.pdf"
    path.write_bytes(b"%PDF-1.4\n%%EOF\n")
    field = field_of(page, slug)
    before = field.locator("select").input_value()
    drop(page, field, path)
    expect(field).to_contain_text("ce bloc en demande d’un autre type")
    assert field.locator("select").input_value() == before


def test_a_module_with_a_film_arrives_over_a_cut_of_the_network(page: Page, tmp_path: Path) -> None:
    files = files_of("atelier-grand", "grand")
    scie = files["units/01-la-scie.md"] + VIDEO.encode()
    files |= {"units/01-la-scie.md": scie, "media/film.mp4": FILM, "media/film.vtt": VTT}
    path = tmp_path / "module.zip"
    path.write_bytes(write_archive(files))
    offsets, cut = [], [True]

    def see(route: Route) -> None:
        offset = int(route.request.headers.get("upload-offset", 0))
        if route.request.method == "PATCH" and offset and cut[0]:
            route.abort("connectionfailed")
            return
        if route.request.method == "PATCH":
            offsets.append(offset)
        route.continue_()

    page.route(re.compile("/archives/uploads/"), see)
    page.goto("/studio")
    page.set_input_files("#archive", path)
    page.get_by_role("button", name="Créer le brouillon").last.click()
    expect(page.get_by_text("L’envoi reprendra tout seul")).to_be_visible()
    cut[0] = False
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_url("**/studio/modules/atelier-grand", timeout=15_000)
    assert offsets == [0, PART, 2 * PART]
    expect(page.get_by_role("status").first).to_contain_text("Brouillon gardé")
