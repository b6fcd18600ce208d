"""Files of a draft in a browser: sent by hand, by keyboard and by paste, over a cut of the network and a reload."""

import base64
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, Route, expect

from app.catalogue.services.editing import open_draft
from app.kernel.incoming import PART
from tests.catalogue.photographs import drawing, photograph
from tests.journeys.conftest import WIDE, Sit
from tests.planted import publish
from tests.servers import Server

FILM = b"\0\0\0\x18ftypmp42" + os.urandom(2 * PART)
PASTE = """([place, data]) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], "image.png", { type: "image/png" }));
  const event = new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true });
  document.querySelector(place).dispatchEvent(event);
}"""


@pytest.fixture(scope="module")
def slug(server: Server) -> str:
    with server.app.app_context(), server.database.writing() as session:
        store = server.app.extensions["compagnon"].store
        return publish(session, store, server.cast.author, "atelier-fichiers", "fichiers").slug


@pytest.fixture
def page(sit: Sit, server: Server, slug: str) -> Page:
    # A part that the test stops is told in the console by the browser itself.
    opened = sit(server.cast.author, size=WIDE, faults_allowed=r"Failed to load resource")
    opened.goto(f"/studio/modules/{slug}/media")
    return opened


@pytest.fixture
def film(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Another one for each test: the same content has one name."""
    path = tmp_path / "Le film.mp4"
    path.write_bytes(FILM + request.node.name.encode())
    return path


class Parts:
    """Counts the parts as they leave, and stops those behind the first while it is told to."""

    def __init__(self, page: Page) -> None:
        self.offsets: list[int] = []
        self.is_cut = True
        page.route(re.compile("/media/uploads/"), self._see)

    def _see(self, route: Route) -> None:
        if route.request.method != "PATCH":
            route.continue_()
            return
        offset = int(route.request.headers["upload-offset"])
        if self.is_cut and offset > 0:
            route.abort("connectionfailed")
            return
        self.offsets.append(offset)
        route.continue_()


def name_of(page: Page, stem: str):
    return page.locator(".media-name", has_text=re.compile(rf"{stem}(-\d+)?\."))


def test_a_film_goes_on_after_the_network_went(page: Page, film: Path) -> None:
    parts = Parts(page)
    page.set_input_files("#file", film)
    expect(page.get_by_text("L’envoi reprendra tout seul")).to_be_visible()
    parts.is_cut = False
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(name_of(page, "le-film")).to_have_count(1, timeout=15_000)
    assert parts.offsets == [0, PART, 2 * PART]


def test_a_film_goes_on_after_a_reload(page: Page, film: Path) -> None:
    before = name_of(page, "le-film").count()
    parts = Parts(page)
    page.set_input_files("#file", film)
    expect(page.get_by_text("L’envoi reprendra tout seul")).to_be_visible()
    # Left first: the page that comes may ask before the network is said to be back.
    address = page.url
    page.goto("about:blank")
    parts.is_cut = False
    page.goto(address)
    expect(name_of(page, "le-film")).to_have_count(before + 1, timeout=15_000)
    assert parts.offsets == [0, PART, 2 * PART]


def test_a_picture_that_is_pasted_becomes_a_file(page: Page) -> None:
    # The island hears once its script is there.
    page.wait_for_load_state("networkidle")
    page.evaluate(PASTE, [".media-drop", base64.b64encode(drawing()).decode()])
    expect(name_of(page, "image")).to_have_count(1, timeout=15_000)


def test_what_is_refused_is_told_beside_the_place(page: Page, tmp_path: Path) -> None:
    captions = tmp_path / "film.vtt"
    captions.write_text("WEBVTT\n\n00:09.000 --> 00:01.000\nFin.\n")
    page.set_input_files("#file", captions)
    expect(page.locator(".media-progress")).to_contain_text("Ligne 3")
    expect(page.locator(".media-progress")).to_contain_text("Ce passage finit avant de commencer")


def test_a_picture_is_cut_by_keyboard_alone(page: Page, slug: str, tmp_path: Path) -> None:
    path = tmp_path / "etabli.jpg"
    path.write_bytes(photograph((800, 600), side=1))
    page.set_input_files("#file", path)
    expect(name_of(page, "etabli")).to_have_count(1, timeout=15_000)
    page.goto(f"/studio/modules/{slug}/media/etabli.jpg/cut")
    frame = page.get_by_role("group", name="Cadre", exact=True)
    frame.focus()
    for _ in range(50):
        page.keyboard.press("Shift+ArrowLeft")
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    assert [page.input_value(f"[name={name}]") for name in ("left", "width")] == ["10", "50"]
    page.get_by_role("button", name="Garder cette partie").press("Enter")
    row = page.locator(".media-row", has=page.locator(".media-name", has_text="etabli-2.jpg"))
    expect(row).to_contain_text("400 sur 600")


def saves(answer: Response) -> bool:
    return answer.request.method == "POST" and answer.url.endswith("/blocks/vue") and answer.ok


def test_a_block_takes_a_picture_and_a_part_of_it_where_it_is_written(
    page: Page, server: Server, slug: str, tmp_path: Path
) -> None:
    with server.app.app_context(), server.database.writing() as session:
        store = server.app.extensions["compagnon"].store
        open_draft(session, server.cast.author.actor, store=store, slug=slug)
    path = tmp_path / "presse.jpg"
    path.write_bytes(photograph((900, 600), side=1))
    page.goto(f"/studio/modules/{slug}/units/la-scie?block=vue")
    field = page.locator("media-field").first
    field.locator("input[type=file]").set_input_files(path)
    expect(field.locator("select")).to_have_value("presse.jpg", timeout=15_000)
    expect(field.locator("img")).to_be_visible()
    field.get_by_role("button", name="Recadrer ou tourner").click()
    dialog = page.get_by_role("dialog", name="Recadrer ou tourner")
    dialog.get_by_label("Tourner").select_option("90")
    with page.expect_response(
        lambda answer: saves(answer) and "presse-2.jpg" in (answer.request.post_data or "")
    ):
        dialog.get_by_role("button", name="Garder cette partie").click()
    expect(field.locator("select")).to_have_value("presse-2.jpg")
    page.goto(f"/studio/modules/{slug}/media")
    row = page.locator(".media-row", has=page.locator(".media-name", has_text="presse-2.jpg"))
    expect(row).to_contain_text("600 sur 900")
    expect(row).to_contain_text("La scie vue de face")
