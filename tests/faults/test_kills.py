"""kill -9 under load: what was acknowledged is there, once, in order; what was not may be sent again."""

import os
import signal
import time
from dataclasses import dataclass, field
from threading import Event

import psutil
import pytest
from sqlalchemy import func, select

from app.catalogue.models import Block, Module, ModuleVersion
from app.learning.models import Step
from app.operation.proofs import Ground, check
from tests.catalogue.samples import MODULE, sample
from tests.faults.conftest import moments
from tests.faults.load import MESSAGES_A_SECOND, Chatting, Reporting, meanwhile
from tests.faults.test_disk_full import SLUG, put_draft
from tests.servers import Server, wait_until_ready

pytestmark = [
    pytest.mark.faults,
    # The client library drops its sockets unclosed when the server is gone.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
LEAST_OFFERED_A_SECOND = 200


def kill_everything(server: Server) -> None:
    server.kill()
    server.start()


def kill_one_worker(server: Server) -> None:
    """The master puts another in its place."""
    workers = psutil.Process(server.process.pid).children()
    os.kill(workers[0].pid, signal.SIGKILL)
    psutil.wait_procs(workers[:1], timeout=5)
    wait_until_ready(server.address, server.process)


@pytest.mark.parametrize(
    ("way", "strike"),
    [("embedded", kill_everything), ("scaled", kill_one_worker), ("scaled", kill_everything)],
    ids=["embedded", "scaled_worker", "scaled"],
)
def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(
    way: str, strike: object, request: pytest.FixtureRequest
) -> None:
    server: Server = request.getfixturevalue(way)
    reporting = Reporting(server)
    for moment in moments(0.5, 2.0):
        chatting = Chatting(server)
        with meanwhile(chatting.go_on, reporting.go_on):
            wait_for(chatting)
            offered, begun = len(chatting.sent), time.monotonic()
            time.sleep(moment)
            rate = (len(chatting.sent) - offered) / (time.monotonic() - begun)
            strike(server)  # type: ignore[operator]
        assert LEAST_OFFERED_A_SECOND <= rate <= MESSAGES_A_SECOND * 1.2
        check_messages(chatting)
        check_events(reporting)


@pytest.mark.parametrize("way", ["embedded", "scaled"])
def test_a_publication_that_is_killed_is_there_whole_or_not_at_all(
    way: str, request: pytest.FixtureRequest
) -> None:
    server: Server = request.getfixturevalue(way)
    publishing = Publishing(server)
    for moment in moments(0.1, 1.5):
        with meanwhile(publishing.go_on):
            time.sleep(moment)
            kill_everything(server)
        publishing.check()
        publishing.publish()
        publishing.check()


@dataclass
class Publishing:
    """An author who publishes a module again and again, each time with another title."""

    server: Server
    told: list[int] = field(default_factory=list)
    tries: int = 0

    def go_on(self, stopped: Event) -> None:
        while not stopped.is_set():
            try:
                self.publish()
            except OSError:
                return  # it broke: that is what the test is for

    def publish(self) -> None:
        self.tries += 1
        author = self.server.cast.author
        files = sample(module=MODULE.replace("title: Atelier bois", f"title: Atelier {self.tries}"))
        assert put_draft(self.server, author, files)[0] == 200
        status, version = self.server.call(
            "POST", f"/api/v1/modules/{SLUG}/versions", token=author.token, body={"note": "Encore"}
        )
        assert status == 201, version
        self.told.append(version["number"])

    def check(self) -> None:
        """Versions are numbered without a gap, each whole, and none is lost of which somebody was told."""
        with self.server.database.reading() as session:
            module = session.scalars(select(Module).where(Module.slug == SLUG)).first()
            if module is None:
                assert self.told == []
                return
            of_it = select(ModuleVersion).where(
                ModuleVersion.module_id == module.id, ModuleVersion.number > 0
            )
            versions = session.scalars(of_it.order_by(ModuleVersion.number)).all()
            assert [version.number for version in versions] == list(range(1, module.current_number + 1))
            assert set(self.told) <= {version.number for version in versions}
            for version in versions:
                blocks = select(func.count()).where(Block.version_id == version.id, Block.is_required)
                assert session.scalar(blocks) == version.required_blocks
        running = self.server.app.extensions["compagnon"]
        ground = Ground(running.database, running.store, running.settings.database)
        assert {proof.name: proof.faults for proof in check(ground) if not proof.holds} == {}


def wait_for(chatting: Chatting) -> None:
    deadline = time.monotonic() + 20
    while not chatting.acknowledged and time.monotonic() < deadline:
        time.sleep(0.05)
    assert chatting.acknowledged


def check_messages(chatting: Chatting) -> None:
    kept = chatting.history()
    for client_id, message in chatting.acknowledged.items():
        assert kept[client_id] == message
    chatting.repeat()
    again = chatting.history()
    assert kept.items() <= again.items()
    assert again == chatting.acknowledged
    assert {each.client_id for each in chatting.sent} == again.keys()


def check_events(reporting: Reporting) -> None:
    assert reporting.accepted
    assert reporting.accepted <= kept_events(reporting)
    for start in range(0, len(reporting.sent), 500):
        told = reporting.report(reporting.sent[start : start + 500])
        assert not reporting.accepted & set(told["accepted"])
        reporting.accepted |= set(told["accepted"]) | set(told["duplicate"])
    sent = {event["id"] for event in reporting.sent}
    assert kept_events(reporting) == sent == reporting.accepted


def kept_events(reporting: Reporting) -> set[str]:
    """The ids of the steps there are, once each and numbered without a gap."""
    with reporting.server.database.reading() as session:
        rows = session.execute(
            select(Step.id, Step.sequence)
            .where(Step.enrolment_id == reporting.enrolment)
            .order_by(Step.sequence)
        ).all()
    assert [sequence for _id, sequence in rows] == list(range(1, len(rows) + 1))
    return {str(step_id) for step_id, _sequence in rows}
