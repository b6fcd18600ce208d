"""Every event that a socket may send, from everyone of the cast, about a conversation of their own and about another's."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.kernel.realtime import events
from app.kernel.sockets import Seat, Sockets
from tests.ground import Ground
from tests.guards.access.chat import CLIENT, TALKING
from tests.guards.access.rows import COUNTERPART, EVERYONE, NO_ID, TRAINERS
from tests.planted import BLOCK, UNIT

# What each event says of a conversation; a new event is added here.
SAID: dict[str, Callable[[object], dict[str, Any]]] = {
    "send": lambda conversation: {"conversation": conversation, "client_id": CLIENT, "text": "Bonjour"},
    "sync": lambda conversation: {"conversation": conversation, "after_seq": 0, "limit": 10},
    "read": lambda conversation: {"conversation": conversation, "seq": 1},
    "typing": lambda conversation: {"conversation": conversation},
}


# What those say who write a module together.
STUDIO = "studio"


def test_every_event_is_asked_here(ground: Ground) -> None:
    assert set(events) == {*SAID, STUDIO}, "say in SAID what the event carries"


def test_where_one_writes_is_told_about_ones_own_modules_alone(ground: Ground) -> None:
    slugs = {"hers": ground.world.here.slug, "theirs": ground.world.there.slug, "no": "nulle-part"}
    writing = {"hers": "author", "theirs": "other_author", "no": ""}
    expected = {
        (who, which): "denied" if who not in TRAINERS else "ok" if who == writing[which] else "not_found"
        for which in slugs
        for who in EVERYONE
    }
    assert {cell: tell_place(ground, cell[0], slugs[cell[1]]) for cell in expected} == expected
    assert tell_place(ground, "", ground.world.here.slug) == "not_signed_in"


@pytest.mark.parametrize("event", sorted(SAID))
def test_a_conversation_is_heard_by_who_is_in_it_and_not_found_by_all_others(
    ground: Ground, event: str
) -> None:
    talking = {"hers": TALKING, "theirs": {COUNTERPART[name] for name in TALKING}, "no": set()}
    ids = {
        "hers": ground.world.here.conversation_id,
        "theirs": ground.world.there.conversation_id,
        "no": NO_ID,
    }
    expected = {
        (who, which): "ok" if who in seers else "not_found"
        for which, seers in talking.items()
        for who in EVERYONE
    }
    found = {(who, which): tell(ground, who, event, str(ids[which])) for who, which in expected}
    ground.restore()
    assert found == expected


@pytest.mark.parametrize("event", sorted(SAID))
def test_a_socket_whose_sitting_has_ended_is_not_heard(ground: Ground, event: str) -> None:
    assert tell(ground, "", event, str(ground.world.here.conversation_id)) == "not_signed_in"


def tell(ground: Ground, who: str, event: str, conversation: str) -> str:
    return send(ground, who, event, SAID[event](conversation))


def tell_place(ground: Ground, who: str, slug: str) -> str:
    return send(ground, who, STUDIO, {"module": slug, "unit": UNIT, "block": BLOCK, "asks": True})


def send(ground: Ground, who: str, event: str, said: dict[str, Any]) -> str:
    """Send the event as this person's socket would; "ok", or the code of the refusal."""
    sockets: Sockets = ground.app.extensions["compagnon"].sockets
    if who:
        member = ground.member(who)
        sockets.seats["one"] = Seat(member.id, member.actor.door_id, None, member.token)
    try:
        answer = sockets._listener(events[event])("one", said)
    finally:
        sockets.seats.pop("one", None)
    return "ok" if answer is None or answer["ok"] else str(answer["problem"]["code"])


def test_inside_a_batch_another_ones_enrolment_is_not_found(ground: Ground) -> None:
    client: FlaskClient = ground.app.test_client()
    sent = [
        {"id": NO_ID[:-1] + str(at), "enrolment": str(enrolment), "block": "parties", "verb": "opened",
         "occurred_at": "2026-03-10T08:59:00Z"}
        for at, enrolment in enumerate(
            (ground.world.here.enrolment_id, ground.world.there.enrolment_id, NO_ID)
        )
    ]  # fmt: skip
    answer = client.post(
        "/api/v1/learning/events", json={"events": sent}, headers=ground.cast.learner.bearer
    ).json
    ground.restore()
    assert answer["accepted"] == [sent[0]["id"]]
    assert [each["reason"] for each in answer["rejected"]] == ["not_found", "not_found"]
