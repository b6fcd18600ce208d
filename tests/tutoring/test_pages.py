import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.tutoring.models import Act, HelpState
from app.tutoring.services.interventions import Doing, act_on_signal
from tests.cast import Cast
from tests.conftest import Hands
from tests.tutoring.accompanied import RIGHT, WRONG, Accompanied
from tests.tutoring.test_four_signals import book

IN_PLACE = {"HX-Request": "true"}


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_list_names_each_learner_once_with_a_sentence_and_an_act(
    nadia: Accompanied, client: FlaskClient
) -> None:
    nadia.try_block(WRONG, WRONG, WRONG)
    nadia.ask()
    page = nadia.tutor.sit_down(client).get("/tutor").text
    assert page.count('class="need"') == 1
    assert "<b>3\u00a0essais</b> de suite" in page
    assert "Répondre" in page
    assert "1\u00a0personne sur les 1 que vous suivez." in page


def test_a_row_opens_without_script_on_the_question_and_what_was_tried(
    nadia: Accompanied, client: FlaskClient
) -> None:
    nadia.try_block(WRONG, WRONG)
    nadia.ask("S’il affiche 0 V, <b>pourquoi</b> ?")
    signal = nadia.reasons()[0].id
    page = nadia.tutor.sit_down(client).get(f"/tutor?open={signal}").text
    assert "S’il affiche 0 V, &lt;b&gt;pourquoi&lt;/b&gt; ?" in page
    assert text_of(page).count("Oui") == 2, "the words of the answers chosen, twice"
    assert "Répondre et classer" in page


def test_replying_from_the_list_answers_and_comes_back_to_an_empty_list(
    nadia: Accompanied, client: FlaskClient
) -> None:
    asked = nadia.ask()
    signal = nadia.reasons()[0].id
    nadia.tutor.sit_down(client)
    done = client.post(f"/tutor/signals/{signal}/act", data={"act": "message", "text": "Il peut mentir."})
    assert (done.status_code, done.headers["Location"]) == (303, "/tutor")
    assert "Personne n’attend rien de vous" in client.get("/tutor").text
    nadia.session.refresh(asked)
    assert asked.state is HelpState.ANSWERED


def test_a_reply_without_words_is_refused_and_keeps_the_row_open(
    nadia: Accompanied, client: FlaskClient
) -> None:
    nadia.ask()
    signal = nadia.reasons()[0].id
    refused = nadia.tutor.sit_down(client).post(
        f"/tutor/signals/{signal}/act", data={"act": "message", "text": " "}
    )
    assert refused.status_code == 422
    assert "data-open" in refused.text


def test_in_place_the_list_alone_comes_back(nadia: Accompanied, client: FlaskClient) -> None:
    nadia.ask()
    signal = nadia.reasons()[0].id
    nadia.tutor.sit_down(client)
    part = client.get(f"/tutor/needs?open={signal}", headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<div class="needs"')
    done = client.post(
        f"/tutor/signals/{signal}/act",
        data={"act": "call", "outcome": "Vu."},
        headers={"HX-Request": "true"},
    )
    assert done.status_code == 200
    assert done.text.lstrip().startswith('<div class="needs"')
    assert "toast" in done.headers["HX-Trigger"]


def test_nobody_to_accompany_is_said_pleasantly(cast: Cast, client: FlaskClient) -> None:
    assert "Vous n’accompagnez encore personne" in cast.tutor.sit_down(client).get("/tutor").text


def test_my_promise_explains_its_figures(nadia: Accompanied, client: FlaskClient, clock: Hands) -> None:
    for hours in (1, 2, 6):
        nadia.ask()
        clock.move(hours=hours)
        nadia.write(nadia.tutor, "Voici.")
    nadia.tutor.sit_down(client)
    page = text_of(client.get("/tutor").text)
    # Asked at 10:00, 11:00 and 13:00; the lunch hour and the evening are no working time.
    assert "1 h Réponse médiane" in page.replace("\u00a0", " ")
    assert "La plus longue : 4 h." in page.replace("\u00a0", " ")
    explained = text_of(client.get("/tutor/promise").text).replace("\u00a0", " ")
    assert "3 réponses" in explained
    assert explained.count("16 h") >= 3


def test_the_learners_page_tells_everything_on_one_line(
    nadia: Accompanied, client: FlaskClient, session: Session, cast: Cast, clock: Hands
) -> None:
    nadia.try_block(WRONG, RIGHT)
    nadia.ask("Et le neutre ?")
    act_on_signal(
        session,
        nadia.tutor.actor,
        signal_id=nadia.reasons()[0].id,
        doing=Doing(Act.CALL, outcome="Étudie le soir.", minutes=6, next_at=now() + timedelta(days=3)),
    )
    session.commit()
    book(session, nadia, cast, starts_at=now() + timedelta(days=5))
    nadia.tutor.sit_down(client)
    page = text_of(client.get(f"/tutor/learners/{nadia.enrolment.id}").text).replace("\u00a0", " ")
    for said in (
        "1 sur 7",
        "Et le neutre ?",
        "Étudie le soir.",
        "6 min",
        "Atelier électricité",
        "1 bloc fait",
    ):
        assert said in page, said
    only = text_of(client.get(f"/tutor/learners/{nadia.enrolment.id}?show=sessions").text)
    assert "Et le neutre" not in only


def test_the_learners_page_takes_a_note_and_a_refused_one_keeps_what_was_typed(
    nadia: Accompanied, client: FlaskClient
) -> None:
    address = f"/tutor/learners/{nadia.enrolment.id}"
    nadia.tutor.sit_down(client)
    refused = client.post(
        f"{address}/interventions", data={"act": "message", "text": "", "outcome": "Appelée hier"}
    )
    assert refused.status_code == 422
    assert "Appelée hier" in refused.text
    done = client.post(f"{address}/interventions", data={"act": "note", "text": "Travaille de nuit."})
    assert done.status_code == 303
    assert "Travaille de nuit." in client.get(address).text


@pytest.mark.parametrize("path", ["/tutor/learners/{}", "/learn/help/{}/choisir", "/learn/tutor/{}"])
def test_someone_elses_learner_has_no_page(
    nadia: Accompanied, client: FlaskClient, cast: Cast, path: str
) -> None:
    for other in (cast.second_learner, cast.substitute, cast.other_tutor, cast.manager, cast.stranger):
        assert other.sit_down(client).get(path.format(nadia.enrolment.id)).status_code == 404


def test_a_learner_asks_at_a_block_and_reads_the_answer_there(
    nadia: Accompanied, client: FlaskClient
) -> None:
    address = f"/learn/help/{nadia.enrolment.id}/choisir"
    nadia.learner.sit_down(client)
    page = client.get(address).text
    assert "Réponse promise avant jeudi 12 mars 10\u00a0h." in page
    client_id = re.search(r'name="client_id" value="([^"]+)"', page)
    assert client_id
    sent = {"text": "Pourquoi pas un multimètre ?", "client_id": client_id.group(1)}
    assert client.post(address, data=sent).status_code == 303
    assert client.post(address, data=sent).status_code == 303, "sent twice is asked once"
    page = client.get(address).text
    assert page.count("Pourquoi pas un multimètre ?") == 1
    assert "Envoyée. Réponse promise avant" in page
    nadia.write(nadia.tutor, "Il peut mentir.", {"kind": "block", "id": "choisir", "version": 1})
    answered = client.get(address, headers={"HX-Request": "true"}).text
    assert "Il peut mentir." in answered
    assert answered.lstrip().startswith('<div class="help"')


def test_a_further_question_under_way_is_not_swept_away_by_looking_for_the_answer(
    nadia: Accompanied, client: FlaskClient
) -> None:
    nadia.learner.sit_down(client)
    address = f"/learn/help/{nadia.enrolment.id}/choisir"
    sent = {"text": "Pourquoi ?", "client_id": "0198a1f2-0000-7000-8000-00000000000b"}
    assert 'hx-trigger="compagnon:message' in client.post(address, data=sent, headers=IN_PLACE).text
    writing = client.get(f"{address}?ask=1", headers=IN_PLACE).text
    assert "<textarea" in writing
    assert "hx-trigger" not in writing


def test_an_empty_question_is_not_sent(nadia: Accompanied, client: FlaskClient) -> None:
    refused = nadia.learner.sit_down(client).post(
        f"/learn/help/{nadia.enrolment.id}/choisir",
        data={"text": "  ", "client_id": "0198a1f2-0000-7000-8000-00000000000a"},
    )
    assert refused.status_code == 422
    assert nadia.reasons() == []


def test_the_player_says_who_accompanies_and_until_when_to_wait(
    nadia: Accompanied, client: FlaskClient
) -> None:
    page = nadia.learner.sit_down(client).get(f"/learn/tutor/{nadia.enrolment.id}").text
    assert "Sabine" in page
    assert "Réponse promise avant jeudi 12 mars 10\u00a0h." in page
