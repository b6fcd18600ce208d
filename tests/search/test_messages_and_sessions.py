"""Messages are found by who may read them, sessions by who may see them; each leads to its place."""

import re
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from app.chat.services.conversations import add_participant, remove_participant
from app.chat.services.messages import send
from app.kernel.ids import new_id
from app.people.models import Membership
from app.tutoring.models import Act
from app.tutoring.services.interventions import Doing, add_intervention
from tests.cast import Cast, Member
from tests.planted import World
from tests.search.conftest import Look, Write


def say(write: Write, world: World, who: Member, *texts: str) -> None:
    with write() as session:
        for text in texts:
            send(
                session,
                sender_id=who.id,
                conversation_id=world.here.conversation_id,
                client_id=new_id(),
                text=text,
            )


def told(look: Look, who: str, typed: str) -> set[str]:
    return {hit["excerpt"] for hit in look(who, typed).get("messages", {}).values()}


@pytest.mark.postgres
def test_messages_are_found_by_who_is_in_the_conversation_while_they_are(
    write: Write, look: Look, world: World, cast: Cast
) -> None:
    conversation = world.here.conversation_id
    say(write, world, cast.learner, "Où brancher l’ÉLÉMENT chauffant ?")
    for who in ("learner", "tutor"):
        assert told(look, who, "element chauf") == {"Où brancher l’ÉLÉMENT chauffant ?"}
    for who in ("second_learner", "substitute", "manager", "network", "author", "stranger", "other_tutor"):
        assert told(look, who, "element") == set()
    with write() as session:
        remove_participant(session, conversation_id=conversation, person_id=cast.tutor.id)
        add_participant(
            session, conversation_id=conversation, person_id=cast.substitute.id, reads_from_start=False
        )
    say(write, world, cast.learner, "Quel élément ensuite ?")
    assert told(look, "tutor", "element") == {"Où brancher l’ÉLÉMENT chauffant ?"}
    assert told(look, "substitute", "element") == {"Quel élément ensuite ?"}
    assert len(told(look, "learner", "element")) == 2
    assert told(look, "learner", "montois") == set()


def test_a_message_leads_to_its_place_in_the_conversation(
    client: FlaskClient, write: Write, look: Look, world: World, cast: Cast
) -> None:
    say(write, world, cast.tutor, "Le sectionneur", *(f"Ligne {at}" for at in range(120)), "Un sectionneur")
    cast.learner.sit_down(client)
    hits = list(look("learner", "sectionneur")["messages"].values())
    assert [hit["title"] for hit in hits] == ["Sabine Test"] * 2
    assert [hit["excerpt"] for hit in hits] == ["Un sectionneur", "Le sectionneur"]
    for hit in hits:
        place = urlsplit(hit["url"])
        page = client.get(hit["url"]).get_data(as_text=True)
        drawn = re.search(rf'id="{place.fragment}".*?</article>', page, re.DOTALL)
        assert drawn
        assert hit["excerpt"] in drawn[0]


def test_what_a_tutor_notes_for_themselves_is_found_by_nobody(
    write: Write, look: Look, world: World, cast: Cast
) -> None:
    with write() as session:
        doing = Doing(act=Act.NOTE, text="Zirconite à la maison")
        add_intervention(session, cast.tutor.actor, enrolment_id=world.here.enrolment_id, doing=doing)
    for who in ("learner", "tutor", "manager", "network"):
        assert look(who, "zirconite") == {}


@pytest.mark.postgres
def test_sessions_are_found_by_who_may_see_them(
    client: FlaskClient, write: Write, look: Look, world: World, cast: Cast
) -> None:
    here, there = world.here, world.there
    both = {str(here.session_id), str(here.held_session_id)}
    for typed in ("salle liegeois", "banc luc", "atelier banc"):
        assert set(look("learner", typed)["sessions"]) == both
    assert list(look("learner", "banc")["sessions"]) == [str(here.session_id), str(here.held_session_id)]
    for who in ("host", "manager"):
        hits = look(who, "salle")["sessions"]
        assert set(hits) == both
        assert hits[str(here.session_id)]["url"] == f"/sessions/{here.session_id}"
    assert set(look("other_author", "salle")["sessions"]) == {
        str(there.session_id),
        str(there.held_session_id),
    }
    for who in ("second_learner", "tutor", "author", "network"):
        assert "sessions" not in look(who, "salle")
    for who in ("learner", "host"):
        getattr(cast, who).sit_down(client)
        for hit in look(who, "salle")["sessions"].values():
            assert client.get(hit["url"]).status_code == 200
        client.get("/healthz")
        client.delete_cookie("session")
    with write() as session:
        ended = update(Membership).values(to_on=Membership.from_on)
        session.execute(ended.where(Membership.person_id.in_([cast.learner.id, cast.host.id])))
    for who in ("learner", "host"):
        assert "sessions" not in look(who, "salle")


def test_the_page_shows_a_few_of_each_kind_and_all_of_one(
    client: FlaskClient, write: Write, world: World, cast: Cast
) -> None:
    say(write, world, cast.learner, *(f"<i>Salle</i> {at}" for at in range(30)))
    cast.learner.sit_down(client)
    page = client.get("/search?q=sal").get_data(as_text=True)
    assert "32 résultats" in page
    assert page.count("&lt;i&gt;<mark>Salle</mark>&lt;/i&gt;") == 5
    assert "Voir les 30" in page
    messages = client.get("/search?q=sal&kind=messages&page=2").get_data(as_text=True)
    assert messages.count("<mark>Salle</mark>") == 10
    assert "21 à 30 sur 30" in messages
    nothing = client.get("/search?q=zirconite").get_data(as_text=True)
    assert "Rien ne correspond à «\u00a0zirconite\u00a0»" in nothing
    assert "Quelque chose n’apparaît pas" in nothing
    assert "au moins deux lettres" in client.get("/search?q=z").get_data(as_text=True)
    part = client.get("/search?q=sal", headers={"HX-Request": "true"}).get_data(as_text=True)
    assert part.lstrip().startswith("<p")
    assert client.get("/search?q=sal&kind=nothing&page=0").status_code == 200
