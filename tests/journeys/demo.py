"""A demo as `make run` seeds it, and what a journey does beside its windows."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import create_app, wiring
from app.catalogue.queries import get_block_data, get_outline
from app.demo.histories import FATOU, IOANA, SABINE
from app.demo.people import PASSWORD
from app.demo.study import actor_of, right_response
from app.in_centre.models import InCentreSession
from app.in_centre.services.sessions import Plan, create_session
from app.kernel.clock import now
from app.kernel.i18n import iso
from app.kernel.installation import claim_kind
from app.learning.models import Enrolment
from app.learning.rules import DONE_BY, DoneBy
from app.people.models import Role
from app.people.queries import find_person_by_email
from app.settings import load_settings
from tests.cast import Member, member_for
from tests.in_centre.making import seat
from tests.servers import Server, serving

LEARNER, TUTOR, HOST = IOANA, SABINE, FATOU
BENCH = "au-banc"


def seed(database_url: str, folder: Path) -> None:
    """Fill an empty migrated database as a first start does; the media go to `folder`/media."""
    settings = load_settings(
        instance=folder,
        database_url=database_url,
        media_url=str(folder / "media"),
        compagnon_demo="1",
        compagnon_testing=True,
        log_level="CRITICAL",
    )
    app = create_app(settings)
    database = app.extensions["compagnon_database"]
    with app.app_context():
        with database.writing() as session:
            claim_kind(session, is_demo=True)
        wiring.seed_demo()
    database.dispose()


@contextmanager
def serving_demo(database_url: str, media: Path, **settings: object) -> Iterator["Demo"]:
    """A seeded database, served; `media` is where its seed put them."""
    with serving(database_url=database_url, media_url=str(media), compagnon_demo="1", **settings) as server:
        yield Demo(server)


def copy_seeded(template: Path, folder: Path) -> str:
    path = folder / f"{uuid.uuid4().hex}.db"
    shutil.copyfile(template, path)
    return f"sqlite:///{path}"


@dataclass
class Demo:
    """A running demo, with what a test prepares or looks up in it."""

    server: Server

    def speak(self, language: str, *people: str) -> None:
        """Give people their interface language: the three of a journey unless others are named."""
        with self.server.app.app_context(), self.server.database.writing() as session:
            for email in people or (LEARNER, TUTOR, HOST):
                person = find_person_by_email(session, email)
                assert person is not None
                person.language = language

    def plan_session_soon(self) -> uuid.UUID:
        """A date half an hour from now: it can still be booked, and presence can already be confirmed."""
        with self.server.app.app_context(), self.server.database.writing() as session:
            host = actor_of(session, HOST, Role.SESSION_HOST, Role.TRAINER)
            starts_at = now() + timedelta(minutes=30)
            plan = Plan(
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=3),
                room="Atelier du parcours",
                host_id=host.id,
                resources={"Bancs didactiques": 3},
            )
            enrolment = self.enrolment(session)
            return create_session(
                session,
                host,
                centre_id=host.held[0].centre_id,
                module_id=enrolment.module_id,
                unit=BENCH,
                plan=plan,
            ).id

    def seat_in(self, session_id: uuid.UUID) -> uuid.UUID:
        """A place of the learner in this session, whatever the prerequisites."""
        with self.server.app.app_context(), self.server.database.writing() as session:
            row = session.get_one(InCentreSession, session_id)
            return seat(session, row, self.enrolment(session)).id

    def enrolment(self, session: Session) -> Enrolment:
        """Of the learner of the journeys."""
        learner = find_person_by_email(session, LEARNER)
        assert learner is not None
        return session.scalars(select(Enrolment).where(Enrolment.learner_id == learner.id)).one()

    def member(self, email: str) -> Member:
        """A person of the demo, signed in."""
        with self.server.app.app_context(), self.server.database.writing() as session:
            person = find_person_by_email(session, email)
            assert person is not None
            return member_for(session, person)

    def token_of(self, email: str) -> str:
        status, given = self.server.call(
            "POST",
            "/api/v1/tokens",
            token="",
            body={"email": email, "password": PASSWORD, "label": "journey"},
        )
        assert status == 201, given
        token: str = given["token"]
        return token


class Studying:
    """The learner of a journey, by calls."""

    def __init__(self, demo: Demo) -> None:
        self._server, self._token = demo.server, demo.token_of(LEARNER)
        enrolment = self._get("/enrolments")["items"][0]
        self.enrolment: str = enrolment["id"]
        with demo.server.app.app_context(), demo.server.database.reading() as session:
            version_id = demo.enrolment(session).version_id
            self._outline = get_outline(session, version_id)
            codes = [block.code for unit in self._outline.units for block in unit.blocks]
            self._views = get_block_data(session, version_id, codes)

    def _get(self, path: str) -> Any:
        status, found = self._server.call("GET", f"/api/v1{path}", token=self._token)
        assert status == 200, found
        return found

    def progress(self) -> Any:
        return self._get(f"/enrolments/{self.enrolment}/progress")

    def studies(self, *units: str) -> None:
        """Do every block of these units that study alone can do; of all units unless some are named."""
        done = {block["id"] for block in self.progress()["blocks"] if block["state"] == "done"}
        events = [
            self._event(block.code)
            for unit in self._outline.units
            if not units or unit.code in units
            for block in unit.blocks
            if DONE_BY[block.type] is not DoneBy.ABOVE and block.code not in done
        ]
        status, told = self._server.call(
            "POST", "/api/v1/learning/events", token=self._token, body={"events": events}
        )
        assert (status, told["rejected"]) == (200, [])

    def _event(self, code: str) -> dict[str, Any]:
        view = self._views[code]
        answered = DONE_BY[view.type] is DoneBy.ANSWER
        return {
            "id": str(uuid.uuid4()),
            "enrolment": self.enrolment,
            "block": code,
            "verb": "answered" if answered else "seen",
            "occurred_at": iso(now()),
            "data": {"response": right_response(view.data)} if answered else {},
        }
