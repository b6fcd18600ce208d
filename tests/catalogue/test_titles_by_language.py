"""A module is called in the reader's language where it has that one; else in its own, which is then said."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.catalogue.models import Block, BlockText, Module
from app.catalogue.queries import find_module, find_published, get_outline, page_modules
from app.kernel.clock import now
from app.kernel.db import Database
from app.kernel.ids import new_id
from app.people.models import Group, GroupMember, Person
from tests.cast import Cast, Member
from tests.catalogue.conftest import SLUG, Publish
from tests.catalogue.samples import MODULE
from tests.front_end import stand_in_where_not_built

pytestmark = pytest.mark.postgres
TRANSLATED = MODULE.replace(
    "units:\n",
    "translations:\n"
    "  en:\n"
    "    title: Wood workshop\n"
    "    summary: >-\n      Set up a saw without any risk.\n"
    "    outcomes:\n      - Set the guide\n"
    "units:\n",
)


@pytest.fixture
def speak(app: Flask, database: Database):
    stand_in_where_not_built(app)

    def act(who: Member, language: str) -> None:
        with database.writing() as session:
            session.execute(update(Person).where(Person.id == who.id).values(language=language))

    return act


@pytest.fixture
def shared(database: Database, publish: Publish) -> None:
    publish(module=TRANSLATED)
    with database.writing() as session:
        session.execute(update(Module).values(is_shared=True))


def test_a_version_is_called_as_its_files_say_in_each_language(publish: Publish, reading: Session) -> None:
    version = publish(module=TRANSLATED)
    titles = {language: get_outline(reading, version.id, language).title for language in ("fr", "en", "nl")}
    assert titles == {"fr": "Atelier bois", "en": "Wood workshop", "nl": "Atelier bois"}
    assert (titles["en"].language, titles["nl"].language) == ("en", "fr")


def test_publishing_again_without_a_translation_takes_it_away(publish: Publish, reading: Session) -> None:
    publish(module=TRANSLATED)
    publish()
    module = find_module(reading, SLUG)
    assert module is not None
    assert module.words == {}
    current = find_published(reading, module.id)
    assert current is not None
    assert current.title_in("en", "fr") == "Atelier bois"


@pytest.mark.usefixtures("shared")
def test_a_module_is_offered_in_the_language_of_who_looks_for_one(
    client: FlaskClient, cast: Cast, speak
) -> None:
    speak(cast.learner, "en")
    cast.learner.sit_down(client)
    offered = client.get("/learn/modules").text
    assert '<span class="row-title">Wood workshop</span>' in offered
    assert "Set up a saw without any risk." in offered
    page = client.get(f"/learn/modules/{SLUG}").text
    assert "<h1>Wood workshop</h1>" in page
    assert "<li>Set the guide</li>" in page
    assert '<span lang="fr">La scie</span>' in page


@pytest.mark.usefixtures("shared")
def test_a_title_in_another_language_than_the_page_says_which(client: FlaskClient, cast: Cast, speak) -> None:
    speak(cast.learner, "nl")
    cast.learner.sit_down(client)
    assert '<span class="row-title" lang="fr">Atelier bois</span>' in client.get("/learn/modules").text
    assert '<h1 lang="fr">Atelier bois</h1>' in client.get(f"/learn/modules/{SLUG}").text


@pytest.mark.usefixtures("shared")
def test_what_one_has_begun_is_called_in_ones_language(client: FlaskClient, cast: Cast, speak) -> None:
    begun = client.post(f"/api/v1/modules/{SLUG}/enrolments", json={}, headers=cast.learner.bearer)
    assert begun.status_code == 201, begun.text
    speak(cast.learner, "en")
    speak(cast.tutor, "en")
    cast.learner.sit_down(client)
    assert 'id="module-title">Wood workshop</h2>' in client.get("/learn").text
    assert "<h1>Wood workshop</h1>" in client.get(f"/learn/modules/{SLUG}").text
    cast.tutor.sit_down(client)
    assert "<span>Wood workshop</span>" in client.get("/tutor/learners").text


@pytest.mark.usefixtures("shared")
def test_the_api_gives_titles_in_the_language_of_its_caller(client: FlaskClient, cast: Cast, speak) -> None:
    speak(cast.learner, "en")

    def ask(path: str):
        return client.get(f"/api/v1{path}", headers=cast.learner.bearer).get_json()

    assert ask("/modules")["items"][0]["title"] == "Wood workshop"
    shown = ask(f"/modules/{SLUG}")
    assert (shown["summary"], shown["language"]) == ("Set up a saw without any risk.", "fr")
    assert shown["versions"][0]["title"] == "Wood workshop"
    version = ask(f"/modules/{SLUG}/versions/1")
    assert (version["title"], version["outcomes"]) == ("Wood workshop", ["Set the guide"])
    speak(cast.learner, "de")
    assert ask("/modules")["items"][0]["title"] == "Atelier bois"


@pytest.mark.usefixtures("shared")
def test_a_module_is_found_by_its_title_in_ones_language(reading: Session, cast: Cast) -> None:
    def find(search: str, language: str) -> list[str]:
        reader = replace(cast.learner.actor, language=language)
        return [module.slug for module in page_modules(reading, reader, search=search)[0]]

    assert find("WORKSHOP", "en") == [SLUG]
    assert find("workshop", "de") == []
    assert find("atelier", "de") == [SLUG]


@pytest.mark.usefixtures("shared")
def test_what_a_group_learns_is_called_in_the_language_of_who_looks(
    client: FlaskClient, cast: Cast, database: Database, speak
) -> None:
    client.post(f"/api/v1/modules/{SLUG}/enrolments", json={}, headers=cast.learner.bearer)
    with database.writing() as session:
        group = Group(centre_id=cast.centre_id, name="6e", created_at=now())
        session.add(group)
        session.flush()
        session.add(GroupMember(group_id=group.id, person_id=cast.learner.id, from_on=now().date()))
        address = f"/centre/groups/{group.id}/modules"
    cast.manager.sit_down(client)
    for language, said in (("en", ">Wood workshop</span>"), ("nl", ' lang="fr">Atelier bois</span>')):
        speak(cast.manager, language)
        assert f'<span class="row-title"{said}' in client.get(address).text


@pytest.mark.usefixtures("shared")
def test_a_tutor_reads_what_a_block_is_called_in_their_language(
    client: FlaskClient, cast: Cast, database: Database, speak
) -> None:
    begun = client.post(f"/api/v1/modules/{SLUG}/enrolments", json={}, headers=cast.learner.bearer).json
    asked = {"enrolment": begun["id"], "block": "parties", "text": "Pourquoi ?", "client_id": str(new_id())}
    assert client.post("/api/v1/help-requests", json=asked, headers=cast.learner.bearer).status_code == 201
    with database.writing() as session:
        own = session.scalars(select(BlockText).join(Block).where(Block.code == "parties")).one()
        facts = {"title": "The parts", "html": own.html, "data": own.data, "plain_text": own.plain_text}
        session.add(
            BlockText(
                block_id=own.block_id,
                language="en",
                label="The parts",
                sanitiser_version=own.sanitiser_version,
                **facts,
            )
        )
        french = own.label
    cast.tutor.sit_down(client)
    for language, label in (("en", "The parts"), ("nl", french)):
        speak(cast.tutor, language)
        assert label in client.get(f"/tutor/learners/{begun['id']}").text
