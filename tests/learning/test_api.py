"""The calls of `protocols.md`, as a client of another maker sees them."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.cast import Cast
from tests.learning.conftest import Aside
from tests.learning.samples import REQUIRED, Study, publish

EVENTS = "/api/v1/learning/events"


def progress(client: FlaskClient, begun: Study, bearer: dict[str, str]) -> Any:
    return client.get(f"/api/v1/enrolments/{begun.enrolment.id}/progress", headers=bearer)


def test_one_enrols_once_and_gets_the_same_again(client: FlaskClient, aside: Aside, cast: Cast) -> None:
    with aside() as session:
        publish(session, cast.centre_id)
    address = "/api/v1/modules/consignation/enrolments"
    first = client.post(address, headers=cast.learner.bearer)
    again = client.post(address, headers=cast.learner.bearer)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    assert (first.json["kind"], first.json["module"], first.json["version"]) == (
        "discovery",
        "consignation",
        1,
    )
    assert first.json["tutor"] in {str(cast.tutor.id), str(cast.substitute.id)}
    assert (first.json["percent"], first.json["done"], first.json["required"]) == (0, 0, REQUIRED)


def test_a_module_that_one_may_not_see_cannot_be_begun(client: FlaskClient, aside: Aside, cast: Cast) -> None:
    with aside() as session:
        publish(session, cast.centre_id, is_shared=False)
    for address in ("consignation", "rien"):
        refused = client.post(f"/api/v1/modules/{address}/enrolments", headers=cast.stranger.bearer)
        assert (refused.status_code, refused.json["code"]) == (404, "not_found")


def test_refusals_have_a_stable_code_and_a_sentence(client: FlaskClient, aside: Aside, cast: Cast) -> None:
    with aside() as session:
        publish(session, cast.other_centre_id).current_number = 2
    refused = client.post("/api/v1/modules/consignation/enrolments", headers=cast.learner.bearer)
    assert (refused.status_code, refused.json["code"]) == (409, "module_retired")
    assert "n’accueille plus" in refused.json["title"]
    assert refused.content_type == "application/problem+json"


def test_the_learner_and_the_tutor_list_the_enrolment(client: FlaskClient, cast: Cast, begun: Study) -> None:
    tutor = cast.tutor if begun.enrolment.tutor_id == cast.tutor.id else cast.substitute
    other = cast.substitute if tutor is cast.tutor else cast.tutor
    for member, expected in (
        (cast.learner, [str(begun.enrolment.id)]),
        (tutor, [str(begun.enrolment.id)]),
        (other, []),
        (cast.second_learner, []),
        (cast.stranger, []),
    ):
        listed = client.get("/api/v1/enrolments", headers=member.bearer)
        assert [each["id"] for each in listed.json["items"]] == expected
        assert listed.json["next"] is None


def test_the_list_goes_on_where_it_stopped(client: FlaskClient, aside: Aside, cast: Cast) -> None:
    with aside() as session:
        for slug in ("un", "deux", "trois"):
            publish(session, cast.centre_id, slug=slug)
    made = [
        client.post(f"/api/v1/modules/{slug}/enrolments", headers=cast.learner.bearer).json["id"]
        for slug in ("un", "deux", "trois")
    ]
    first = client.get("/api/v1/enrolments?limit=2", headers=cast.learner.bearer).json
    rest = client.get(f"/api/v1/enrolments?limit=2&cursor={first['next']}", headers=cast.learner.bearer).json
    assert [each["id"] for each in first["items"] + rest["items"]] == made
    assert rest["next"] is None


@pytest.mark.parametrize("end", ["", "/progress"])
def test_an_enrolment_opens_for_those_it_concerns_and_does_not_exist_for_others(
    client: FlaskClient, cast: Cast, begun: Study, end: str
) -> None:
    address = f"/api/v1/enrolments/{begun.enrolment.id}{end}"
    tutor = cast.tutor if begun.enrolment.tutor_id == cast.tutor.id else cast.substitute
    for member in (cast.learner, tutor, cast.manager):
        assert client.get(address, headers=member.bearer).status_code == 200
    for member in (cast.second_learner, cast.author, cast.network, cast.stranger, cast.other_manager):
        refused = client.get(address, headers=member.bearer)
        assert (refused.status_code, refused.json["code"]) == (404, "not_found")
    assert client.get(address).status_code == 401
    assert client.get("/api/v1/enrolments/rien" + end, headers=cast.learner.bearer).status_code == 404


def test_events_are_answered_one_by_one(client: FlaskClient, cast: Cast, begun: Study) -> None:
    good, wrong = begun.event("lire", "seen"), begun.event("atelier", "completed")
    sent = {"events": [good, good, wrong, 4], "sent_at": "2026-03-10T10:00:00+01:00", "device": "telephone"}
    told = client.post(EVENTS, json=sent, headers=cast.learner.bearer)
    assert told.status_code == 200
    assert told.json == {
        "accepted": [good["id"]],
        "duplicate": [good["id"]],
        "rejected": [{"id": wrong["id"], "reason": "not_by_client"}, {"id": None, "reason": "unreadable"}],
    }


def test_progress_explains_each_block(client: FlaskClient, cast: Cast, begun: Study, clock: Any) -> None:
    events = [begun.event("lire", "seen"), begun.answer("choisir", "a2"), begun.event("en-plus", "seen")]
    client.post(EVENTS, json={"events": events}, headers=cast.learner.bearer)
    told = progress(client, begun, cast.learner.bearer).json
    assert (told["percent"], told["required"], told["done"]) == (100 // REQUIRED, REQUIRED, 1)
    by_id = {block["id"]: block for block in told["blocks"]}
    assert by_id["lire"] == {
        "id": "lire",
        "unit": "le-risque",
        "required": True,
        "state": "done",
        "since": "2026-03-10T09:00:00Z",
        "because": {"kind": "seen", "id": events[0]["id"]},
    }
    assert by_id["choisir"]["state"] == "tried"
    assert by_id["choisir"]["because"] == {
        "kind": "answered",
        "id": events[1]["id"],
        "right": False,
        "try": 1,
    }
    assert (by_id["en-plus"]["state"], by_id["en-plus"]["required"]) == ("done", False)
    assert (by_id["atelier"]["state"], by_id["atelier"]["since"]) == ("not_started", None)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"events": "tout"}, 422),
        ({"events": [], "sent_at": "2026-03-10T09:00:00"}, 422),
        ({"events": [], "device": "x" * 65}, 422),
        ({"events": [], "device": "\x00"}, 422),
        ({"events": [], "more": 1}, 422),
        ({"events": [0] * 501}, 422),
        ({"events": []}, 200),
    ],
)
def test_a_batch_that_is_none_is_refused_whole(
    client: FlaskClient, cast: Cast, begun: Study, body: dict[str, Any], status: int
) -> None:
    assert client.post(EVENTS, json=body, headers=cast.learner.bearer).status_code == status


def test_without_a_token_nothing_is_answered(client: FlaskClient, begun: Study) -> None:
    assert client.post(EVENTS, json={"events": [begun.event("lire", "seen")]}).status_code == 401
