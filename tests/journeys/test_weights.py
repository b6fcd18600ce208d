"""What a page weighs at a first visit, with nothing in the browser's cache, and afterwards.

Counted is what crosses the wire until the page is quiet: headers and bodies, compressed, fonts included. Drawings and
panels far below the first screen are not fetched by then: a reading to the end has a test of its own. What goes over an
open socket is not counted.
"""

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import PHONE, WIDE, Sit
from tests.journeys.demo import HOST, TUTOR, Demo
from tests.journeys.screens import MODULE
from tests.wire import Fetched, Wire, kilobytes

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("shipped")]

FIRST_KB, FIRST_REQUESTS, SCRIPT_KB, LATER_KB = 150, 12, 60, 25
DESK_KB = 400
# A whole unit, with its drawings and the panel of each of its blocks.
READ_KB = 200
NADIA, MANAGER = "apprenant@demo.example", "coordination@demo.example"
UNITS = (
    "le-risque",
    "les-sept-etapes",
    "la-vat",
    "terre-et-court-circuit",
    "deconsigner",
    "qui-fait-quoi",
    "au-banc",
)
PLAYER = [f"{MODULE}/units/{unit}" for unit in UNITS]
MOST_DRAWN = PLAYER[1]
LEARNER_PAGES = ["/learn", MODULE, "/learn/modules", "/learn/sessions", "/messages", *PLAYER]
STUDIO = "/studio/modules/consignation-electrique"
DESKS = [
    (HOST, "/studio"),
    (HOST, STUDIO),
    (HOST, f"{STUDIO}/versions/1/units/les-sept-etapes"),
    (HOST, "/sessions"),
    (TUTOR, "/tutor"),
    (TUTOR, "/messages"),
    (MANAGER, "/centre/people"),
    (MANAGER, "/centre/journal"),
]


def visit(page: Page, address: str) -> list[Fetched]:
    wire = Wire(page)
    answer = page.goto(address, wait_until="load")
    assert answer is not None
    assert answer.status == 200
    return wire.fetched()


def too_heavy(fetched: list[Fetched]) -> dict[str, object]:
    """What of a learner's first visit is over its budget."""
    script = kilobytes(fetched, "Script")
    found: dict[str, object] = {}
    if kilobytes(fetched) > FIRST_KB:
        found["KB"] = kilobytes(fetched)
    if script > SCRIPT_KB:
        found["KB of script"] = script
    if len(fetched) > FIRST_REQUESTS:
        found["requests"] = [one.address for one in fetched]
    return found


@pytest.mark.parametrize("address", ["/sign-in", *LEARNER_PAGES])
def test_a_first_visit_of_a_learner_is_light(shipped: Demo, sit: Sit, address: str) -> None:
    member = None if address == "/sign-in" else shipped.member(NADIA)
    fetched = visit(sit(member, at=shipped.server, size=PHONE), address)
    assert {one.kind for one in fetched} >= {"Document", "Font", "Script", "Stylesheet"}
    assert too_heavy(fetched) == {}


def test_later_pages_fetch_little_more_than_their_words(shipped: Demo, sit: Sit) -> None:
    page = sit(shipped.member(NADIA), at=shipped.server, size=PHONE)
    visit(page, PLAYER[0])
    weights = {address: later(page, address) for address in LEARNER_PAGES if address != PLAYER[0]}
    assert {address: size for address, size in weights.items() if size > LATER_KB} == {}


def later(page: Page, address: str) -> float:
    """In a tab of its own: a page that is left still sends what it has to tell."""
    with page.context.new_page() as tab:
        return kilobytes(visit(tab, address))


def test_a_unit_read_to_its_end_stays_light(shipped: Demo, sit: Sit) -> None:
    page = sit(shipped.member(NADIA), at=shipped.server, size=PHONE)
    wire = Wire(page)
    page.goto(MOST_DRAWN)
    unread = page.locator("img.figure-picture")
    for block in page.locator("section[data-block]").all():
        block.scroll_into_view_if_needed()
    fetched = wire.fetched()
    assert len([one for one in fetched if one.kind == "Image"]) == unread.count()
    assert kilobytes(fetched) <= READ_KB


@pytest.mark.parametrize(("who", "address"), DESKS)
def test_a_first_visit_at_a_desk_is_bearable(shipped: Demo, sit: Sit, who: str, address: str) -> None:
    fetched = visit(sit(shipped.member(who), at=shipped.server, size=WIDE), address)
    assert kilobytes(fetched) <= DESK_KB


def test_a_first_visit_on_the_tablet_of_the_workshop_is_bearable(shipped: Demo, sit: Sit) -> None:
    session_id = shipped.plan_session_soon()
    host, roll = shipped.member(HOST), f"/sessions/{session_id}"
    for address in (roll, f"{roll}/grid/{shipped.seat_in(session_id)}"):
        assert kilobytes(visit(sit(host, at=shipped.server, size=WIDE), address)) <= DESK_KB
