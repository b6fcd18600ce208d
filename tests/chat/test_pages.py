"""The pages of conversations, as they are without script."""

import re
import uuid

import pytest

from app.chat import anchors, headers
from app.chat.anchors import AnchorCard
from app.chat.headers import Header
from app.chat.services.conversations import open_direct, remove_participant
from tests.counting import statements
from tests.pages import post as post_form


@pytest.fixture
def nadia(cast, client):
    return cast.learner.sit_down(client)


def lines_of(page: str) -> list[tuple[str, str, str]]:
    """(side, state, text) of each message of a page; those of the templates are left out."""
    found = re.findall(
        r'data-side="(\w+)" data-state="(\w+)" id="m\d+".*?<p class="message-text" dir="auto">(.*?)</p>',
        page,
        re.S,
    )
    return found


def test_the_only_conversation_opens_at_once(nadia, conversation_id) -> None:
    answer = nadia.get("/messages")
    assert (answer.status_code, answer.location) == (302, f"/messages/{conversation_id}")


def test_several_are_listed_with_their_last_words_and_what_is_new(
    app, database, cast, nadia, post, conversation_id
) -> None:
    post(cast.tutor, "Une première\nligne")
    with app.app_context(), database.writing() as session:
        open_direct(session, cast.learner.actor, person_id=cast.host.id)
    page = nadia.get("/messages").text
    assert page.index("Luc Test") < page.index("Sabine Test") or "Sabine Test" in page
    assert "Une première ligne" in page
    assert "1 nouveau" in page


def test_who_has_none_reads_why(cast, client) -> None:
    page = cast.second_learner.sit_down(client).get("/messages").text
    assert "Pas encore de conversation" in page


def test_messages_stand_by_day_with_their_state_and_the_unread_line(
    cast, nadia, client, post, clock, conversation_id
) -> None:
    clock.move(hours=-11)
    post(cast.learner, "S’il affiche 0 V ?")
    clock.move(hours=11)
    post(cast.tutor, "Parce qu’il peut mentir.")
    post(cast.learner, "Ah d’accord.")
    page = nadia.get(f"/messages/{conversation_id}").text
    assert lines_of(page) == [
        ("mine", "read", "S’il affiche 0 V ?"),
        ("theirs", "sent", "Parce qu’il peut mentir."),
        ("mine", "sent", "Ah d’accord."),
    ]
    assert page.index("Hier, lundi 9 mars") < page.index("Aujourd’hui") < page.index("message-unread")
    assert "23\u00a0h, lu" in page
    assert "10\u00a0h, envoyé" in page
    assert "Sabine, 10\u00a0h" in page


def test_a_form_sends_once_however_often_it_is_sent(cast, nadia, read, conversation_id) -> None:
    address = f"/messages/{conversation_id}"
    client_id = re.search(r'name="client_id" value="([^"]+)"', nadia.get(address).text)[1]
    for _ in range(2):
        answer = post_form(nadia, address, page=address, text="  Bonjour\r\nSabine ", client_id=client_id)
        assert (answer.status_code, answer.location) == (303, f"{address}#end")
    assert [item["text"] for item in read(cast.tutor).json["items"]] == ["  Bonjour\nSabine "]


def test_sending_reads_what_stands_before(cast, nadia, post, read, conversation_id) -> None:
    post(cast.tutor, "Bonjour")
    address = f"/messages/{conversation_id}"
    post_form(nadia, address, page=address, text="Bonjour", client_id=uuid.uuid4())
    assert read(cast.tutor).json["read"][str(cast.learner.id)] == 2
    assert 'data-state="read"' in cast.tutor.sit_down(nadia).get(address).text


@pytest.mark.parametrize(("text", "reason"), [(" ", "est vide"), ("x" * 4001, "dépasse 4000 caractères")])
def test_what_is_refused_says_why_and_stays_in_the_field(
    nadia, conversation_id, text: str, reason: str
) -> None:
    address = f"/messages/{conversation_id}"
    client_id = str(uuid.uuid4())
    answer = post_form(nadia, address, page=address, text=text, client_id=client_id)
    assert answer.status_code == 422
    assert reason in answer.text
    assert f">{text}</textarea>" in answer.text
    assert client_id in answer.text


def test_what_people_write_is_shown_as_text(cast, nadia, post, conversation_id) -> None:
    post(cast.tutor, "<img src=x onerror=alert(1)> & </p>")
    page = nadia.get(f"/messages/{conversation_id}").text
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; &lt;/p&gt;" in page
    assert "<img src=x" not in page


def test_older_messages_are_a_page_further(cast, nadia, post, conversation_id) -> None:
    for number in range(60):
        post(cast.tutor, f"n°{number + 1}.")
    latest = nadia.get(f"/messages/{conversation_id}").text
    assert [text for _, _, text in lines_of(latest)][::49] == ["n°11.", "n°60."]
    older = re.search(r'href="([^"]+\?before=\d+)"', latest)[1]
    page = nadia.get(older).text
    assert [text for _, _, text in lines_of(page)][::9] == ["n°1.", "n°10."]
    assert "Messages plus récents" in page


def test_who_has_left_reads_and_has_no_field(app, database, cast, nadia, post, conversation_id) -> None:
    post(cast.tutor, "Au revoir")
    with app.app_context(), database.writing() as session:
        remove_participant(session, conversation_id=conversation_id, person_id=cast.learner.id)
    page = nadia.get(f"/messages/{conversation_id}").text
    assert "Au revoir" in page
    assert "Vous ne participez plus" in page
    assert "<textarea" not in page


def test_nobody_else_finds_the_page(cast, client, conversation_id) -> None:
    cast.second_learner.sit_down(client)
    for path in ("", "/cards/1"):
        assert client.get(f"/messages/{conversation_id}{path}").status_code == 404
    token = {"text": "x", "client_id": uuid.uuid4()}
    assert post_form(client, f"/messages/{conversation_id}", page="/messages", **token).status_code in (
        404,
        400,
    )


def test_read_marks_come_without_a_socket_too(app, cast, nadia, post, read, conversation_id) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    post(cast.tutor, "Bonjour")
    answer = nadia.post(f"/messages/{conversation_id}/read", json={"seq": 1})
    assert answer.status_code == 204
    assert read(cast.tutor).json["read"][str(cast.learner.id)] == 1
    assert nadia.post(f"/messages/{conversation_id}/read", json={"seq": "x"}).status_code == 422


@pytest.fixture
def block_cards():
    """Blocks have cards that only Sabine's side may see the attempts of."""
    before = dict(anchors._resolvers)
    anchors.resolve_with(
        "block",
        lambda _session, actor, anchor: AnchorCard(
            f"Bloc {anchor['id']}", "/learn/x#q2", (f"pour {actor.given_name}",)
        ),
    )
    yield
    anchors._resolvers.clear()
    anchors._resolvers.update(before)


def test_an_anchor_is_a_card_for_its_reader(cast, nadia, post, conversation_id, block_cards) -> None:
    post(cast.learner, "Pourquoi ?", anchor={"kind": "block", "id": "q2"})
    post(cast.learner, "Et là ?", anchor={"kind": "unknown", "id": "z"})
    page = nadia.get(f"/messages/{conversation_id}").text
    assert page.count('class="anchor"') == 1
    assert "Bloc q2" in page
    assert "pour Nadia" in page
    assert "Bloc q2" in nadia.get(f"/messages/{conversation_id}/cards/1").text
    assert nadia.get(f"/messages/{conversation_id}/cards/2").status_code == 204
    assert nadia.get(f"/messages/{conversation_id}/cards/3").status_code == 404


def test_the_head_says_who_it_is_and_when_they_answer(cast, nadia, conversation_id) -> None:
    before = dict(headers._describers)
    headers.describe_with("tutoring", lambda *_: Header("votre tutrice", ("Répond en 2 jours.",), "0470 12"))
    try:
        page = nadia.get(f"/messages/{conversation_id}").text
    finally:
        headers._describers.clear()
        headers._describers.update(before)
    for words in ("votre tutrice", "Répond en 2 jours.", "tel:047012", '<h1 class="chat-name">Sabine Test'):
        assert words in page


def test_pages_cost_the_same_statements_with_one_message_and_with_many(
    cast, nadia, post, database, conversation_id, block_cards
) -> None:
    def cost() -> int:
        with statements(database) as seen:
            assert nadia.get(f"/messages/{conversation_id}").status_code == 200
        return len([one for one in seen if one.startswith("SELECT")])

    post(cast.learner, "Pourquoi ?", anchor={"kind": "block", "id": "q2"})
    one = cost()
    for _ in range(40):
        post(cast.learner, "Pourquoi ?", anchor={"kind": "block", "id": "q2"})
    assert cost() == one <= 12


def test_sending_costs_five_statements_with_whoever_listens(cast, post, database) -> None:
    post(cast.learner, "Bonjour")
    with statements(database) as seen:
        post(cast.learner, "Bonjour")
    assert len(seen) <= 5
