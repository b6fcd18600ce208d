"""The Realtime section of the outside contract (protocols.md), with real servers and real websockets."""

import contextlib
import http.client
import threading
import time
import uuid
from typing import Any

import pytest
import socketio
from socketio.exceptions import ConnectionError as NotConnected

from app.people.services.sign_in import open_token
from tests.cast import Member
from tests.servers import Server

PATIENCE = 5.0


def call(socket: socketio.SimpleClient, event: str, **data: Any) -> Any:
    return socket.call(event, {key: str(v) if isinstance(v, uuid.UUID) else v for key, v in data.items()})


def send(socket: socketio.SimpleClient, conversation: uuid.UUID, text: str, **more: Any) -> Any:
    return call(
        socket, "send", **{"conversation": conversation, "client_id": uuid.uuid4(), "text": text} | more
    )


def receive(socket: socketio.SimpleClient, event: str) -> Any:
    """The payload of the next event of this name; others are passed over, but not for ever."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        name, payload = socket.receive(timeout=PATIENCE)
        if name == event:
            return payload
    raise AssertionError(f"no {event} in {PATIENCE} s")


def history(server: Server, member: Member, conversation: uuid.UUID) -> list[dict[str, Any]]:
    found = server.app.test_client().get(
        f"/api/v1/conversations/{conversation}/messages?limit=200", headers=member.bearer
    )
    items: list[dict[str, Any]] = found.json["items"]
    return items


def why_refused(server: Server, **options: Any) -> Any:
    """What the refused client is told; None when the connection itself was refused."""
    told: list[Any] = []
    client = socketio.Client(reconnection=False)
    client.on("connect_error", told.append, namespace="/chat")
    with pytest.raises(NotConnected):
        client.connect(server.address, transports=["websocket"], namespaces=["/chat"], **options)
    client.disconnect()
    return next((reason for reason in told if isinstance(reason, dict)), None)


def test_a_message_reaches_every_socket_of_everyone_and_the_history(server: Server) -> None:
    conversation, cast = server.open_conversation(), server.cast
    with (
        server.socket(cast.learner) as phone,
        server.socket(cast.learner) as laptop,
        server.socket(cast.tutor) as sabine,
    ):
        answer = send(phone, conversation, "Bonjour 👩🏽‍🔧\n", anchor={"kind": "block", "id": "q2"})
        assert answer["ok"] is True
        assert set(answer["message"]) >= {"id", "seq", "client_id", "sender", "text", "anchor", "sent_at"}
        for socket in (phone, laptop, sabine):
            assert receive(socket, "message") == answer["message"]
    assert history(server, cast.tutor, conversation) == [answer["message"]]


def test_a_repeated_send_is_answered_with_the_first_message(server: Server) -> None:
    conversation, client_id = server.open_conversation(), uuid.uuid4()
    with server.socket(server.cast.learner) as nadia:
        first = send(nadia, conversation, "Bonjour", client_id=client_id)
        assert send(nadia, conversation, "Bonjour", client_id=client_id) == first
        assert send(nadia, conversation, "Suite")["message"]["seq"] == 2


def test_sync_gives_what_follows_in_order_and_how_far_it_goes(server: Server) -> None:
    conversation = server.open_conversation()
    with server.socket(server.cast.learner) as nadia, server.socket(server.cast.tutor) as sabine:
        sent = [send(nadia, conversation, f"n° {number}")["message"] for number in range(4)]
        answer = call(sabine, "sync", conversation=conversation, after_seq=1, limit=2)
        assert (answer["ok"], answer["messages"], answer["last_seq"]) == (True, sent[1:3], 4)
        assert set(answer["here"]) == {str(server.cast.learner.id), str(server.cast.tutor.id)}
        everything = call(sabine, "sync", conversation=conversation, after_seq=0, limit=100_000)
        assert everything["messages"] == sent


def test_read_marks_are_told_only_grow_and_never_pass_the_end(server: Server) -> None:
    conversation = server.open_conversation()
    with server.socket(server.cast.learner) as nadia, server.socket(server.cast.tutor) as sabine:
        for number in range(3):
            send(nadia, conversation, f"n° {number}")
        assert call(sabine, "read", conversation=conversation, seq=2) == {"ok": True}
        told = {"conversation": str(conversation), "person": str(server.cast.tutor.id)}
        assert receive(nadia, "read") == told | {"seq": 2}
        assert call(sabine, "read", conversation=conversation, seq=1) == {"ok": True}
        assert call(sabine, "read", conversation=conversation, seq=999) == {"ok": True}
        assert receive(nadia, "read") == told | {"seq": 3}
        assert call(nadia, "sync", conversation=conversation, after_seq=3)["read"][told["person"]] == 3


def test_typing_is_told_to_the_others_alone(server: Server) -> None:
    conversation = server.open_conversation()
    with server.socket(server.cast.learner) as nadia, server.socket(server.cast.tutor) as sabine:
        sabine.emit("typing", {"conversation": str(conversation)})
        told = {"conversation": str(conversation), "person": str(server.cast.tutor.id)}
        assert receive(nadia, "typing") == told
        send(nadia, conversation, "Bonjour")
        assert sabine.receive(timeout=PATIENCE)[0] == "message"


def test_coming_and_going_is_told_once_however_many_sockets(server: Server) -> None:
    server.open_conversation()
    tutor = {"person": str(server.cast.tutor.id)}
    with server.socket(server.cast.learner) as nadia:
        with server.socket(server.cast.tutor):
            assert receive(nadia, "presence") == tutor | {"here": True}
            with server.socket(server.cast.tutor):
                pass
            with pytest.raises(socketio.exceptions.TimeoutError):
                nadia.receive(timeout=0.5)
        assert receive(nadia, "presence") == tutor | {"here": False}


def test_a_new_conversation_is_told_to_both(server: Server) -> None:
    cast = server.cast
    with server.socket(cast.host) as luc, server.socket(cast.manager) as chantal:
        body = {"kind": "direct", "with": [str(cast.host.id)]}
        status, opened = server.call("POST", "/api/v1/conversations", token=cast.manager.token, body=body)
        assert status == 201
        for socket in (luc, chantal):
            assert receive(socket, "conversation")["id"] == opened["id"]


@pytest.mark.parametrize(
    ("event", "data"),
    [
        ("send", {"client_id": str(uuid.uuid4()), "text": "x"}),
        ("sync", {"after_seq": 0, "limit": 10}),
        ("read", {"seq": 1}),
        ("typing", {}),
    ],
)
def test_a_conversation_of_others_is_not_found_on_every_event(
    server: Server, event: str, data: dict[str, Any]
) -> None:
    theirs = server.open_conversation()
    with server.socket(server.cast.stranger) as ines:
        for conversation in (theirs, uuid.uuid4(), "nothing", None):
            refused = call(ines, event, conversation=conversation, **data)
            assert (refused["ok"], refused["problem"]["code"], refused["problem"]["status"]) == (
                False,
                "not_found",
                404,
            )


@pytest.mark.parametrize("data", ["text", 3, None, [], {"text": "x"}, {"client_id": "x", "text": "x"}])
def test_what_cannot_be_read_is_refused_and_the_socket_goes_on(embedded: Server, data: Any) -> None:
    conversation = embedded.open_conversation()
    with embedded.socket(embedded.cast.learner) as nadia:
        refused = nadia.call("send", data)
        assert (refused["ok"], refused["problem"]["code"]) == (False, "invalid")
        assert send(nadia, conversation, "Bonjour")["ok"] is True


def test_a_text_that_cannot_be_kept_is_refused_with_its_reason(server: Server) -> None:
    conversation = server.open_conversation()
    with server.socket(server.cast.learner) as nadia:
        for text, code in (("", "text_missing"), ("x" * 4001, "text_too_long"), ("fin\0", "unreadable_text")):
            assert send(nadia, conversation, text)["problem"]["code"] == code
        assert send(nadia, conversation, "😀" * 4000)["message"]["text"] == "😀" * 4000


def test_a_burst_too_long_is_refused_with_when_to_try_again(embedded: Server) -> None:
    conversation = embedded.open_conversation(embedded.cast.second_learner, embedded.cast.tutor)
    with embedded.socket(embedded.cast.second_learner) as karim:
        answers = [send(karim, conversation, "x") for _ in range(150)]
    refused = [answer["problem"] for answer in answers if not answer["ok"]]
    assert refused
    assert {problem["code"] for problem in refused} == {"rate_limited"}
    assert all(problem["retry_after"] >= 1 for problem in refused)


def test_a_cookie_of_the_same_origin_lets_in(server: Server) -> None:
    conversation = server.open_conversation()
    # python-socketio sends the server's own address as Origin.
    with server.socket(headers={"Cookie": server.cookie_of(server.cast.learner)}) as nadia:
        assert send(nadia, conversation, "Bonjour")["message"]["sender"] == str(server.cast.learner.id)


def test_nobody_comes_in_without_a_valid_door(server: Server) -> None:
    for auth in (None, {"token": "invented"}, {"token": ""}, {"token": 3}):
        assert why_refused(server, auth=auth) == {
            "message": "not_signed_in",
            "data": {"code": "not_signed_in"},
        }


def test_a_cookie_does_not_help_a_wrong_token(embedded: Server) -> None:
    headers = {"Cookie": embedded.cookie_of(embedded.cast.learner)}
    assert why_refused(embedded, auth={"token": "invented"}, headers=headers)["message"] == "not_signed_in"


@pytest.mark.parametrize(("origin", "status"), [(None, 101), ("https://elsewhere.example", 400)])
def test_another_site_s_page_is_refused_even_with_a_cookie(
    server: Server, origin: str | None, status: int
) -> None:
    assert handshake(server, origin or server.address) == status


def handshake(server: Server, origin: str) -> int:
    """The status a browser on a page of this origin gets when it opens a websocket."""
    connection = http.client.HTTPConnection(server.address.removeprefix("http://"), timeout=PATIENCE)
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Cookie": server.cookie_of(server.cast.learner),
        "Origin": origin,
    }
    with contextlib.closing(connection):
        connection.request("GET", "/socket.io/?EIO=4&transport=websocket", headers=headers)
        with contextlib.closing(connection.getresponse()) as answer:
            return answer.status


def test_signing_out_closes_the_sockets_of_that_door_alone(server: Server) -> None:
    with server.app.app_context(), server.database.writing() as session:
        leaving = open_token(session, person_id=server.cast.learner.id, label="leaving").secret
    with server.socket(server.cast.learner) as staying, server.socket(auth={"token": leaving}) as gone:
        assert server.call("DELETE", "/api/v1/tokens/current", token=leaving)[0] == 204
        # At once in the process that was asked; within a round of checks in another.
        deadline = time.monotonic() + 30
        while gone.connected and time.monotonic() < deadline:
            time.sleep(0.05)
        assert (gone.connected, staying.connected) == (False, True)


def test_polling_is_not_offered(embedded: Server) -> None:
    status, _reason = embedded.call("GET", "/socket.io/?EIO=4&transport=polling", token="")
    assert status == 400


def test_one_socket_too_many_is_refused_with_a_code_and_calls_still_pass(embedded: Server) -> None:
    with contextlib.ExitStack() as open_sockets:
        for _ in range(12):
            open_sockets.enter_context(embedded.socket(embedded.cast.author))
        auth = {"token": embedded.cast.author.token}
        assert why_refused(embedded, auth=auth)["data"] == {"code": "too_many_sockets"}
        assert history(embedded, embedded.cast.learner, embedded.open_conversation()) == []
    with embedded.socket(embedded.cast.author) as again:
        assert again.connected


def test_eight_senders_leave_no_gap(server: Server) -> None:
    conversation, cast = server.open_conversation(), server.cast
    acknowledged: list[dict[str, Any]] = []

    def write(member: Member, name: str) -> None:
        with server.socket(member) as socket:
            for number in range(10):
                acknowledged.append(send(socket, conversation, f"{name} {number}")["message"])

    threads = [
        threading.Thread(target=write, args=(member, f"{member.id}-{place}"))
        for place, member in enumerate([cast.learner, cast.tutor] * 4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = history(server, cast.learner, conversation)
    assert [message["seq"] for message in kept] == list(range(1, 81))
    assert sorted(acknowledged, key=lambda message: message["seq"]) == kept


def test_one_socket_s_messages_stay_in_the_order_they_were_sent(server: Server) -> None:
    conversation = server.open_conversation()
    with server.socket(server.cast.learner) as nadia:
        for number in range(30):
            nadia.emit(
                "send",
                {"conversation": str(conversation), "client_id": str(uuid.uuid4()), "text": str(number)},
            )
        call(nadia, "sync", conversation=conversation)
    kept = history(server, server.cast.tutor, conversation)
    assert [message["text"] for message in kept] == [str(number) for number in range(30)]
