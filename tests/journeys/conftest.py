"""A real browser on a real server: one of each for a worker, a fresh window for each visit."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from app.ui.views import BUILT
from tests import databases
from tests.cast import Member
from tests.journeys.demo import Demo, copy_seeded, seed, serving_demo
from tests.servers import Server, serving

CHROMIUM = Path("/usr/bin/chromium")
NARROW = ViewportSize(width=320, height=640)
PHONE = ViewportSize(width=360, height=740)
WIDE = ViewportSize(width=1280, height=800)
SIZES = {"narrow": NARROW, "phone": PHONE, "wide": WIDE}
Scheme = Literal["light", "dark"]
Sit = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("no chromium: make services installs it")
    if not (BUILT / "manifest.json").is_file():
        pytest.skip("the front end is not built: make build")
    with sync_playwright() as playwright:
        # Chromium as root has no sandbox of its own; /dev/shm may be small.
        opened = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def server(sqlite_template: Path, tmpfs: Path) -> Iterator[Server]:
    """One process of threads on SQLite, with the cast in it and nothing else."""
    with serving(database_url=databases.copy_of(sqlite_template, tmpfs)) as server:
        yield server


@pytest.fixture(scope="session")
def seeded(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a seeded demo: its database and its media."""
    folder = tmp_path_factory.mktemp("demo")
    url = databases.copy_of(sqlite_template, folder)
    seed(url, folder)
    Path(url.removeprefix("sqlite:///")).rename(folder / "seeded.db")
    return folder


@pytest.fixture(scope="session")
def shipped(seeded: Path, tmpfs: Path) -> Iterator[Demo]:
    """The demo with the shipped modules, served to all tests that look at its pages."""
    with serving_demo(copy_seeded(seeded / "seeded.db", tmpfs), seeded / "media") as demo:
        yield demo


@pytest.fixture
def sit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Sit]:
    """`sit(cast.learner, size=PHONE, scheme="dark")`: a page of a window of its own, signed in as this person.

    Without a person, nobody is signed in. Addresses are relative to the server's, `at` another one where a test has
    its own; faults on a page fail the test.
    """
    opened: list[tuple[BrowserContext, list[str], str]] = []

    def sit_down(
        member: Member | None = None,
        *,
        size: ViewportSize = PHONE,
        scheme: Scheme = "light",
        at: Server | None = None,
        faults_allowed: str = r"(?!)",
        **options: Any,
    ) -> Page:
        server: Server = at or request.getfixturevalue("server")
        context = browser.new_context(
            base_url=server.address, viewport=size, color_scheme=scheme, locale="fr-BE", **options
        )
        context.set_default_timeout(10_000)
        if member:
            sign_in(context, server, member)
        faults: list[str] = []
        context.on("weberror", lambda error: faults.append(str(error.error)))
        opened.append((context, faults, faults_allowed))
        return context.new_page()

    yield sit_down
    left = []
    for context, faults, allowed in opened:
        context.close()
        left += [fault for fault in faults if not re.search(allowed, fault)]
    assert left == []


def sign_in(context: BrowserContext, server: Server, member: Member) -> None:
    """Give a window this person's cookie, without the sign-in page."""
    name, _, value = server.cookie_of(member).partition("=")
    context.add_cookies([{"name": name, "value": value, "url": server.address}])
