"""Writing to one's tutor in a real browser: at once, without network, in two windows, without script."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from tests.cast import Member
from tests.journeys.conftest import Sit
from tests.servers import Server

pytestmark = pytest.mark.journey


def lines(page: Page) -> list[tuple[str | None, str]]:
    """(state, text) of each message on the page."""
    found = page.locator(".chat-lines .message")
    return [
        (one.get_attribute("data-state"), one.locator(".message-text").inner_text()) for one in found.all()
    ]


def write(page: Page, text: str) -> None:
    page.get_by_label("Votre message").fill(text)
    page.get_by_role("button", name="Envoyer").click()


def say(server: Server, member: Member, conversation: uuid.UUID, text: str) -> None:
    """A message through the server's own door."""
    body = {"client_id": str(uuid.uuid4()), "text": text}
    path = f"/api/v1/conversations/{conversation}/messages"
    assert server.call("POST", path, token=member.token, body=body)[0] == 201


def texts_kept(server: Server, conversation: uuid.UUID) -> list[str]:
    path = f"/api/v1/conversations/{conversation}/messages?limit=200"
    _status, page = server.call("GET", path, token=server.cast.tutor.token)
    return [item["text"] for item in page["items"]]


def test_a_message_is_there_at_once_and_its_sender_sees_it_read(server: Server, sit: Sit) -> None:
    conversation = server.open_conversation()
    nadia, sabine = sit(server.cast.learner), sit(server.cast.tutor)
    for page in (nadia, sabine):
        page.goto(f"/messages/{conversation}", wait_until="networkidle")
    expect(nadia.get_by_text("en ligne")).to_be_visible()
    sabine.get_by_label("Votre message").press_sequentially("J’arrive")
    expect(nadia.get_by_text("Sabine écrit…")).to_be_visible()
    write(nadia, "Deux lignes\net <b>rien</b> d’autre")
    expect(sabine.locator(".message-text")).to_have_text("Deux lignes\net <b>rien</b> d’autre")
    expect(nadia.locator('.message[data-state="read"]')).to_have_count(1)
    sabine.get_by_label("Votre message").press("Enter")
    expect(nadia.locator(".message").last).to_contain_text("J’arrive")
    assert texts_kept(server, conversation) == ["Deux lignes\net <b>rien</b> d’autre", "J’arrive"]


def test_what_is_sent_before_the_script_is_there_is_sent_once_it_is(server: Server, sit: Sit) -> None:
    conversation = server.open_conversation()
    page = sit(server.cast.learner)
    coming: list[Route] = []
    page.route("**/island-*.js", lambda route: coming.append(route))
    page.goto(f"/messages/{conversation}", wait_until="domcontentloaded")
    page.wait_for_function("() => customElements.get('c-time') !== undefined")
    write(page, "Trop tôt")
    expect(page.get_by_label("Votre message")).to_have_value("Trop tôt")
    assert texts_kept(server, conversation) == []
    coming[0].continue_()
    expect(page.locator('.message[data-state="sent"]')).to_have_count(1)
    assert texts_kept(server, conversation) == ["Trop tôt"]


def test_what_is_written_without_network_is_kept_and_leaves_by_itself(server: Server, sit: Sit) -> None:
    conversation = server.open_conversation()
    page = sit(server.cast.learner)
    page.goto(f"/messages/{conversation}", wait_until="networkidle")
    expect(page.get_by_label("Votre message")).to_be_visible()
    page.context.set_offline(True)
    for number in range(3):
        write(page, f"n° {number}")
    expect(page.get_by_text("Pas de réseau. Gardé ici, partira seul.")).to_be_visible(timeout=20_000)
    expect(page.locator('.message[data-state="waiting"]')).to_have_count(3)
    assert [state for state, _text in lines(page)] == ["waiting"] * 3
    assert texts_kept(server, conversation) == []
    page.context.set_offline(False)
    expect(page.locator('.message[data-state="sent"]')).to_have_count(3, timeout=30_000)
    expect(page.get_by_text("Pas de réseau")).to_have_count(0)
    assert texts_kept(server, conversation) == ["n° 0", "n° 1", "n° 2"]


def test_two_windows_of_one_person_send_each_message_once_and_in_order(server: Server, sit: Sit) -> None:
    conversation = server.open_conversation()
    first = sit(server.cast.learner)
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"/messages/{conversation}", wait_until="networkidle")
        expect(page.get_by_label("Votre message")).to_be_visible()
    first.context.set_offline(True)
    for number in range(10):
        write(first if number % 2 else second, f"n° {number}")
        expect((first if number % 2 else second).get_by_text(f"n° {number}")).to_be_visible()
    first.context.set_offline(False)
    for page in (first, second):
        expect(page.locator('.message[data-state="sent"]')).to_have_count(10, timeout=40_000)
    assert texts_kept(server, conversation) == [f"n° {number}" for number in range(10)]
    assert [text for _state, text in lines(second)] == [f"n° {number}" for number in range(10)]


def test_it_works_by_calls_where_the_socket_is_refused(server: Server, sit: Sit) -> None:
    conversation = server.open_conversation()
    page = sit(server.cast.learner)
    page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    page.goto(f"/messages/{conversation}", wait_until="networkidle")
    write(page, "Par l’autre chemin")
    expect(page.locator('.message[data-state="sent"]')).to_have_count(1)
    say(server, server.cast.tutor, conversation, "Bien reçu")
    write(page, "Merci")
    expect(page.locator(".message-text")).to_have_text(["Par l’autre chemin", "Bien reçu", "Merci"])


def test_what_was_missed_while_away_is_there_on_coming_back(server: Server, sit: Sit) -> None:
    conversation = server.open_conversation()
    page = sit(server.cast.learner)
    page.goto(f"/messages/{conversation}", wait_until="networkidle")
    expect(page.get_by_label("Votre message")).to_be_visible()
    page.context.set_offline(True)
    for number in range(3):
        say(server, server.cast.tutor, conversation, f"n° {number}")
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator(".message-text")).to_have_text(["n° 0", "n° 1", "n° 2"], timeout=30_000)


@contextmanager
def answering(page: Page, *, agrees: bool) -> Iterator[list[str]]:
    """What the page asks before it acts."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        if agrees:
            dialog.accept()
        else:
            dialog.dismiss()

    page.on("dialog", answer)
    yield asked
    page.remove_listener("dialog", answer)


def test_signing_out_says_what_is_unsent_and_erases_it(server: Server, sit: Sit) -> None:
    page = sit(server.cast.second_learner)
    theirs = server.open_conversation(server.cast.second_learner, server.cast.tutor)
    page.goto(f"/messages/{theirs}", wait_until="networkidle")
    page.route("**/api/v1/conversations/**", lambda route: route.abort())
    page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    page.reload()
    write(page, "Pas encore parti")
    expect(page.locator('.message[data-state="waiting"]')).to_have_count(1, timeout=20_000)
    page.goto("/profile")
    with answering(page, agrees=False) as asked:
        page.get_by_role("button", name="Quitter ma session").click()
        page.wait_for_timeout(500)
    (question,) = asked
    assert question.startswith("Pas encore parti de cet appareil\u00a0: 1 ")
    expect(page.get_by_role("button", name="Quitter ma session")).to_be_visible()
    with answering(page, agrees=True):
        page.get_by_role("button", name="Quitter ma session").click()
        page.wait_for_url("**/sign-in*")
    assert unsent(page) == 0


def unsent(page: Page) -> int:
    """How much the browser still keeps."""
    count: int = page.evaluate(
        """() => new Promise((resolve) => {
            const asked = indexedDB.open("compagnon-outbox", 1);
            asked.onsuccess = () => {
                const all = asked.result.transaction("unsent").objectStore("unsent").count();
                all.onsuccess = () => resolve(all.result);
            };
        })"""
    )
    return count


def test_without_script_one_writes_and_asks_again(server: Server, sit: Sit) -> None:
    conversation = server.open_conversation()
    page = sit(server.cast.learner, java_script_enabled=False)
    page.goto(f"/messages/{conversation}", wait_until="networkidle")
    write(page, "Sans script")
    expect(page.locator(".message-text")).to_have_text(["Sans script"])
    say(server, server.cast.tutor, conversation, "Bien reçu")
    page.get_by_role("link", name="Actualiser").click()
    expect(page.locator(".message-text")).to_have_text(["Sans script", "Bien reçu"])


def test_pages_without_a_conversation_open_no_socket(server: Server, sit: Sit) -> None:
    page = sit(server.cast.learner)
    opened: list[str] = []
    page.on("websocket", lambda socket: opened.append(socket.url))
    page.goto("/learn")
    page.wait_for_timeout(800)
    assert opened == []
