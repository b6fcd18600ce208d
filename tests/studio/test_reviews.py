"""One trainer asks another, who comments, then approves this very draft or says what to change."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Select, func, select, update

from app.kernel.audit import AuditLine
from app.kernel.db import Database
from app.kernel.outbox import OutboxRow
from app.network.models import Centre
from app.studio.models import Comment, Review, ReviewState
from tests.cast import Cast, Member
from tests.catalogue.conftest import SLUG
from tests.catalogue.samples import MODULE, SCIE
from tests.studio.test_studio_pages import fatou, text

__all__ = ["fatou"]
pytestmark = pytest.mark.postgres
STUDIO = f"/studio/modules/{SLUG}"
REVIEW = f"{STUDIO}/review"
Kept = Callable[[Select[Any]], list[Any]]
OTHER = SCIE.replace("se règle", "se règle seul")


def browser(fatou: FlaskClient, member: Member) -> FlaskClient:
    return member.sit_down(fatou.application.test_client())


@pytest.fixture
def elif_(fatou: FlaskClient, cast: Cast) -> FlaskClient:
    """The browser of a trainer of the other centre."""
    return browser(fatou, cast.other_author)


@pytest.fixture
def strict(app: Flask, database: Database, cast: Cast) -> None:
    """The centre publishes only what another trainer approved."""
    with app.app_context(), database.writing() as session:
        session.execute(update(Centre).where(Centre.id == cast.centre_id).values(reviews_first=True))


@pytest.fixture
def kept(app: Flask, database: Database) -> Kept:
    """The rows of a statement, as they are committed now."""

    def rows(statement: Select[Any]) -> list[Any]:
        with app.app_context(), database.session(writes=False) as session:
            return list(session.scalars(statement))

    return rows


def ask(fatou: FlaskClient, cast: Cast, note: str = "Regardez la grille"):
    return fatou.post(f"{STUDIO}/reviews", data={"reader": str(cast.other_author.id), "note": note})


def seen(page) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', page.text)
    assert found
    return found[1]


def answer(reader: FlaskClient, answer: str, why: str = ""):
    state = seen(reader.get(REVIEW))
    return reader.post(f"{STUDIO}/reviews/answer", data={"answer": answer, "why": why, "seen": state})


def publish(client: FlaskClient):
    return client.post(f"{STUDIO}/versions", data={"note": "Revu"})


def test_who_is_asked_finds_it_in_the_list_and_gets_a_mail(
    fatou: FlaskClient, elif_: FlaskClient, cast: Cast, save, kept
) -> None:
    save()
    assert elif_.get(REVIEW).status_code == 404
    assert ask(fatou, cast).status_code == 303
    assert "Fatou Test vous le demande" in text(elif_.get("/studio"))
    page = text(elif_.get(REVIEW))
    assert "Regardez la grille" in page
    assert "Publier la version" not in page
    mails = kept(select(OutboxRow).where(OutboxRow.handler == "mail"))
    assert [row.payload["to"] for row in mails] == ["elif@mons.example"]
    assert "/studio/modules/atelier-bois/review" in mails[0].payload["text"]


def test_the_reader_sees_units_and_pictures_of_the_draft_as_long_as_asked(
    fatou: FlaskClient, elif_: FlaskClient, cast: Cast, save
) -> None:
    draft = save()
    picture, unit = f"/media/{draft.id}/scie.svg", f"{REVIEW}/units/la-scie"
    assert (elif_.get(picture).status_code, elif_.get(unit).status_code) == (404, 404)
    ask(fatou, cast)
    assert (elif_.get(picture).status_code, elif_.get(unit).status_code) == (200, 200)
    assert elif_.get(STUDIO).status_code == 404
    fatou.post(f"{STUDIO}/reviews/withdraw")
    assert (elif_.get(picture).status_code, elif_.get(unit).status_code) == (404, 404)
    assert "vous le demande" not in text(elif_.get("/studio"))


@pytest.mark.parametrize("who", ["author", "learner", "tutor"])
def test_only_another_trainer_can_be_asked(fatou: FlaskClient, cast: Cast, save, who: str) -> None:
    save()
    asked = fatou.post(f"{STUDIO}/reviews", data={"reader": str(getattr(cast, who).id)})
    assert asked.status_code == 422
    assert "Choisissez dans la liste" in text(asked)
    assert fatou.post(f"{STUDIO}/reviews").status_code == 422


def test_changes_are_asked_for_with_what_they_are(
    fatou: FlaskClient, elif_: FlaskClient, cast: Cast, save, kept
) -> None:
    save()
    ask(fatou, cast)
    refused = answer(elif_, "changes", "  ")
    assert refused.status_code == 422
    assert "Dites ce qu’il faut changer" in text(refused)
    assert answer(elif_, "changes", "La <b>lame</b> manque").status_code == 303
    page = fatou.get(REVIEW)
    assert "demande des changements" in text(page)
    assert "La &lt;b&gt;lame&lt;/b&gt; manque" in page.text
    mails = kept(select(OutboxRow).where(OutboxRow.handler == "mail"))
    assert {row.payload["to"] for row in mails} == {"elif@mons.example", "fatou@liege.example"}


def test_an_approval_is_of_the_draft_that_was_read(
    fatou: FlaskClient, elif_: FlaskClient, cast: Cast, save
) -> None:
    save()
    ask(fatou, cast)
    state = seen(elif_.get(REVIEW))
    save(scie=OTHER)
    late = elif_.post(f"{STUDIO}/reviews/answer", data={"answer": "approve", "seen": state})
    assert late.status_code == 409
    assert "a changé pendant votre lecture" in text(late)
    assert answer(elif_, "approve").status_code == 303
    assert "approuve ce brouillon, tel qu’il est" in text(fatou.get(REVIEW))
    save(scie=SCIE.replace("se règle", "se règle bien"))
    assert "le brouillon a changé depuis" in text(fatou.get(REVIEW))


def test_one_answers_once_and_nobody_answers_for_another(
    fatou: FlaskClient, elif_: FlaskClient, cast: Cast, save
) -> None:
    save()
    ask(fatou, cast)
    state = seen(elif_.get(REVIEW))
    approval = {"answer": "approve", "seen": state}
    assert fatou.post(f"{STUDIO}/reviews/answer", data=approval).status_code == 403
    assert elif_.post(f"{STUDIO}/reviews/answer", data=approval).status_code == 303
    assert elif_.post(f"{STUDIO}/reviews/answer", data=approval).status_code == 404


def test_without_the_setting_an_author_publishes_alone(fatou: FlaskClient, save) -> None:
    save()
    assert publish(fatou).status_code == 303


def test_with_the_setting_what_another_approved_is_published_and_nothing_else(
    fatou: FlaskClient, elif_: FlaskClient, cast: Cast, save, strict: None
) -> None:
    save()
    refused = publish(fatou)
    assert refused.status_code == 409
    assert "Demandez d’abord une relecture" in text(refused)
    by_call = fatou.post(f"/api/v1{STUDIO[7:]}/versions", json={}, headers=cast.author.bearer)
    assert (by_call.status_code, by_call.json["code"]) == (409, "review_missing")
    ask(fatou, cast)
    answer(elif_, "approve", "Très clair")
    save(scie=OTHER)
    assert publish(fatou).status_code == 409
    ask(fatou, cast)
    answer(elif_, "approve", "Encore mieux")
    assert publish(fatou).status_code == 303


def test_who_reviewed_which_version_stays_known(
    fatou: FlaskClient, elif_: FlaskClient, cast: Cast, save, kept
) -> None:
    save()
    ask(fatou, cast)
    answer(elif_, "approve", "Très clair")
    publish(fatou)
    [row] = kept(select(Review))
    assert (row.number, row.state) == (1, ReviewState.APPROVED)
    save(scie=OTHER)
    page = text(fatou.get(REVIEW))
    assert "Qui a relu" in page
    assert "version 1" in page
    assert "à demander" in text(fatou.get(f"{STUDIO}/checks", headers={"HX-Request": "true"}))


def test_publishing_closes_a_question_that_nobody_answered(
    fatou: FlaskClient, elif_: FlaskClient, cast: Cast, save, kept
) -> None:
    save()
    ask(fatou, cast)
    publish(fatou)
    assert kept(select(Review.state)) == [ReviewState.WITHDRAWN]
    assert "vous le demande" not in text(elif_.get("/studio"))
    assert elif_.get(REVIEW).status_code == 404


def test_what_the_checklist_stops_is_not_published_by_page_or_by_call(
    fatou: FlaskClient, cast: Cast, save
) -> None:
    save(module=MODULE.replace("2027-11-24", "2026-01-01"))
    page = text(fatou.get(REVIEW))
    assert "Cette date est passée" in page
    assert "Un point de la liste arrête la publication" in page
    assert publish(fatou).status_code == 409
    by_call = fatou.post(f"/api/v1{STUDIO[7:]}/versions", json={}, headers=cast.author.bearer)
    assert (by_call.status_code, by_call.json["code"]) == (409, "checks_stop")


def test_the_manager_of_a_centre_decides_for_it_alone(fatou: FlaskClient, cast: Cast, save, kept) -> None:
    chantal = browser(fatou, cast.manager)
    assert "La personne qui l’écrit décide seule" in text(chantal.get("/studio/reviewing"))
    here, there = f"/studio/reviewing/{cast.centre_id}", f"/studio/reviewing/{cast.other_centre_id}"
    assert chantal.post(there, data={"reviews": "first"}).status_code == 404
    assert chantal.post(here, data={"reviews": "first"}).status_code == 303
    save()
    assert publish(fatou).status_code == 409
    lines = select(func.count()).select_from(AuditLine).where(AuditLine.act == "reviewing_set")
    assert kept(lines) == [1]


def say(client: FlaskClient, block: str = "parties", said: str = "Trop long ?", **more: str):
    return client.post(f"{STUDIO}/comments", data={"block": block, "text": said, "from": "reading", **more})


def thread(kept: Kept) -> Comment:
    [first] = kept(select(Comment).where(Comment.thread_id.is_(None)))
    return first


def test_a_comment_at_a_block_is_answered_settled_and_survives_versions(
    fatou: FlaskClient, elif_: FlaskClient, cast: Cast, save, kept
) -> None:
    save()
    ask(fatou, cast)
    said = say(elif_, said="Trop <i>long</i> ?")
    assert said.location.endswith(f"{REVIEW}/units/la-scie#parties")
    first = thread(kept)
    assert say(fatou, said="Je coupe", thread=str(first.id)).status_code == 303
    page = fatou.get(f"{REVIEW}/units/la-scie")
    assert "Trop &lt;i&gt;long&lt;/i&gt; ?" in page.text
    assert "Je coupe" in text(page)
    assert fatou.post(f"{STUDIO}/comments/{first.id}/settle").status_code == 303
    assert "Réglé par Fatou" in text(fatou.get(REVIEW))
    publish(fatou)
    save(scie=OTHER)
    assert "Réglé par Fatou" in text(fatou.get(REVIEW))
    assert fatou.post(f"{STUDIO}/comments/{first.id}/reopen").status_code == 303
    assert "Réglé par" not in text(fatou.get(REVIEW))


def test_an_empty_comment_a_strange_block_and_an_answer_to_an_answer_are_not_kept(
    fatou: FlaskClient, cast: Cast, save, kept
) -> None:
    save()
    assert say(fatou, said="  ").status_code == 303
    assert "Écrivez votre remarque" in text(fatou.get(REVIEW))
    assert say(fatou, block="nulle-part").status_code == 404
    say(fatou)
    first = thread(kept)
    say(fatou, said="Réponse", thread=str(first.id))
    [reply] = kept(select(Comment).where(Comment.thread_id.is_not(None)))
    assert say(fatou, thread=str(reply.id)).status_code == 404
    assert say(fatou, said="x" * 2001).status_code == 303
    assert kept(select(func.count()).select_from(Comment)) == [2]


def test_who_is_not_asked_neither_reads_nor_writes_comments(
    fatou: FlaskClient, elif_: FlaskClient, save, kept
) -> None:
    save()
    say(fatou)
    first = thread(kept)
    assert say(elif_).status_code == 404
    assert elif_.post(f"{STUDIO}/comments/{first.id}/settle").status_code == 404
