"""A trainer at the editor: by keyboard alone, on a phone, without network, and with a colleague in the same block."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app.catalogue.services.editing import open_draft
from app.network.models import Centre
from app.people.models import Role
from tests import databases
from tests.cast import Member, add_member
from tests.journeys.conftest import PHONE, WIDE, Sit
from tests.journeys.test_accessibility import axe, look
from tests.planted import publish
from tests.servers import Server, serving

__all__ = ["axe"]

pytestmark = pytest.mark.journey

SLUG = "atelier-bois"
UNIT = f"/studio/modules/{SLUG}/units/la-scie"


@dataclass(frozen=True)
class Desk:
    """A module of Fatou's with its draft open, and a colleague who writes it too."""

    server: Server
    fatou: Member
    yasmina: Member


@pytest.fixture
def desk(sqlite_template: Path, tmpfs: Path) -> Iterator[Desk]:
    with serving(database_url=databases.copy_of(sqlite_template, tmpfs)) as server:
        with server.app.app_context(), server.database.writing() as session:
            yasmina = prepare(session, server)
        yield Desk(server, server.cast.author, yasmina)


def prepare(session: Session, server: Server) -> Member:
    author, store = server.cast.author, server.app.extensions["compagnon"].store
    publish(session, store, author, SLUG, "bois")
    open_draft(session, author.actor, store=store, slug=SLUG)
    return add_member(session, "Yasmina", session.get_one(Centre, server.cast.centre_id), Role.TRAINER)


class Editor:
    """The page as a trainer uses it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def opens(self, address: str = UNIT) -> "Editor":
        self.page.goto(address)
        expect(self.page.locator(".studio[data-live]")).to_be_visible()
        return self

    @property
    def blocks(self) -> list[str]:
        found = self.page.locator("section.edit-block").evaluate_all(
            "all => all.map(one => one.dataset.block)"
        )
        return [str(code) for code in found]

    @property
    def open_block(self) -> str:
        return self.page.locator("section.edit-block[data-open]").get_attribute("data-block") or ""

    def state(self, words: str) -> None:
        expect(self.page.locator("#saved")).to_contain_text(words, timeout=10_000)

    def in_the_preview(self, words: str) -> None:
        expect(self.page.frame_locator("#frame").locator(".player")).to_contain_text(words)

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def tabs_to(self, selector: str) -> None:
        """Tab until this has the keyboard."""
        for _ in range(120):
            self.presses("Tab")
            if self.page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
                return
        raise AssertionError(f"the keyboard never reaches {selector}")

    def has_the_keyboard(self, selector: str) -> None:
        expect(self.page.locator(f"{selector}:focus, {selector} :focus").first).to_be_visible()


def test_by_keyboard_alone_a_block_is_added_written_moved_tried_and_undone(desk: Desk, sit: Sit) -> None:
    editor = Editor(sit(desk.fatou, at=desk.server, size=WIDE)).opens()
    before = editor.blocks
    editor.tabs_to("#block-parties + .insert")
    editor.presses("Enter")
    expect(editor.page.locator("#insert .choose-kind").first).to_be_focused()
    editor.presses("Enter")
    expect(editor.page.locator("section.edit-block[data-open] .edit-form")).to_be_visible()
    added = editor.open_block
    assert editor.blocks == [before[0], added, *before[1:]]

    editor.page.keyboard.type("Le protecteur")
    editor.tabs_to("[name=body], .edit-form [contenteditable=true]")
    editor.page.keyboard.type("Il couvre la lame.")
    editor.state("Enregistré")
    editor.in_the_preview("Il couvre la lame.")

    editor.presses("Escape")
    expect(editor.page.locator("section.edit-block[data-open]")).to_have_count(0)
    editor.has_the_keyboard(f"#block-{added}")
    editor.presses("Alt+ArrowDown")
    expect(editor.page.locator(".toast")).to_contain_text("Le bloc est déplacé.")
    assert editor.blocks[2] == added
    editor.has_the_keyboard(f"#block-{added}")

    editor.tabs_to(".toast-act")
    editor.presses("Enter")
    expect(editor.page.locator(".toast")).to_contain_text("C’est annulé.")
    assert editor.blocks[1] == added


def test_a_question_is_tried_in_the_preview_and_nothing_is_sent(desk: Desk, sit: Sit) -> None:
    page = sit(desk.fatou, at=desk.server, size=WIDE)
    sent: list[str] = []
    Editor(page).opens(f"{UNIT}?block=lame-immobile")
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    block = page.frame_locator("#frame").locator("#lame-immobile")
    block.get_by_label("Non", exact=True).check()
    block.get_by_role("button", name="Valider").click()
    expect(block.locator(".feedback")).to_contain_text("La dent reste tranchante.")
    block.get_by_label("Oui", exact=True).check()
    block.get_by_role("button", name="Essayer encore").click()
    expect(block.locator(".feedback")).to_contain_text("Elle coupe sans tourner.")
    assert sent == []


def test_the_preview_keeps_its_place_and_takes_over_what_is_saved(desk: Desk, sit: Sit) -> None:
    page = sit(desk.fatou, at=desk.server, size=WIDE)
    editor = Editor(page).opens(f"{UNIT}?block=regler")
    frame = page.frame_locator("#frame")
    expect(frame.locator("#regler")).to_be_in_viewport()
    page.locator(".edit-form [name=title]").fill("Régler le guide, sans se presser")
    editor.state("Enregistré")
    expect(frame.locator("#regler")).to_contain_text("sans se presser")
    expect(frame.locator("#regler")).to_be_in_viewport()


def test_without_network_what_is_typed_is_kept_here_and_goes_by_itself(desk: Desk, sit: Sit) -> None:
    page = sit(desk.fatou, at=desk.server, size=WIDE)
    editor = Editor(page).opens(f"{UNIT}?block=alerte-lame")
    page.context.set_offline(True)
    page.locator(".edit-form [name=title]").fill("La lame blesse à l’arrêt")
    editor.state("Pas encore enregistré, gardé ici")
    page.context.set_offline(False)
    editor.state("Enregistré")
    editor.in_the_preview("La lame blesse à l’arrêt")


def test_a_page_that_was_closed_without_network_sends_at_the_next_visit(desk: Desk, sit: Sit) -> None:
    page = sit(desk.fatou, at=desk.server, size=WIDE)
    editor = Editor(page).opens(f"{UNIT}?block=alerte-lame")
    page.context.set_offline(True)
    page.locator(".edit-form [name=title]").fill("Gardée pour demain")
    editor.state("gardé ici")
    page.close()
    back = page.context.new_page()
    page.context.set_offline(False)
    Editor(back).opens()
    expect(back.locator(".toast")).to_contain_text("Ce qui était gardé ici est maintenant enregistré.")
    back.reload()
    expect(back.locator("#block-alerte-lame")).to_contain_text("Gardée pour demain")


def test_two_people_in_one_block_see_each_other_and_lose_nothing(desk: Desk, sit: Sit) -> None:
    mine = sit(desk.fatou, at=desk.server, size=WIDE)
    theirs = sit(desk.yasmina, at=desk.server, size=WIDE)
    fatou = Editor(mine).opens(f"{UNIT}?block=alerte-lame")
    yasmina = Editor(theirs).opens(f"{UNIT}?block=alerte-lame")
    expect(mine.locator("#block-alerte-lame [data-others]")).to_contain_text("Yasmina écrit ici")
    expect(theirs.locator("#present .avatar")).to_have_attribute("aria-label", "Fatou est dans cette unité")
    theirs.locator(".edit-form [name=title]").fill("Titre de Yasmina")
    yasmina.state("Enregistré")
    mine.locator(".edit-form [name=title]").fill("Titre de Fatou")
    expect(mine.locator(".conflict-title")).to_be_focused()
    expect(mine.locator(".conflict")).to_contain_text("Yasmina Test a changé ce bloc")
    mine.get_by_role("button", name="Reprendre les deux dans le champ").click()
    expect(mine.locator(".edit-form [name=title]")).to_have_value("Titre de Fatou / Titre de Yasmina")
    fatou.state("Enregistré")


def test_a_colleague_sees_what_was_moved_without_asking(desk: Desk, sit: Sit) -> None:
    theirs = sit(desk.yasmina, at=desk.server, size=WIDE)
    yasmina = Editor(theirs).opens()
    expect(theirs.locator("#present")).to_be_hidden()
    mine = sit(desk.fatou, at=desk.server, size=WIDE)
    Editor(mine).opens()
    expect(theirs.locator("#present .avatar")).to_be_visible()
    mine.locator("#block-suite").hover()
    mine.locator("#block-suite [data-act=up]").click()
    expect(theirs.locator("section.edit-block").nth(1)).to_have_attribute("data-block", "suite")
    assert yasmina.blocks[1] == "suite"


def test_blocks_are_moved_by_hand_here_and_into_another_unit(desk: Desk, sit: Sit) -> None:
    page = sit(desk.fatou, at=desk.server, size=WIDE)
    editor = Editor(page).opens()
    page.locator(".outline-blocks [data-block=suite]").drag_to(
        page.locator(".outline-blocks [data-block=parties]"), target_position={"x": 20, "y": 4}
    )
    expect(page.locator(".toast")).to_contain_text("Le bloc est déplacé.")
    assert editor.blocks[0] == "suite"
    page.locator(".outline-blocks [data-block=suite]").drag_to(page.locator("#unit-au-banc"))
    expect(page.locator(".toast")).to_contain_text("Le bloc est dans l’autre unité.")
    assert "suite" not in editor.blocks


def test_on_a_phone_one_part_at_a_time_is_shown(desk: Desk, sit: Sit) -> None:
    page = sit(desk.fatou, at=desk.server, size=PHONE)
    Editor(page).opens()
    expect(page.locator("#outline")).to_be_hidden()
    page.get_by_role("link", name="Plan", exact=True).click()
    expect(page.locator("#outline")).to_be_visible()
    page.locator("#in-plan-regler").click()
    expect(page.locator(".edit-form")).to_be_visible()
    page.get_by_role("link", name="Aperçu", exact=True).click()
    expect(page.frame_locator("#frame").locator("#regler")).to_be_in_viewport()


@pytest.mark.parametrize("where", ["?block=lame-immobile", "?head=1", "?insert=parties", "?block=mesurer"])
def test_every_state_of_the_page_can_be_read_by_everyone(desk: Desk, sit: Sit, axe: str, where: str) -> None:
    page = sit(desk.fatou, at=desk.server, size=WIDE, reduced_motion="reduce")
    Editor(page).opens(
        re.sub("la-scie", "au-banc" if "mesurer" in where else "la-scie", UNIT)
        + where.replace("block=mesurer", "")
    )
    page.evaluate(axe)
    assert {size: look(page, size) for size in ("narrow", "wide")} == {"narrow": {}, "wide": {}}
