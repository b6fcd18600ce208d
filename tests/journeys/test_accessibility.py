"""Every page can be read and worked by everyone: axe finds nothing, nothing scrolls sideways, the keyboard goes round."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.guards.access.rows import Row
from tests.journeys.conftest import NARROW, SIZES, Sit
from tests.journeys.planted_site import PAGES, PlantedSite, site

__all__ = ["site"]

pytestmark = pytest.mark.journey

AXE = Path(__file__).parents[2] / "app/ui/frontend/node_modules/axe-core/axe.min.js"
RUN = """([only, where]) => axe.run(where || document, only.length ? {runOnly: {type: 'rule', values: only}} : {})
    .then(found => found.violations.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 160)).slice(0, 3)]))"""
HEAD = """() => ({
    title: document.title,
    lang: document.documentElement.lang,
    h1: [...document.querySelectorAll('h1')].filter(one => one.checkVisibility()).length,
    mains: document.querySelectorAll('main').length,
})"""
# What arrives when it comes into sight has its place before one goes round: the library looks every 200 ms.
REVEAL = """async () => {
    for (const one of document.querySelectorAll('[hx-trigger*="revealed"]')) {
        one.scrollIntoView({block: 'center'});
        await new Promise(go => setTimeout(go, 250));
    }
}"""
UNFOLD = "open => document.querySelectorAll('details').forEach(one => { one.open = open })"
# What sticks out of the screen, for who has to mend it.
SIDEWAYS = """() => document.scrollingElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll('body *')]
        .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && one.checkVisibility())
        .map(one => one.outerHTML.slice(0, 120)).slice(0, 3)"""
MARK = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    const at = document.elementFromPoint(
        Math.min(innerWidth - 1, Math.max(0, box.left + box.width / 2)),
        Math.min(innerHeight - 1, Math.max(0, box.top + box.height / 2)));
    const seen = style.outlineStyle !== 'none' || style.boxShadow !== 'none' ||
        !!one.closest(':has(:focus-visible)') && one.matches('input');
    const free = !at || one.contains(at) || at.contains(one) || (one.labels && [...one.labels].some(l => l.contains(at)));
    return {html: one.outerHTML.slice(0, 120), seen, free, known: one.dataset.passed === '1' || !(one.dataset.passed = '1')};
}"""


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.is_file():
        pytest.skip("axe is not installed: make build")
    return AXE.read_text("utf-8")


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.rule)
def test_everyone_can_read_and_work_the_page(sit: Sit, site: PlantedSite, axe: str, row: Row) -> None:
    page = sit(site.reader(row), at=site.server, size=NARROW, reduced_motion="reduce")
    page.goto(site.address(row))
    page.wait_for_load_state("networkidle")
    page.evaluate(axe)
    page.evaluate(UNFOLD, True)
    head = page.evaluate(HEAD)
    assert head["title"].endswith("Compagnon")
    assert (head["lang"], head["h1"], head["mains"]) == ("fr", 1, 1)
    assert page.evaluate(SIDEWAYS) == []
    faults = {size: look(page, size) for size in ("narrow", "wide")}
    assert faults == {"narrow": {}, "wide": {}}
    page.evaluate(UNFOLD, False)
    page.evaluate(REVEAL)
    page.wait_for_load_state("networkidle")
    assert go_round(page) == []


def look(page: Page, size: str, where: str = "") -> dict[str, Any]:
    """What axe finds by day, on the page or in one part of it; by night colours alone can differ."""
    page.set_viewport_size(SIZES[size])
    found = {}
    for scheme, only in (("light", []), ("dark", ["color-contrast", "link-in-text-block"])):
        page.emulate_media(color_scheme=scheme)
        violations = page.evaluate(RUN, [only, where])
        if violations:
            found[scheme] = violations
    page.emulate_media(color_scheme="light")
    return found


def go_round(page: Page) -> list[str]:
    """Tab through the page: each control shows that it has the focus, uncovered, and no one keeps it."""
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0) }")
    faults = []
    for _ in range(80):
        page.keyboard.press("Tab")
        mark = page.evaluate(MARK)
        if mark is None or mark["known"]:
            break
        if not (mark["seen"] and mark["free"]):
            faults.append(f"{'covered' if mark['seen'] else 'unseen focus'}: {mark['html']}")
    return faults
