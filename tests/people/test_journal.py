"""The journal says in words who did what to whom, to who runs the centre, and to the network."""

import csv
import io
import re
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel import audit
from app.kernel.clock import clock_set_to, now
from app.kernel.db import Database
from tests.cast import Cast

pytestmark = pytest.mark.postgres


@pytest.fixture
def lines(database: Database, cast: Cast, clock) -> None:
    """Three acts here on three days, one in the other centre, one of the whole installation."""
    acts = [
        (cast.manager, "role_ended", cast.learner, cast.centre_id, {"role": "learner"}),
        (cast.manager, "person_corrected", cast.second_learner, cast.centre_id, {}),
        (cast.tutor, "card_made", cast.learner, cast.centre_id, {}),
        (cast.other_manager, "person_suspended", cast.stranger, cast.other_centre_id, {}),
        (cast.network, "duties_retried", None, None, {"count": 3}),
    ]
    told = [
        {"before": {"to": None}, "after": {"to": "2026-03-31"}},
        {"before": {"given_name": "=Kar"}, "after": {"given_name": "Karim"}},
        {},
        {},
        {},
    ]
    moment = now()
    for age, ((by, act, on, centre_id, facts), changed) in enumerate(zip(acts, told, strict=True)):
        with clock_set_to(lambda age=age: moment - timedelta(days=age)), database.writing() as session:
            audit.record(
                session,
                by.id,
                act,
                "",
                person_id=on.id if on else None,
                centre_id=centre_id,
                **facts,
                **changed,
            )


def sentences(client: FlaskClient, query: str = "") -> list[str]:
    page = client.get(f"/centre/journal{query}")
    assert page.status_code == 200
    found = re.findall(r'<li class="journal-line">(.*?)</li>', page.text, re.S)
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", each)).split(" ")) for each in found]


def test_a_line_is_a_sentence_with_before_and_after(client: FlaskClient, cast: Cast, lines: None) -> None:
    cast.manager.sit_down(client)
    ended, corrected, carded = sentences(client)
    assert "Chantal Test a mis fin au rôle « En formation » de Nadia Test." in ended
    assert "Fin : avant rien, après 31 mars 2026." in ended
    assert "Prénom : avant =Kar, après Karim." in corrected
    assert "Sabine Test a fait une carte pour Nadia Test." in carded


def test_each_reads_what_is_theirs(client: FlaskClient, app: Flask, cast: Cast, lines: None) -> None:
    there = sentences(cast.other_manager.sit_down(client))
    assert len(there) == 1
    assert "Bruno Test a suspendu le compte de Ines Test." in there[0]
    assert len(sentences(cast.network.sit_down(app.test_client()))) == 5
    assert cast.tutor.sit_down(app.test_client()).get("/centre/journal").status_code == 403


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("person=nadia", 2),
        ("person=nadia&by=sabine", 1),
        ("by=bruno", 0),
        ("family=roles", 1),
        ("family=none", 3),
        ("from=2026-03-09", 2),
        ("from=2026-03-09&to=2026-03-09", 1),
        ("to=9999-12-31", 3),
        ("from=nothing", 3),
    ],
)
def test_the_journal_is_searched(
    client: FlaskClient, cast: Cast, lines: None, query: str, count: int
) -> None:
    assert len(sentences(cast.manager.sit_down(client), f"?{query}")) == count


def test_one_persons_lines_are_read_from_their_page(client: FlaskClient, cast: Cast, lines: None) -> None:
    cast.manager.sit_down(client)
    panel = client.get(f"/centre/people/{cast.learner.id}/journal", headers={"HX-Request": "true"})
    assert panel.text.count("journal-line") == 2
    assert f"person_id={cast.learner.id}" in panel.text
    assert len(sentences(client, f"?person_id={cast.learner.id}")) == 2
    assert client.get(f"/centre/people/{cast.stranger.id}/journal").status_code == 404


def test_pages_follow_each_other_without_a_gap(
    client: FlaskClient, database: Database, cast: Cast, clock
) -> None:
    with database.writing() as session:
        for number in range(120):
            audit.record(
                session,
                cast.manager.id,
                "group_closed",
                number,
                centre_id=cast.centre_id,
                after={"room": number},
            )
    cast.manager.sit_down(client)
    found, address = [], "/centre/journal"
    while address:
        page = client.get(address).text
        found += re.findall(r"Salle\W+(\d+)", page)
        onward = re.search(r'href="(/centre/journal\?cursor=[^"]+)"', page)
        address = onward[1].replace("&amp;", "&") if onward else ""
    assert sorted(map(int, found)) == list(range(120))
    assert client.get("/centre/journal?cursor=bm9wZXxub3Bl").status_code == 422


def test_the_same_lines_leave_as_a_table_that_computes_nothing(
    client: FlaskClient, cast: Cast, lines: None
) -> None:
    answer = cast.manager.sit_down(client).get("/centre/journal.csv?family=accounts")
    head, row = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";")
    assert head[0] == "Moment"
    assert row[1:] == [
        "person_corrected",
        "Chantal Test a corrigé le compte de Karim Test.",
        "Prénom : =Kar",
        "Prénom : Karim",
    ]
    assert "attachment" in answer.headers["Content-Disposition"]


def test_nothing_yet_and_nothing_found_say_so(client: FlaskClient, cast: Cast) -> None:
    cast.manager.sit_down(client)
    assert "Encore rien" in client.get("/centre/journal").text
    assert "Rien de tel" in client.get("/centre/journal?by=personne").text
