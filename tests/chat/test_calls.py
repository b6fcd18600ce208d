"""The calls of the outside contract (protocols.md)."""

import uuid

import pytest

from app.chat.services.conversations import add_participant, remove_participant

pytestmark = pytest.mark.postgres

MESSAGE_KEYS = {"id", "conversation", "seq", "client_id", "sender", "text", "anchor", "sent_at"}


def test_a_message_is_answered_as_an_object_and_is_in_the_history(cast, post, read) -> None:
    client_id = uuid.uuid4()
    anchor = {"kind": "block", "id": "q2", "version": 3}
    sent = post(cast.learner, "Bonjour Sabine", client_id=client_id, anchor=anchor)
    assert sent.status_code == 201
    assert set(sent.json) == MESSAGE_KEYS
    assert {key: sent.json[key] for key in ("seq", "client_id", "sender", "text", "anchor", "sent_at")} == {
        "seq": 1,
        "client_id": str(client_id),
        "sender": str(cast.learner.id),
        "text": "Bonjour Sabine",
        "anchor": anchor,
        "sent_at": "2026-03-10T09:00:00Z",
    }
    history = read(cast.tutor).json
    assert (history["items"], history["next"], history["last_seq"]) == ([sent.json], None, 1)


def test_a_repeated_message_is_the_first_one_and_takes_no_number(cast, post, read) -> None:
    client_id = uuid.uuid4()
    first = post(cast.learner, "Bonjour", client_id=client_id)
    again = post(cast.learner, "Bonjour", client_id=client_id)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json == first.json
    assert post(cast.learner, "Suite").json["seq"] == 2
    assert read(cast.learner).json["last_seq"] == 2


def test_two_people_may_use_the_same_client_id(cast, post) -> None:
    client_id = uuid.uuid4()
    assert post(cast.learner, "Bonjour", client_id=client_id).json["seq"] == 1
    assert post(cast.tutor, "Bonjour", client_id=client_id).json["seq"] == 2


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "  deux espaces, puis\n\ndeux lignes \t",
        "👩🏽‍🔧 soudure à l’arc 🔥",
        "مرحبا كيف الحال \u202eأ",
        "e\u0301 n’est pas \u00e9",
        '<script>alert(1)</script> & "guillemets"',
        "é" * 4000,
        "😀" * 4000,
    ],
    ids=["one", "blanks", "emoji", "rtl", "combining", "html", "longest", "longest_astral"],
)
def test_text_is_kept_exactly_as_sent(cast, post, read, text: str) -> None:
    assert post(cast.learner, text).json["text"] == text
    assert read(cast.tutor).json["items"][0]["text"] == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "text_missing"),
        (" \n\t\u00a0 ", "text_missing"),
        ("x" * 4001, "text_too_long"),
        ("fin\0", "invalid"),
    ],
)
def test_a_text_that_cannot_be_kept_is_refused_with_its_reason(
    cast, post, read, text: str, code: str
) -> None:
    refused = post(cast.learner, text)
    assert (refused.status_code, refused.json["code"]) == (422, code)
    assert read(cast.learner).json["last_seq"] == 0


def test_half_a_character_is_refused(cast, client, conversation_id) -> None:
    refused = client.post(
        f"/api/v1/conversations/{conversation_id}/messages",
        data=b'{"client_id": "%s", "text": "\\ud83d"}' % str(uuid.uuid4()).encode(),
        content_type="application/json",
        headers=cast.learner.bearer,
    )
    assert refused.status_code == 422


@pytest.mark.parametrize(
    "fault",
    [
        {"client_id": "not-an-id"},
        {"text": 3},
        {"anchor": {"kind": "block"}},
        {"anchor": {"kind": "block", "id": "a\0b"}},
        {"anchor": "block"},
        {"txet": "x"},
    ],
)
def test_a_message_of_another_shape_is_refused(cast, client, conversation_id, fault: dict) -> None:
    refused = client.post(
        f"/api/v1/conversations/{conversation_id}/messages",
        json={"client_id": str(uuid.uuid4()), "text": "x"} | fault,
        headers=cast.learner.bearer,
    )
    assert (refused.status_code, refused.json["code"]) == (422, "invalid")


def test_nobody_else_finds_the_conversation(cast, post, read, client) -> None:
    post(cast.learner, "Entre nous")
    for outsider in (cast.second_learner, cast.stranger, cast.manager, cast.network):
        assert read(outsider).status_code == 404
        assert post(outsider, "Coucou").status_code == 404
        assert client.get("/api/v1/conversations", headers=outsider.bearer).json["items"] == []
    assert read(cast.learner).json["last_seq"] == 1


@pytest.mark.parametrize("unknown", ["nothing", "0190aaaa-0000-7000-8000-000000000000"])
def test_an_unknown_conversation_is_not_found(cast, client, unknown: str) -> None:
    address = f"/api/v1/conversations/{unknown}/messages"
    assert client.get(address, headers=cast.learner.bearer).status_code == 404
    body = {"client_id": str(uuid.uuid4()), "text": "x"}
    assert client.post(address, json=body, headers=cast.learner.bearer).status_code == 404


def test_messages_come_in_pages_after_a_seq_and_a_large_limit_is_clamped(cast, post, read) -> None:
    for number in range(5):
        post(cast.learner, f"n° {number + 1}")
    page = read(cast.tutor, after_seq=1, limit=2).json
    assert ([item["seq"] for item in page["items"]], page["next"], page["last_seq"]) == ([2, 3], "3", 5)
    rest = read(cast.tutor, cursor=page["next"], limit=1000).json
    assert ([item["seq"] for item in rest["items"]], rest["next"]) == ([4, 5], None)
    assert read(cast.tutor, after_seq=99).json["items"] == []


@pytest.mark.parametrize("query", [{"after_seq": -1}, {"after_seq": 2**31}, {"limit": 0}, {"after_seq": "x"}])
def test_a_page_that_cannot_be_is_refused(cast, read, query: dict) -> None:
    assert read(cast.learner, **query).status_code == 422


def test_who_has_left_reads_what_was_said_until_then_and_sends_nothing(
    app, database, cast, post, read, conversation_id
) -> None:
    kept = uuid.uuid4()
    post(cast.learner, "avant")
    post(cast.tutor, "avant aussi", client_id=kept)
    with app.app_context(), database.writing() as session:
        remove_participant(session, conversation_id=conversation_id, person_id=cast.tutor.id)
    post(cast.learner, "après")
    assert [item["seq"] for item in read(cast.tutor).json["items"]] == [1, 2]
    assert read(cast.tutor).json["last_seq"] == 2
    assert post(cast.tutor, "encore").status_code == 404
    assert post(cast.tutor, "avant aussi", client_id=kept).status_code == 200
    assert read(cast.learner).json["last_seq"] == 3


def test_a_substitute_reads_from_the_first_message_and_a_newcomer_of_a_group_from_now(
    app, database, cast, post, read, conversation_id
) -> None:
    post(cast.learner, "une question")
    with app.app_context(), database.writing() as session:
        add_participant(session, conversation_id=conversation_id, person_id=cast.substitute.id)
        add_participant(
            session, conversation_id=conversation_id, person_id=cast.host.id, reads_from_start=False
        )
    post(cast.substitute, "une réponse")
    assert [item["seq"] for item in read(cast.substitute).json["items"]] == [1, 2]
    assert [item["seq"] for item in read(cast.host).json["items"]] == [2]


def test_the_list_shows_the_last_message_and_what_is_unread(cast, client, post, conversation_id) -> None:
    post(cast.learner, "un")
    post(cast.learner, "deux")
    (item,) = client.get("/api/v1/conversations", headers=cast.tutor.bearer).json["items"]
    assert (item["id"], item["kind"], item["unread"], item["last_message"]["text"]) == (
        str(conversation_id),
        "tutoring",
        2,
        "deux",
    )
    assert {one["name"] for one in item["participants"]} == {"Nadia Test", "Sabine Test"}


def test_who_answered_has_nothing_unread(cast, client, post, conversation_id) -> None:
    post(cast.learner, "un")
    post(cast.tutor, "deux")
    for member, unread in ((cast.tutor, 0), (cast.learner, 2)):
        (item,) = client.get("/api/v1/conversations", headers=member.bearer).json["items"]
        assert item["unread"] == unread


def test_two_people_of_a_centre_have_one_conversation(cast, client) -> None:
    def open_with(member, other):
        return client.post(
            "/api/v1/conversations",
            json={"kind": "direct", "with": [str(other.id)]},
            headers=member.bearer,
        )

    first, back = open_with(cast.learner, cast.host), open_with(cast.host, cast.learner)
    assert (first.status_code, back.status_code) == (201, 200)
    assert first.json["id"] == back.json["id"]


def test_someone_unrelated_is_not_found(cast, client) -> None:
    for person in (cast.stranger.id, uuid.uuid4(), cast.learner.id):
        answer = client.post(
            "/api/v1/conversations",
            json={"kind": "direct", "with": [str(person)]},
            headers=cast.learner.bearer,
        )
        assert (answer.status_code, answer.json["code"]) == (404, "not_found")


@pytest.mark.parametrize("wanted", [{"kind": "tutoring"}, {"with": []}, {"with": ["x"]}, {"kind": "group"}])
def test_only_a_conversation_of_two_can_be_opened(cast, client, wanted: dict) -> None:
    body = {"kind": "direct", "with": [str(cast.host.id)]} | wanted
    assert client.post("/api/v1/conversations", json=body, headers=cast.learner.bearer).status_code == 422


def test_the_list_goes_on_where_its_page_ended(cast, client, clock) -> None:
    others = (cast.host, cast.author, cast.manager)
    for other in others:
        clock.move(minutes=1)
        client.post(
            "/api/v1/conversations",
            json={"kind": "direct", "with": [str(other.id)]},
            headers=cast.learner.bearer,
        )
    found, cursor = [], None
    while True:
        query = {"limit": 1} | ({"cursor": cursor} if cursor else {})
        page = client.get("/api/v1/conversations", query_string=query, headers=cast.learner.bearer).json
        found += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(found) == len(set(found)) == 3


def test_a_burst_of_a_hundred_passes_then_ten_a_second(cast, post, clock) -> None:
    assert {post(cast.learner, "x").status_code for _ in range(100)} == {201}
    braked = post(cast.learner, "x")
    assert (braked.status_code, braked.json["code"], braked.headers["Retry-After"]) == (
        429,
        "rate_limited",
        "1",
    )
    assert post(cast.tutor, "x").status_code == 201
    clock.move(seconds=1)
    assert [post(cast.learner, "x").status_code for _ in range(11)] == [201] * 10 + [429]
