"""Putting items in order and together by hand: a real pointer, by mouse and by finger."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from app.catalogue.queries import get_module
from app.demo.study import actor_of
from app.learning.services.enrolments import enrol
from app.people.models import Role
from tests.cast import Member, member_for, passer_by
from tests.journeys.conftest import PHONE, WIDE, Sit
from tests.journeys.demo import LEARNER, Demo
from tests.journeys.screens import MODULE

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("shipped")]

BLOCK = "#risque-ordre-secours"
Drag = Callable[[Page, Locator, Locator], None]


def by_mouse(page: Page, grip: Locator, onto: Locator) -> None:
    page.mouse.move(*middle(grip))
    page.mouse.down()
    page.mouse.move(*beyond(grip, onto), steps=12)
    page.mouse.up()


def by_finger(page: Page, grip: Locator, onto: Locator) -> None:
    hand = page.context.new_cdp_session(page)
    (from_x, from_y), (to_x, to_y) = middle(grip), beyond(grip, onto)
    path = [
        (from_x + (to_x - from_x) * step / 12, from_y + (to_y - from_y) * step / 12) for step in range(13)
    ]
    for at, (x, y) in enumerate(path):
        kind = "touchMove" if at else "touchStart"
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def middle(one: Locator) -> tuple[float, float]:
    box = one.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def beyond(grip: Locator, onto: Locator) -> tuple[float, float]:
    """Past the middle of the item whose place is wanted."""
    (_, y), (to_x, to_y) = middle(grip), middle(onto)
    return to_x, to_y + (8 if to_y > y else -8)


def standing(block: Locator) -> list[str]:
    found: list[str] = block.locator(".order-item").evaluate_all("all => all.map(one => one.dataset.item)")
    return found


@pytest.mark.parametrize(("size", "drag"), [(WIDE, by_mouse), (PHONE, by_finger)], ids=["mouse", "finger"])
def test_an_item_goes_over_several_places_in_one_movement(shipped: Demo, sit: Sit, size, drag: Drag) -> None:
    page = sit(shipped.member(LEARNER), at=shipped.server, size=size)
    page.goto(f"{MODULE}/units/le-risque")
    block = page.locator(BLOCK)
    block.locator(".order").evaluate("list => list.scrollIntoView({block: 'center', behavior: 'instant'})")
    items = block.locator(".order-item")
    before = standing(block)
    assert len(before) >= 4
    last = len(before) - 1
    drag(page, items.first.locator(".order-grip"), items.last)
    expect(items.last).to_have_attribute("data-item", before[0])
    assert standing(block) == [*before[1:], before[0]]
    expect(block.locator("[data-order-said]")).to_have_text(f"Place {last + 1} sur {last + 1}")
    drag(page, items.nth(last).locator(".order-grip"), items.nth(1))
    assert standing(block) == [before[1], before[0], *before[2:]]
    assert block.locator("[data-moving]").count() == 0


@pytest.mark.parametrize(("size", "drag"), [(WIDE, by_mouse), (PHONE, by_finger)], ids=["mouse", "finger"])
def test_what_goes_together_is_dragged_onto_its_pair(shipped: Demo, sit: Sit, size, drag: Drag) -> None:
    page = sit(newcomer(shipped), at=shipped.server, size=size)
    page.goto("/learn/modules/bases-du-numerique/units/entrer")
    block = page.locator("#entrer-ou-trouver")
    pairs, pieces = block.locator(".pair"), block.locator(".pair-piece")
    block.locator(".pairs").evaluate("list => list.scrollIntoView({block: 'center', behavior: 'instant'})")
    for at in (0, 1):
        drag(page, pieces.nth(at), pairs.nth(at))
        expect(pairs.nth(at).locator("select option:checked")).to_have_text(pieces.nth(at).inner_text())
        expect(pieces.nth(at)).to_have_attribute("data-taken", "")
    # Let go elsewhere, it chooses nothing; and the list still chooses.
    drag(page, pieces.nth(2), block.locator("h3, .statement, p").first)
    expect(pairs.nth(2).locator("select")).to_have_value("")
    pairs.nth(0).locator("select").select_option(index=3)
    expect(pieces.nth(0)).not_to_have_attribute("data-taken", "")
    assert block.locator("[data-moving], [data-over]").count() == 0


def newcomer(shipped: Demo) -> Member:
    """Someone of the second centre who has just begun a module with such a question."""
    with shipped.server.app.app_context(), shipped.server.database.writing() as session:
        [held] = actor_of(session, "tuteur@centre2.example", Role.TUTOR).held
        person, actor = passer_by(session, held.centre_id, Role.LEARNER)
        module = get_module(session, actor, "bases-du-numerique")
        enrol(session, learner_id=person.id, module=module, centre_id=held.centre_id)
        return member_for(session, person, *actor.held)
