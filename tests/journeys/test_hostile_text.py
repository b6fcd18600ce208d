"""What people type is text, in every field and on every page: nothing of it runs, even without the policy header."""

import uuid
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.guards.access.rows import Row
from tests.hostile import mark, needs_corpus, packs
from tests.journeys.hostile_module import MORE, NEWER, SLUG
from tests.journeys.hostile_places import EVERY_FIELD, KEPT, NEVER_TYPED, OPERATORS, SHOWN
from tests.journeys.hostile_site import HostileSite, hostile_site, written_place
from tests.journeys.planted_site import PAGES
from tests.journeys.typed_fields import (
    called_fields,
    columns_without,
    content_fields,
    form_fields,
    read_by_views,
    socket_fields,
)
from tests.journeys.watching import watching
from tests.planted import BENCH, SHARED, UNIT

__all__ = ["hostile_site"]

pytestmark = [pytest.mark.journey, needs_corpus]

READERS = ("learner", "tutor", "author", "host", "manager", "network")
TEAM_PAGES = 3


def readers_of(row: Row) -> list[str]:
    """Who of the first centre reads this page."""
    if row.ok != 200 or row.nobody == 200:
        return []
    names = row.sees & row.enters if row.parameters else row.enters
    return [name for name in READERS if name in names and row.but.get(name, 200) == 200]


def addresses_of(site: HostileSite, reader: str) -> Iterator[str]:
    """Every page of this person, and the further ones of what is long."""
    for row in PAGES:
        if reader in readers_of(row):
            yield row.address(row.values(site.world.here))
    yield from further_of(site, reader)


def further_of(site: HostileSite, reader: str) -> list[str]:
    here, second = site.world.here, site.second_enrolment_id
    study = f"/learn/modules/{SLUG}"
    conversation = f"/messages/{here.conversation_id}"
    works = [f"/learn/work/{second}/{block}" for block in ("ecrire", "penser", "envoyer")]
    return {
        "learner": [
            *(f"{study}/units/{unit}" for unit in (*MORE, NEWER, BENCH)),
            f"/learn/sessions/{site.cancelled_id}",
            *(f"{conversation}?before={seq}" for seq in (190, 140, 90, 40)),
        ],
        "second_learner": [
            f"{study}/units/{UNIT}",
            f"{study}/units/{NEWER}",
            *works,
            f"/learn/help/{second}/regler",
            "/messages",
            "/profile/looks",
        ],
        "newcomer": ["/learn", "/learn/modules", study],
        "tutor": [
            *(f"/tutor/learners/{second}{more}" for more in ("", "?show=questions")),
            *(f"/tutor/learners/{here.enrolment_id}?show={show}" for show in ("mine", "study", "centre")),
        ],
        "author": [
            *(f"/studio/modules/{SLUG}/versions/1/units/{unit}" for unit in (*MORE, NEWER, BENCH)),
            *desk_of(site),
            f"/studio/modules/{SHARED}/versions",
            f"/studio/modules/{SLUG}/translate/en",
        ],
        "host": [f"/sessions/{site.cancelled_id}", f"/sessions/{here.held_session_id}"],
        "manager": [f"/centre/people?page={number}" for number in range(2, TEAM_PAGES + 1)],
        "network": [],
    }[reader]


def desk_of(site: HostileSite) -> list[str]:
    """Where the module that was begun is written."""
    studio, unit, block = written_place(site)
    desk = f"{studio}/units/{unit}"
    return [
        desk,
        f"{desk}?head=1",
        f"{desk}?block={block}",
        f"{desk}/frame",
        f"{studio}/head",
        f"{studio}/history",
    ]


def test_every_field_that_takes_text_has_its_place_here(hostile_site: HostileSite) -> None:
    app = hostile_site.server.app
    there = form_fields() | read_by_views() | called_fields(app) | socket_fields() | content_fields()
    assert there - EVERY_FIELD == set(), (
        "fill it in in hostile_site.py, and name its mark in hostile_places.py"
    )
    assert EVERY_FIELD - there == set(), "these fields are gone"


def test_every_column_of_text_holds_something_hostile(hostile_site: HostileSite) -> None:
    assert columns_without(hostile_site.server.database, "xss-") == NEVER_TYPED


def test_no_page_runs_what_was_typed(browser: Browser, hostile_site: HostileSite) -> None:
    seen: set[str] = set()
    faults: list[str] = []
    for reader in (*READERS, "second_learner", "newcomer"):
        with watching(browser, hostile_site.server, hostile_site.member(reader)) as watch:
            for address in addresses_of(hostile_site, reader):
                watch.visit(address)
        seen |= watch.seen
        faults += watch.faults
    assert faults == []
    # What is not on a page was not looked at.
    assert {*SHOWN.values(), *OPERATORS, "reflection"} - {"live"} - seen == set()
    assert set(KEPT.values()) & seen == set()


def test_messages_that_come_by_the_socket_stay_text(browser: Browser, hostile_site: HostileSite) -> None:
    server, conversation = hostile_site.server, str(hostile_site.world.here.conversation_id)
    texts = packs("live", 2000)
    with watching(browser, server, hostile_site.member("learner")) as watch:
        watch.visit(f"/messages/{conversation}")
        with server.socket(hostile_site.member("tutor")) as socket:
            socket.emit("typing", {"conversation": conversation})
            for text in texts:
                message = {"conversation": conversation, "client_id": str(uuid.uuid4()), "text": text}
                assert socket.call("send", message)["ok"]
        there = watch.page.locator(".message-text").filter(has_text=mark("live"))
        expect(there).to_have_count(len(texts))
        watch.look()
    assert "live" in watch.seen
    assert watch.faults == []


def test_under_the_policy_no_page_breaks_it(browser: Browser, hostile_site: HostileSite) -> None:
    """The same header that stops what slipped through has nothing to stop."""
    here = hostile_site.world.here
    pages = (f"/learn/modules/{SLUG}/units/{UNIT}", f"/messages/{here.conversation_id}", "/profile")
    with watching(browser, hostile_site.server, hostile_site.member("learner"), with_policy=True) as watch:
        for address in pages:
            watch.visit(address)
    assert watch.faults == []
