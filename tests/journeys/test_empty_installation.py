"""From an installation with nothing in it to someone who learns: each step as the page or the command offers it."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app import create_app
from app.settings import load_settings
from tests.databases import free_port
from tests.journeys.conftest import WIDE, Sit
from tests.journeys.test_first_minutes import FIRST_SCREEN_KB, SCREENS, SECONDS, SMALL, on_a_slow_line
from tests.mails import mails_of
from tests.pages import post
from tests.people.conftest import PASSWORD
from tests.people.holding import wrong
from tests.printed import texts_of
from tests.servers import ROOT, wait_until_ready
from tests.wire import Wire, kilobytes

pytestmark = pytest.mark.journey

LEARNERS = 58
MODULE = "consignation-electrique"
HOLDERS = ("Prénom7 Nom7", "Prénom8 Nom8")
LONG = 60_000


@dataclass(frozen=True)
class Installation:
    """`app` is the same one in the test's process, for its commands and its mails."""

    address: str
    app: Flask

    def run(self, *words: str) -> str:
        told = self.app.test_cli_runner().invoke(args=["compagnon", *words])
        assert told.exit_code == 0, told.output
        return told.output.strip()

    def link_for_password(self) -> str:
        """The one in the mail that has just left."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            found = re.findall(r"http\S+/password/new/\S+", " ".join(mails_of(self.app)))
            if found:
                return str(found[0])
            time.sleep(0.1)
        raise AssertionError("no mail came")


@pytest.fixture
def empty(tmpfs: Path) -> Iterator[Installation]:
    """What `make serve` starts in an empty folder."""
    folder, port = Path(tempfile.mkdtemp(dir=tmpfs)), free_port()
    with served(folder, port) as address:
        app = create_app(load_settings(instance=folder, port=port, log_level="CRITICAL"))
        yield Installation(address, app)
        app.extensions["compagnon_database"].dispose()
    shutil.rmtree(folder)


@contextmanager
def served(folder: Path, port: int) -> Iterator[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COMPAGNON_")}
    own = {"INSTANCE": str(folder), "PORT": str(port), "LOG_LEVEL": "WARNING"}
    words = [sys.executable, "-m", "flask", "--app", "wsgi", "compagnon", "serve"]
    process = subprocess.Popen(words, cwd=ROOT, env=kept | own, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def choose_password(page: Page, link: str, email: str) -> None:
    page.goto(link)
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Enregistrer ce mot de passe").click()
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()


def add_centre(page: Page) -> None:
    expect(page.get_by_role("heading", name="Le réseau commence ici")).to_be_visible()
    page.get_by_role("link", name="Ajouter un premier centre").click()
    page.fill("#name", "Soudage Élouges")
    page.get_by_label("Soudage", exact=True).check()
    page.fill("#address", "Rue du Fer 3, Élouges")
    page.fill("#contact_name", "Accueil")
    page.fill("#contact_phone", "065 00 00 00")
    page.fill("#manager_email", "aline@elouges.example")
    page.fill("#manager_given_name", "Aline")
    page.get_by_role("button", name="Ajouter ce centre").click()
    expect(page.get_by_text("fait partie du réseau")).to_be_visible()


def take_people(page: Page, file: Path) -> None:
    rows = [f"Prénom{number};Nom{number};;" for number in range(LEARNERS)]
    team = ["Sabine;Dupont;sabine@elouges.example;tutorat", "Fatou;Diop;fatou@elouges.example;formation"]
    file.write_text("\r\n".join(["prénom;nom;e-mail;rôle", *rows, *team]) + "\r\n", "utf-8-sig")
    expect(page.get_by_role("heading", name="Le centre n’a encore que vous")).to_be_visible()
    page.goto("/centre/cards")
    expect(page.get_by_role("heading", name="Personne n’est encore en formation ici")).to_be_visible()
    page.get_by_role("link", name="Ajouter des personnes").click()
    page.set_input_files("#file", str(file))
    page.get_by_role("button", name="Regarder ce qui changerait").click()
    page.get_by_role("button", name="Prendre ce tableau").click()
    expect(page.get_by_text(re.compile(r"60\s+personnes ajoutées"))).to_be_visible(timeout=LONG)


def print_cards(page: Page) -> dict[str, tuple[str, str]]:
    """Code and PIN by name, as they stand on the sheet."""
    page.goto("/centre/cards?q=Prénom")
    for name in HOLDERS:
        page.get_by_label(name).check()
    with page.expect_download(timeout=LONG) as printed:
        page.get_by_role("button", name="Faire les cartes en PDF").click(no_wait_after=True)
    said = texts_of(Path(printed.value.path()).read_bytes())
    starts = [place for place, text in enumerate(said) if text == "Compagnon"]
    return {said[place + 2]: (said[place + 4], said[place + 6]) for place in starts}


def give_tutor(page: Page, name: str) -> None:
    page.goto(f"/centre/people?q={name}")
    page.get_by_role("link", name=name).click()
    page.get_by_label("Qui accompagne").select_option(label="Sabine Dupont")
    page.locator("form", has=page.get_by_label("Qui accompagne")).get_by_role("button").click()
    expect(page.get_by_label("Qui accompagne")).to_have_value(re.compile("."))


def come_in_by_card(page: Page, code: str, pin: str) -> None:
    """On an old telephone and a slow line: the numbers of the first journey."""
    on_a_slow_line(page)
    wire, begun, screens = Wire(page), time.monotonic(), []
    page.on("framenavigated", lambda frame: screens.append(frame.url))
    page.goto("/card")
    assert kilobytes(wire.fetched()) <= FIRST_SCREEN_KB
    page.fill("#code", code)
    page.fill("#pin", pin)
    page.get_by_role("button", name="Se connecter").tap()
    expect(page.get_by_role("heading", name="Bienvenue, Prénom7")).to_be_visible(timeout=LONG)
    page.get_by_role("link", name="Commencer").tap()
    page.wait_for_url("**/learn", timeout=LONG)
    assert time.monotonic() - begun <= SECONDS
    assert len(set(screens)) <= SCREENS


def begin_first_unit(page: Page) -> None:
    page.get_by_role("link", name="Choisir un module").tap()
    page.get_by_role("link", name=re.compile("^Consignation électrique")).tap()
    page.get_by_role("button", name="Commencer ce module").tap()
    page.wait_for_url("**/units/le-risque", timeout=LONG)
    expect(page.get_by_role("heading", name="Le risque")).to_be_visible()
    page.goto("/learn")
    expect(page.get_by_role("main")).to_contain_text("Sabine")


def guess_pins(empty: Installation, code: str, pin: str) -> str:
    """What the sixth try in a row is told."""
    client = empty.app.test_client()
    for _ in range(5):
        post(client, "/card", page="/card", code=code, pin=wrong(pin))
    return str(post(client, "/card", page="/card", code=code, pin=pin).text)


def test_an_empty_installation_becomes_a_centre_where_someone_learns(
    sit: Sit, empty: Installation, tmp_path: Path
) -> None:
    omar = sit(at=empty, size=WIDE)
    choose_password(omar, empty.run("create-admin", "omar@reseau.example"), "omar@reseau.example")
    add_centre(omar)
    aline = sit(at=empty, size=WIDE)
    aline.goto("/password/forgot")
    aline.fill("#email", "aline@elouges.example")
    aline.locator("main button[type=submit]").first.click()
    choose_password(aline, empty.link_for_password(), "aline@elouges.example")
    take_people(aline, tmp_path / "personnes.csv")
    empty.run("import", str(ROOT / "content" / MODULE), "--centre", "soudage-elouges")
    assert "version 1" in empty.run("publish", MODULE)
    cards = print_cards(aline)
    assert set(cards) == set(HOLDERS)
    give_tutor(aline, HOLDERS[0])
    nadia = sit(at=empty, size=SMALL, has_touch=True)
    come_in_by_card(nadia, *cards[HOLDERS[0]])
    begin_first_unit(nadia)
    told = guess_pins(empty, *cards[HOLDERS[1]])
    assert re.search(r"15\s+minutes", told)
    assert 'href="tel:065000000"' in told
