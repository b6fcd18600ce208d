"""The units of the shipped module are there for everyone: axe finds nothing in them, and the keyboard does all."""

import pytest
from playwright.sync_api import Locator, Page, expect

from app.catalogue.queries import get_block_data
from tests.journeys.conftest import PHONE, Sit
from tests.journeys.demo import LEARNER, Demo
from tests.journeys.screens import MODULE
from tests.journeys.test_accessibility import MARK, axe, look
from tests.journeys.test_weights import NADIA, PLAYER

__all__ = ["axe"]

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("shipped")]

CHOICE, RIGHT, ORDER = "risque-disjoncteur-ouvert", "Non", "risque-ordre-secours"
QUESTION = "Pourquoi verrouiller ?"
HELP = ".help a.button"
MOST_TABS = 200


@pytest.mark.parametrize("address", PLAYER)
def test_axe_finds_nothing_in_the_unit_nor_in_what_opens_over_it(
    shipped: Demo, sit: Sit, axe: str, address: str
) -> None:
    page = sit(shipped.member(NADIA), at=shipped.server, size=PHONE, reduced_motion="reduce")
    page.goto(address)
    page.evaluate(axe)
    page.locator(".block-actions").first.scroll_into_view_if_needed()
    page.locator(HELP).first.click()
    expect(page.locator(".help textarea").first).to_be_focused()
    faults = {"phone": look(page, "phone")}
    for dialog in ("outline", "why"):
        opener = page.locator(f"[data-opens={dialog}]")
        opener.click()
        if dialog == "why":
            expect(page.locator("#why .unit-list")).to_be_visible()
        faults[dialog] = look(page, "phone", f"#{dialog}")
        page.keyboard.press("Escape")
        expect(page.locator(f"#{dialog}")).to_be_hidden()
        expect(opener).to_be_focused()
    faults["wide"] = look(page, "wide")
    assert {where: found for where, found in faults.items() if found} == {}


class Keyboard:
    """Hands that have nothing but keys. Wherever they come, they see where they are."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, what: Locator) -> None:
        """Tab on until this has the focus."""
        for _ in range(MOST_TABS):
            self.press("Tab")
            mark = self.page.evaluate(MARK)
            assert mark is not None, f"went round the page without {what}"
            assert mark["seen"], f"unseen focus: {mark['html']}"
            assert mark["free"], f"covered: {mark['html']}"
            if what.evaluate("one => one === document.activeElement"):
                return
        raise AssertionError(f"never came to {what}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)


def test_a_unit_is_done_with_the_keyboard_alone(shipped: Demo, sit: Sit) -> None:
    page = sit(shipped.member(LEARNER), at=shipped.server, size=PHONE)
    page.goto(f"{MODULE}/units/le-risque")
    keys = Keyboard(page)
    look_at_the_outline(keys)
    choose(keys, page.locator(f"#{CHOICE}"))
    ask(keys, page.locator(f"#{CHOICE}"))
    put_in_order(keys, page.locator(f"#{ORDER}"), right_order(shipped))
    keys.reach(page.locator("button[form=onward]:visible"))
    keys.press("Enter")
    page.wait_for_url("**/units/les-sept-etapes*")


def look_at_the_outline(keys: Keyboard) -> None:
    opener, dialog = keys.page.locator("[data-opens=outline]"), keys.page.locator("#outline")
    keys.reach(opener)
    for ways in (["Escape"], ["Enter"]):
        keys.press("Enter")
        expect(dialog).to_be_visible()
        expect(dialog.locator("[data-closes]")).to_be_focused()
        keys.press(*ways)
        expect(dialog).to_be_hidden()
        expect(opener).to_be_focused()


def choose(keys: Keyboard, block: Locator) -> None:
    right = block.get_by_label(RIGHT, exact=True)
    keys.reach(block.get_by_role("radio").first)
    keys.press("Space")
    while not right.is_checked():
        keys.press("ArrowDown")
    keys.reach(block.get_by_role("button", name="Valider"))
    keys.press("Enter")
    expect(block.locator(".feedback[data-result=right]")).to_be_focused()


def ask(keys: Keyboard, block: Locator) -> None:
    keys.reach(block.locator(HELP))
    keys.press("Enter")
    expect(block.locator("textarea")).to_be_focused()
    keys.page.keyboard.type(QUESTION)
    keys.reach(block.get_by_role("button", name="Envoyer", exact=True))
    keys.press("Enter")
    expect(block.locator(".help-thread")).to_contain_text(QUESTION)
    expect(block.locator(HELP)).to_be_focused()


def right_order(shipped: Demo) -> list[str]:
    with shipped.server.app.app_context(), shipped.server.database.reading() as session:
        view = get_block_data(session, shipped.enrolment(session).version_id, [ORDER])[ORDER]
        return [item["id"] for item in view.data["items"]]


def put_in_order(keys: Keyboard, block: Locator, wanted: list[str]) -> None:
    """Lift each item to its place, from the first on: the next one always stands further down."""
    for place, item in enumerate(wanted):
        standing = block.locator(".order-item").evaluate_all("all => all.map(one => one.dataset.item)")
        up = block.locator(f"[data-item='{item}'] [data-move='-1']")
        keys.reach(up)
        for _ in range(standing.index(item) - place):
            keys.press("Enter")
            expect(up).to_be_focused()
    keys.reach(block.get_by_role("button", name="Valider"))
    keys.press("Enter")
    expect(block.locator(".feedback[data-result=right]")).to_be_focused()
