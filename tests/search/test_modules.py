"""Modules and units are found by whoever may open them, and lead there."""

from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.catalogue.models import Module, UnitWords
from app.catalogue.services.drafts import replace_draft
from app.catalogue.services.indexing import index_again, list_drifted
from app.catalogue.services.publishing import publish_version
from app.people.models import Membership, Person
from tests.cast import Cast
from tests.catalogue.samples import MODULE, SCIE, sample
from tests.kernel.test_words import HOSTILE
from tests.planted import SHARED, World, in_two_languages
from tests.search.conftest import Look, Write

on_both = pytest.mark.postgres

WITHOUT = ("tutor", "host", "manager", "network", "other_tutor", "other_manager")
NEWER = "atelier-neuf"


def keys(look: Look, who: str, typed: str, kind: str) -> set[str]:
    return set(look(who, typed).get(kind, {}))


@on_both
def test_each_person_finds_the_modules_and_units_that_are_theirs(
    look: Look, world: World, cast: Cast
) -> None:
    here, there = world.here.slug, world.there.slug
    assert {who: keys(look, who, "atel", "modules") for who in ("learner", "second_learner", "stranger")} == {
        "learner": {here, SHARED},
        "second_learner": {here, SHARED},
        "stranger": {there, SHARED},
    }
    assert keys(look, "author", "atelier", "modules") == {here, SHARED}
    assert keys(look, "other_author", "atelier", "modules") == {there, SHARED}
    # In the text of a unit: of what one has begun alone, or writes.
    assert keys(look, "learner", "tranch desserrez", "units") == set()
    assert keys(look, "learner", "desserrez immobile", "units") == {f"{here}/la-scie", f"{SHARED}/la-scie"}
    assert keys(look, "stranger", "desserrez immobile", "units") == {f"{there}/la-scie", f"{SHARED}/la-scie"}
    assert keys(look, "second_learner", "desserrez", "units") == set()
    assert keys(look, "second_learner", "scie", "units") == {f"{here}/la-scie", f"{SHARED}/la-scie"}
    assert keys(look, "author", "desserrez", "units") == {f"{here}/la-scie", f"{SHARED}/la-scie"}
    assert keys(look, "other_author", "desserrez", "units") == {f"{there}/la-scie"}
    for who in WITHOUT:
        assert look(who, "atelier scie").keys() & {"modules", "units"} == set()
        assert look(who, "atelier").keys() & {"modules", "units"} == set()


def test_a_hit_leads_where_the_person_may_go(
    client: FlaskClient, look: Look, world: World, cast: Cast
) -> None:
    here = world.here.slug
    told = look("learner", "desserrez")["units"][f"{here}/la-scie"]
    assert told["url"] == f"/learn/modules/{here}/units/la-scie#regler"
    assert told["title"] == "La scie"
    assert told["detail"] == "Atelier liégeois"
    assert "Desserrez le guide" in told["excerpt"]
    assert look("author", "desserrez")["units"][f"{here}/la-scie"]["url"] == (
        f"/studio/modules/{here}/units/la-scie#block-regler"
    )
    # No draft was opened of the shared module: it is read.
    assert look("author", "desserrez")["units"][f"{SHARED}/la-scie"]["url"] == (
        f"/studio/modules/{SHARED}/versions/1/units/la-scie#regler"
    )
    for who in ("learner", "second_learner", "stranger", "author", "other_author"):
        getattr(cast, who).sit_down(client)
        for hits in (look(who, "atelier"), look(who, "scie")):
            for kind in ("modules", "units"):
                for hit in hits.get(kind, {}).values():
                    assert client.get(hit["url"]).status_code == 200, hit
        client.get("/healthz")
        client.delete_cookie("session")


def publish(
    write: Write, app: Flask, cast: Cast, files: dict[str, bytes], *, only_draft: bool = False
) -> None:
    with write() as session:
        store = app.extensions["compagnon"].store
        replace_draft(session, cast.author.actor, store=store, slug=NEWER, files=files)
        if not only_draft:
            publish_version(session, cast.author.actor, store=store, slug=NEWER)


HEAD = MODULE.replace("atelier-bois", NEWER)


def test_answers_feedback_and_drafts_are_not_found(
    app: Flask, write: Write, look: Look, world: World, cast: Cast
) -> None:
    # An answer, what is told to who gives it, and a hint of what is right.
    for who in ("learner", "author"):
        for typed in ("echarpe", "entrainee", "lunettes eclat"):
            assert look(who, typed) == {}
    hidden = SCIE.replace('{#suite required="no"}', '{#suite required="no" hidden="yes"}').replace(
        "Le texte continue.", "Le texte cobaltique."
    )
    publish(write, app, cast, sample(module=HEAD, scie=hidden))
    later = SCIE.replace("Il tient la pièce.", "Il tient la zirconite.")
    publish(write, app, cast, sample(module=HEAD, scie=later), only_draft=True)
    for who in ("learner", "second_learner", "author", "stranger"):
        assert look(who, "zirconite") == {}
        assert look(who, "cobaltique") == {}
    assert f"{NEWER}/la-scie" in look("author", "scie")["units"]
    assert f"{NEWER}/la-scie" in look("second_learner", "scie")["units"]
    assert NEWER not in look("stranger", "bois").get("modules", {})


def test_a_draft_never_published_is_its_authors_alone(
    app: Flask, write: Write, look: Look, world: World, cast: Cast
) -> None:
    files = sample(module=HEAD.replace("Atelier bois", "Zirconite"))
    publish(write, app, cast, files, only_draft=True)
    assert set(look("author", "zircon")["modules"]) == {NEWER}
    told = look("author", "banc")["units"][f"{NEWER}/au-banc"]
    assert told["url"] == f"/studio/modules/{NEWER}/units/au-banc"
    for who in ("learner", "second_learner", "stranger", "other_author", "manager", "network"):
        assert look(who, "zircon") == {}


@on_both
def test_the_words_of_every_language_of_a_module_find_it(
    app: Flask, write: Write, look: Look, world: World, cast: Cast
) -> None:
    files = in_two_languages(sample(module=HEAD))
    files["units/01-la-scie.nl.md"] = SCIE.replace("title: La scie", "title: De zaagmachine").encode()
    publish(write, app, cast, files)
    with write() as session:
        session.execute(update(Person).where(Person.id == cast.second_learner.id).values(language="nl"))
    assert look("learner", "werkplaats")["modules"][NEWER]["title"] == "Atelier bois"
    assert look("second_learner", "atelier bois")["modules"][NEWER]["title"] == "Werkplaats"
    assert look("second_learner", "zaagmach")["units"][f"{NEWER}/la-scie"]["title"] == "De zaagmachine"
    # The keys under which the languages are kept are no words.
    assert look("learner", "summary") == {}


def test_nothing_stays_found_once_the_role_or_the_account_has_ended(
    client: FlaskClient, write: Write, look: Look, world: World, cast: Cast
) -> None:
    assert look("learner", "scie") != {}
    people = [cast.learner.id, cast.author.id]
    with write() as session:
        ended = update(Membership).values(to_on=Membership.from_on)
        session.execute(ended.where(Membership.person_id.in_(people)))
        suspended = update(Person).values(suspended_at=Person.created_at)
        session.execute(suspended.where(Person.id == cast.stranger.id))
    for who in ("learner", "author"):
        assert look(who, "scie").keys() & {"modules", "units"} == set()
    assert client.get("/api/v1/search?q=scie", headers=cast.stranger.bearer).status_code == 401


@on_both
def test_a_retired_module_is_found_by_who_has_begun_it(
    write: Write, look: Look, world: World, cast: Cast
) -> None:
    with write() as session:
        session.execute(update(Module).values(retired_at=Module.created_at))
    assert set(look("learner", "atelier")["modules"]) == {world.here.slug, SHARED}
    assert look("second_learner", "atelier").get("modules", {}) == {}


@on_both
@pytest.mark.parametrize("who", ["learner", "author"])
def test_nothing_that_is_typed_breaks_it(
    app: Flask, client: FlaskClient, look: Look, world: World, cast: Cast, who: str
) -> None:
    getattr(cast, who).sit_down(client)
    for typed in HOSTILE:
        page = client.get("/search?q=scie+" + quote(typed, errors="surrogatepass"))
        # What no keyboard makes is refused in words, here as everywhere.
        assert page.status_code == (422 if "\0" in typed else 200)
        if page.status_code == 200:
            look(who, typed.encode("utf-8", "replace").decode())


@on_both
def test_the_index_says_what_the_units_say_and_is_made_again_from_them(
    write: Write, look: Look, world: World
) -> None:
    before = look("learner", "desserrez")
    with write() as session:
        assert list(list_drifted(session)) == []
        units = len(session.scalars(select(UnitWords)).all())
        session.execute(update(UnitWords).values(words="zirconite", title="zirconite"))
        assert len(list(list_drifted(session))) == units
    assert look("learner", "desserrez") != before
    with write() as session:
        assert index_again(session) == units
        assert list(list_drifted(session)) == []
    assert look("learner", "desserrez") == before
    assert look("learner", "zirconite") == {}


def test_a_learner_finds_what_the_version_they_are_on_says(look: Look, world: World) -> None:
    """The second version asks « Peut-elle encore blesser »; Nadia is on the first, and its author reads the second."""
    own, shared = f"{world.here.slug}/la-scie", f"{SHARED}/la-scie"
    assert look("learner", "peut blesser")["units"].keys() == {own, shared}
    assert look("author", "peut blesser")["units"].keys() == {own, shared}
    excerpts = {who: look(who, "peut blesser")["units"][own]["excerpt"] for who in ("learner", "author")}
    assert "encore" not in excerpts["learner"]
    assert "encore" in excerpts["author"]


def test_pages_of_hits_follow_each_other(client: FlaskClient, look: Look, world: World, cast: Cast) -> None:
    whole = client.get("/api/v1/search?q=scie", headers=cast.author.bearer).get_json()
    found, following = [], ""
    while following is not None:
        query = {"q": "scie", "limit": 1} | ({"cursor": following} if following else {})
        page = client.get("/api/v1/search", query_string=query, headers=cast.author.bearer).get_json()
        found += page["items"]
        following = page["next"]
    assert found == whole["items"]
    assert sum(whole["counts"].values()) == len(found) > 2
    units = client.get("/api/v1/search?q=scie&kind=units", headers=cast.author.bearer).get_json()
    assert units["items"] == [item for item in found if item["kind"] == "units"]
    assert client.get("/api/v1/search?q=scie&cursor=x", headers=cast.author.bearer).status_code == 422
