"""Putting items in order by hand: a real pointer goes over several places in one movement, by mouse and by finger."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

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
