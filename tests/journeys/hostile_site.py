"""A served installation into which hostile text was typed everywhere it can be typed, by the doors that people use."""

import csv
import io
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import Block, Module, ModuleVersion, Unit
from app.chat.services.messages import send
from app.kernel.clock import now
from app.kernel.ids import new_id
from app.learning.services.enrolments import enrol
from app.network.models import Centre
from app.people.erasing.models import Erasure
from app.people.models import Membership, Role
from app.people.services.accounts import add_person, give_role
from app.people.services.sign_in import open_sitting, open_token
from tests import databases
from tests.cast import Member, add_member
from tests.hostile import CONTROLS, WORDS, line, mark, marked, packs
from tests.journeys.hostile_after import write_after
from tests.journeys.hostile_module import SLUG, publish_hostile
from tests.journeys.hostile_questions import WRONG
from tests.planted import BLOCK, World, offer, plant_here, plant_there, teams
from tests.servers import Server, serving

NAMES = ("learner", "second_learner", "tutor", "author", "host", "manager", "network")


@dataclass(frozen=True)
class HostileSite:
    server: Server
    world: World
    cancelled_id: uuid.UUID  # a session that was cancelled
    newcomer: Member  # a learner without a module

    @property
    def second_enrolment_id(self) -> uuid.UUID:
        client = self.server.app.test_client()
        found = client.get("/api/v1/enrolments", headers=self.member("second_learner").bearer)
        return uuid.UUID(found.json["items"][0]["id"])

    def member(self, name: str) -> Member:
        found: Member = self.newcomer if name == "newcomer" else getattr(self.server.cast, name)
        return found


@pytest.fixture(scope="session")
def hostile_site(sqlite_template: Path, tmpfs: Path) -> Iterator[HostileSite]:
    with serving(database_url=databases.copy_of(sqlite_template, tmpfs)) as server:
        server.app.config["WTF_CSRF_ENABLED"] = False
        cast, store = server.cast, server.app.extensions["compagnon"].store
        with server.app.app_context(), server.database.writing() as session:
            here = plant_here(session, store, cast, lambda: publish_hostile(session, store, cast.author))
            world = World(here, plant_there(session, store, cast))
            cancelled = prepare(session, server, world)
            centre = session.get_one(Centre, cast.centre_id)
            newcomer = add_member(session, "Zoe", centre, Role.LEARNER)
        site = HostileSite(server, world, cancelled, newcomer)
        type_everywhere(site)
        yield site


def prepare(session: Session, server: Server, world: World) -> uuid.UUID:
    """What no door makes here: a centre's own words, many people, long histories; and a session to be cancelled."""
    cast = server.cast
    centre = session.get_one(Centre, cast.centre_id)
    centre.sectors = [mark("centre-sector")]
    today = now().date()
    for payload in (one for one in WORDS if len(one) <= 100):
        person = add_person(session, email=None, given_name=payload, family_name=mark("family-name"))
        give_role(session, person_id=person.id, centre_id=centre.id, role=Role.TUTOR, from_on=today)
    held = session.query(Membership).filter_by(person_id=cast.learner.id).one()
    held.reference = marked("reference", 64)
    for count, payload in enumerate(WORDS):
        sender = (cast.learner, cast.tutor)[count % 2]
        send(
            session,
            sender_id=sender.id,
            conversation_id=world.here.conversation_id,
            client_id=new_id(),
            text=payload,
        )
    open_sitting(session, person_id=cast.learner.id, device=marked("device", 60))
    open_token(session, person_id=cast.learner.id, label=marked("label", 240))
    module = session.query(Module).filter_by(slug=SLUG).one()
    enrol(
        session, learner_id=cast.second_learner.id, module=module, centre_id=centre.id, tutor_id=cast.tutor.id
    )
    here, _there = teams(cast)
    planned, _booking = offer(session, here, module, now() + timedelta(days=9))
    write_after(session, world.here, cast.author.id, cast.learner.id)
    return planned.id


def type_everywhere(site: HostileSite) -> None:
    """By pages and calls, as each person would."""
    for name in NAMES:
        type_profile(site, name)
    run_centre(site)
    ask_and_answer(site)
    accompany(site)
    converse(site)
    study(site)
    send_work(site)
    plan(site)
    review(site)
    take_table(site)
    see_as(site)
    fill_in(site, "manager", "/centre/groups", name=marked("group-name", 240), kind="class")
    ask_to_be_erased(site)
    observe(site)
    call_roll(site)
    write(site)


def ask_to_be_erased(site: HostileSite) -> None:
    """By letter: the learner is answered that it cannot be, another one waits."""
    for who, heard in (("learner", "Lettre"), ("second_learner", marked("erasure-heard", 240))):
        fill_in(site, "manager", f"/centre/people/{site.member(who).id}/erase", heard=heard)
    with site.server.database.reading() as session:
        theirs = select(Erasure.id).where(Erasure.person_id == site.member("learner").id)
        asked = session.scalars(theirs).one()
    fill_in(site, "manager", f"/centre/erasures/{asked}/refuse", answer=marked("erasure-answer", 1990))


def fill_in(site: HostileSite, who: str, address: str, /, **fields: Any) -> None:
    """Post a form, which must be taken."""
    client = site.member(who).sit_down(site.server.app.test_client())
    answer = client.post(address, data=fields, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 303, (address, answer.status_code, answer.text[:2000])


def call(site: HostileSite, who: str, address: str, **body: Any) -> Any:
    client: FlaskClient = site.server.app.test_client()
    answer = client.post(f"/api/v1{address}", json=body, headers=site.member(who).bearer)
    assert answer.status_code in (200, 201), (address, answer.json)
    return answer.json


def type_profile(site: HostileSite, name: str) -> None:
    fill_in(
        site,
        name,
        "/profile",
        given_name=marked("given-name", 100),
        family_name=marked("family-name", 100),
        phone=marked("phone", 40),
        language="fr",
    )


def run_centre(site: HostileSite) -> None:
    """The network names the centre; the centre says whom to call, and why it is closed, also by a calendar."""
    code, today = site.world.here.centre_code, now().date()
    words = {"name": marked("centre-name", 240), "address": marked("centre-address", 240)}
    facts = {"kind": "physical", "sectors": mark("centre-sector")}
    fill_in(site, "network", f"/network/centres/{code}", **words, **facts)
    hours = f"/centre/hours/{code}"
    told = {"contact_name": marked("centre-contact", 240), "contact_phone": marked("centre-phone", 40)}
    fill_in(site, "manager", f"{hours}/contact", **told)
    # No form takes such an address; an operator may have written one.
    with site.server.app.app_context(), site.server.database.writing() as session:
        session.get_one(Centre, site.world.here.centre_id).contact_email = marked("centre-email", 240)
    later = {"first_on": (today + timedelta(days=90)).isoformat(), "kind": "other"}
    fill_in(site, "manager", f"{hours}/closures", reason=marked("closure-reason", 240), **later)
    summary = line("calendar-name", 240).replace("\\", "/")
    event = f"UID:x\nSUMMARY:{summary}\nDTSTART;VALUE=DATE:{today + timedelta(days=91):%Y%m%d}"
    text = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{event}\nEND:VEVENT\nEND:VCALENDAR"
    fill_in(site, "manager", f"{hours}/calendar/take", text=text)


def ask_and_answer(site: HostileSite) -> None:
    """Questions by page and by call; the other learner's are answered by page and by call."""
    here = site.world.here
    for enrolment, name in ((here.enrolment_id, "learner"), (site.second_enrolment_id, "second_learner")):
        address = f"/learn/help/{enrolment}/{BLOCK}"
        fill_in(site, name, address, text=marked("question", 4000), client_id=str(new_id()))
    second = {"enrolment": str(site.second_enrolment_id), "block": "regler", "client_id": str(new_id())}
    call(site, "second_learner", "/help-requests", text=marked("question-by-call", 4000), **second)
    by_page, by_call = (one["id"] for one in signals_of(site, second["enrolment"]))
    fill_in(site, "tutor", f"/tutor/signals/{by_page}/act", **doing("act"))
    call(site, "tutor", f"/tutor/signals/{by_call}/interventions", **doing("call-act"))


def signals_of(site: HostileSite, enrolment: str) -> list[Any]:
    client = site.server.app.test_client()
    found = client.get("/api/v1/tutor/signals", headers=site.member("tutor").bearer)
    return [one for one in found.json["items"] if one["enrolment"] == enrolment][:2]


def doing(field: str) -> dict[str, str]:
    return {
        "act": "message",
        "text": marked(f"{field}-text", 4000),
        "outcome": marked(f"{field}-outcome", 4000),
    }


def accompany(site: HostileSite) -> None:
    address = f"/tutor/learners/{site.world.here.enrolment_id}/interventions"
    for text, outcome in zip(packs("note", 4000), packs("outcome", 4000), strict=True):
        fill_in(site, "tutor", address, act="note", text=text, outcome=outcome)


def converse(site: HostileSite) -> None:
    conversation = site.world.here.conversation_id
    fill_in(
        site,
        "learner",
        f"/messages/{conversation}",
        client_id=str(new_id()),
        text=marked("message-by-page", 4000),
    )
    anchor = {
        "kind": marked("anchor-kind", 64),
        "id": marked("anchor-id", 64),
        "version": mark("anchor-version"),
    }
    call(
        site,
        "tutor",
        f"/conversations/{conversation}/messages",
        client_id=str(new_id()),
        text=marked("message-by-call", 4000),
        anchor=anchor,
    )


def study(site: HostileSite) -> None:
    """Answers, which bring the feedback onto the page; and the name of a device."""
    for block, response in (("choix-0", "a1"), ("choix-1", "a2"), ("choix-2", "a1"), ("choix-3", "a2")):
        fill_in(site, "learner", answer_address(site, block), response=response)
    fill_in(site, "learner", answer_address(site, "nombre"), response="2,5")
    second, wrong = site.second_enrolment_id, {"place-i1": "2", "place-i2": "1", "place-i3": "3"}
    fill_in(site, "second_learner", answer_address(site, "nombre", second), response="25")
    fill_in(site, "second_learner", answer_address(site, "ordre", second), **wrong)
    fill_in(
        site, "second_learner", answer_address(site, "trous", second), **{"part-g1": WRONG, "part-g2": "o1"}
    )
    fill_in(site, "second_learner", answer_address(site, "court", second), response=WRONG)
    fill_in(
        site, "second_learner", answer_address(site, "paires", second), **{"part-l1": "r2", "part-l2": "r2"}
    )
    fill_in(site, "second_learner", answer_address(site, "image", second), response="z1")
    newer = ({"part-g1": "oui", "part-g2": "o1"}, "trous"), ({"part-l1": "r1", "part-l2": "r2"}, "paires")
    for answer, block in (*newer, ({"response": "z2"}, "image"), ({"response": "oui"}, "court")):
        fill_in(site, "learner", answer_address(site, block), **answer)
    events = [event(site, "texte-0", "opened", {}), event(site, "texte-0", "active", {"seconds": 30})]
    answered = call(site, "learner", "/learning/events", events=events, device=mark("device-of-events"))
    assert answered["rejected"] == []


def send_work(site: HostileSite) -> None:
    """An open answer with the tutor's word on it, and a thought that is shared."""
    address, sent = f"/learn/work/{site.second_enrolment_id}", str(new_id())
    text = marked("open-answer", 4000)
    fill_in(site, "second_learner", f"{address}/ecrire", id=sent, text=text)
    word = {"verdict": "again", "remark": marked("word-on-work", 900)}
    fill_in(site, "tutor", f"/tutor/sent/{sent}/verdict", **word)
    thought = {"text": marked("reflection", 4000), "share": "1"}
    fill_in(site, "second_learner", f"{address}/penser", **thought)


def event(site: HostileSite, block: str, verb: str, data: dict[str, int]) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "enrolment": str(site.world.here.enrolment_id),
        "block": block,
        "verb": verb,
        "occurred_at": now().isoformat(),
        "data": data,
    }


def answer_address(site: HostileSite, block: str, enrolment: uuid.UUID | None = None) -> str:
    owner = enrolment or site.world.here.enrolment_id
    return f"/learn/enrolments/{owner}/answers?block={block}&event={new_id()}"


def review(site: HostileSite) -> None:
    """A comment at a block of the draft; a reader who asks for changes, and is asked again."""
    studio, cast = f"/studio/modules/{SLUG}", site.server.cast
    fill_in(site, "author", f"{studio}/comments", block=BLOCK, text=marked("comment-at-block", 2000))
    asked = {"reader": str(cast.other_author.id), "note": marked("review-note", 2000)}
    fill_in(site, "author", f"{studio}/reviews", **asked)
    said = {"answer": "changes", "why": marked("review-answer", 2000)}
    fill_in(site, "other_author", f"{studio}/reviews/answer", **said)
    fill_in(site, "author", f"{studio}/reviews", **asked)


def see_as(site: HostileSite) -> None:
    """The manager sees the pages as someone, for a hostile reason, and comes back."""
    address = f"/see-as/{site.member('second_learner').id}"
    fill_in(site, "manager", address, reason="other", words=marked("seeing-words", 250))
    fill_in(site, "manager", "/see-as/end")


def take_table(site: HostileSite) -> None:
    """People from a table: looked at, then taken."""
    out = io.StringIO()
    rows = [[mark("table"), payload, number] for number, payload in enumerate(WORDS) if len(payload) <= 100]
    csv.writer(out, delimiter=";").writerows([["prénom", "nom", "numéro"], *rows])
    text = out.getvalue()
    client = site.member("manager").sit_down(site.server.app.test_client())
    same = {"Sec-Fetch-Site": "same-origin"}
    looked = client.post("/centre/people/table", data={"text": text}, headers=same)
    found = re.search(r'name="seen" value="(\w+)"', looked.text)
    assert found, looked.text[:3000]
    fill_in(site, "manager", "/centre/people/table/take", text=text, seen=found[1])


def plan(site: HostileSite) -> None:
    """The coming session gets a hostile room and resources; another is cancelled for a hostile reason."""
    here, starts = site.world.here, now() + timedelta(days=2)
    fill_in(
        site,
        "host",
        f"/sessions/{here.session_id}",
        unit="same",
        day=starts.date().isoformat(),
        starts="09:00",
        ends="12:00",
        room=marked("room", 250).translate(CONTROLS),
        host=str(site.member("host").id),
        resources=f"{mark('resource')} : 3",
        even_if_closed="1",
    )
    address = f"/sessions/{here.session_id}"
    waiver = marked("waiver", 250)
    fill_in(site, "host", f"{address}/people", email="karim@liege.example", waiver=waiver)
    fill_in(site, "host", f"/sessions/{site.cancelled_id}/cancel", reason=marked("cancel-reason", 250))


def observe(site: HostileSite) -> None:
    here = site.world.here
    address = f"/sessions/{here.held_session_id}/grid/{here.held_id}"
    sheet = {
        "block": "reglage",
        "attempt": "2",
        "level-debrancher": "achieved",
        "level-mesurer": "in_progress",
    }
    fill_in(site, "host", address, **sheet, **{"remark-mesurer": marked("remark", 900)})
    fill_in(site, "host", f"{address}/stop", block="reglage", attempt="2", reason=marked("stop-reason", 900))
    name = site.server.app.test_client().get("/api/v1/me", headers=site.member("host").bearer).json["name"]
    fill_in(site, "host", address, **sheet, act="sign", name=name)
    learner = f"/learn/observations/{here.observation_id}"
    fill_in(site, "learner", learner, comment=marked("comment", 1900))


def call_roll(site: HostileSite) -> None:
    here = site.world.here
    half = (now() - timedelta(days=3)).date().isoformat()
    address = f"/sessions/{here.held_session_id}/bookings/{here.held_id}/attendance"
    fill_in(site, "host", address, half=f"{half}-morning", present="0", reason=marked("absence-reason", 250))


def write(site: HostileSite) -> None:
    """A module begins: what it says of itself, its unit, and the first block of it."""
    fill_in(site, "author", "/studio/modules/begin", title=marked("begun", 190), sector="wood", language="fr")
    studio, unit, block = written_place(site)
    lines = {name: marked(f"typed-{name}", 240) for name in ("outcomes", "bring", "resources")}
    facts = {"title": marked("typed-unit", 190), "minutes": "30", "place": "remote", "revision": "99999"}
    fill_in(site, "author", f"{studio}/units/{unit}", language="fr", **facts, **lines)
    head = {name: marked(f"typed-{name}", 240) for name in ("summary", "outcomes", "sources")}
    more = {"sector": "wood", "licence": "CC-BY-SA-4.0", "language": "fr", "review_on": "2027-11-24"}
    title = marked("typed-module", 190)
    fill_in(site, "author", f"{studio}/head", title=title, revision="99999", **head, **more)
    words = {"title": marked("typed-title", 190), "body": marked("typed-body", 900)}
    said = {"revision": "99999", "required": "1"}
    fill_in(site, "author", f"{studio}/blocks/{block}", language="fr", **said, **words)
    translate(site, studio, f"{studio}/units/{unit}", f"{studio}/blocks/{block}")
    # What was translated changes: what it was shows beside what it is.
    more |= {"summary": f"{head['summary']} bis"}
    fill_in(site, "author", f"{studio}/head", title=title, revision="99999", **(head | more))
    facts |= {"outcomes": f"{lines['outcomes']} bis"}
    fill_in(site, "author", f"{studio}/units/{unit}", language="fr", **(lines | facts))
    words |= {"body": f"{words['body']} bis"}
    fill_in(site, "author", f"{studio}/blocks/{block}", language="fr", **said, **words)


def translate(site: HostileSite, studio: str, unit: str, block: str) -> None:
    """The module, its unit and its block in another language."""
    fill_in(site, "author", f"{studio}/languages", language="en")
    head = {name: marked(f"english-{name}", 190) for name in ("title", "summary", "outcomes")}
    fill_in(site, "author", f"{studio}/translate/en", revision="99999", **head)
    lines = {
        name: marked(f"english-unit-{name}", 190) for name in ("title", "outcomes", "bring", "resources")
    }
    fill_in(site, "author", unit, language="en", beside="1", revision="99999", **lines)
    words = {"title": marked("english-block", 190), "body": marked("english-body", 900)}
    fill_in(site, "author", block, language="en", revision="99999", required="1", **words)


def written_place(site: HostileSite) -> tuple[str, str, str]:
    """The address of the module that was begun, its unit and its block."""
    with site.server.app.app_context(), site.server.database.reading() as session:
        slug, unit, block = session.execute(
            select(Module.slug, Unit.code, Block.code)
            .join(ModuleVersion, ModuleVersion.module_id == Module.id)
            .join(Unit, Unit.version_id == ModuleVersion.id)
            .join(Block, Block.unit_id == Unit.id)
            .where(ModuleVersion.number == 0, Module.current_number == 0)
        ).one()
    return f"/studio/modules/{slug}", unit, block
