"""The learner, the tutor and the host, from the first answer to the last: three windows on the shipped module."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import databases
from tests.journeys.conftest import PHONE, WIDE, Sit
from tests.journeys.demo import (
    HOST,
    LEARNER,
    TUTOR,
    Demo,
    Studying,
    copy_seeded,
    seed,
    serving_demo,
)
from tests.journeys.screens import HostScreens, LearnerScreens, TutorScreens, Words
from tests.servers import redis_server

pytestmark = pytest.mark.journey

BLOCK = "risque-disjoncteur-ouvert"
QUESTION = "Pourquoi verrouiller, si tout est déjà ouvert ?"
REPLY = "Pour que personne ne referme pendant que vous avez les mains dedans."
# A second on a quiet machine; without sockets both pages ask every twenty seconds.
AT_ONCE, BY_POLLING = 4, 25


@dataclass(frozen=True, slots=True)
class Asked:
    """What the block says in one language."""

    wrong: str
    right: str
    why_not: str
    why: str


ASKED = {
    "fr": Asked("Oui", "Non", "Un pôle peut être resté fermé", "Il reste à verrouiller le disjoncteur"),
    "en": Asked("Yes", "No", "A pole may have stayed closed", "You still have to lock the circuit breaker"),
}


@pytest.fixture
def embedded(seeded: Path, tmpfs: Path) -> Iterator[Demo]:
    with serving_demo(copy_seeded(seeded / "seeded.db", tmpfs), seeded / "media") as demo:
        yield demo


@pytest.fixture
def scaled(postgres: str, postgres_template: str, tmp_path: Path) -> Iterator[Demo]:
    address = databases.create_database(postgres, template=postgres_template)
    seed(address, tmp_path)
    with (
        redis_server() as redis_url,
        serving_demo(address, tmp_path / "media", redis_url=redis_url, workers=2) as demo,
    ):
        yield demo
    databases.drop_database(postgres, address)


@pytest.fixture
def crowded(seeded: Path, tmpfs: Path) -> Iterator[Demo]:
    """A server whose only socket is taken, so that every page goes on without."""
    url = copy_seeded(seeded / "seeded.db", tmpfs)
    with (
        serving_demo(url, seeded / "media", max_sockets=1) as demo,
        demo.server.socket(demo.server.cast.manager),
    ):
        yield demo


@pytest.mark.parametrize(("way", "language"), [("embedded", "fr"), ("scaled", "en")])
def test_study_ask_reply_practise_and_finish(
    way: str, language: str, request: pytest.FixtureRequest, sit: Sit
) -> None:
    demo: Demo = request.getfixturevalue(way)
    demo.speak(language)
    words = Words(language)
    learner = LearnerScreens(sit(at=demo.server, size=PHONE), words)
    tutor = TutorScreens(sit(at=demo.server, size=WIDE), words)
    host = HostScreens(sit(at=demo.server, size=WIDE), words)

    learner.signs_in(LEARNER)
    learner.opens_the_module_at_its_first_unit()
    study_a_question(learner)

    tutor.signs_in(TUTOR)
    tutor.is_on_who_needs_me()
    ask_and_be_answered(learner, tutor, within=AT_ONCE)
    learner.reads_in_messages(REPLY)

    studying = Studying(demo)
    studying.studies("le-risque", "les-sept-etapes")
    practise(demo, learner, host)

    studying.studies()
    told = studying.progress()
    assert (told["percent"], told["done"]) == (100, told["required"])
    assert learner.percent_on_the_module_page() == "100"
    assert learner.percent_on_the_progress_page() == "100"


def study_a_question(learner: LearnerScreens) -> None:
    answer_wrong_then_right(learner)
    at_second_try = learner.say.pattern("Juste au %(number)se essai", number="2")
    learner.reads_what_counts_and_why(BLOCK, at_second_try)
    learner.opens_unit("le-risque")
    learner.reads_why_in_the_sheet(BLOCK, at_second_try)


def answer_wrong_then_right(learner: LearnerScreens) -> None:
    asked = ASKED[learner.say.language]
    learner.answers(BLOCK, asked.wrong)
    learner.reads_feedback(BLOCK, "again", asked.why_not)
    learner.answers(BLOCK, asked.right)
    learner.reads_feedback(BLOCK, "right", asked.why)
    learner.sees_the_block_done_on_the_line(BLOCK)


def ask_and_be_answered(learner: LearnerScreens, tutor: TutorScreens, *, within: float) -> None:
    learner.asks_under(BLOCK, QUESTION)
    tutor.sees_a_question_of("Ioana", within=within)
    opened = tutor.opens_the_row_of("Ioana")
    assert QUESTION in opened.inner_text()
    # Whatever language it was given in, a team reads an answer in the module's own.
    assert ASKED["fr"].wrong in opened.locator(".attempts").inner_text()
    tutor.replies_to("Ioana", REPLY)
    learner.reads_the_reply_under(BLOCK, REPLY, within=within)


def practise(demo: Demo, learner: LearnerScreens, host: HostScreens) -> None:
    session_id = demo.plan_session_soon()
    learner.books(session_id)
    host.signs_in(HOST)
    host.opens_the_session(session_id)
    host.confirms_presence_of("Ioana Popescu")
    host.opens_the_grid_of("Ioana Popescu")
    host.ticks_everything_achieved()
    host.signs_the_grid("Fatou Diallo")
    learner.reads_the_result(session_id, learner.say("Acquis."))


def test_question_and_reply_arrive_where_sockets_are_refused(crowded: Demo, sit: Sit) -> None:
    words = Words("fr")
    learner = LearnerScreens(sit(at=crowded.server, size=PHONE), words)
    tutor = TutorScreens(sit(at=crowded.server, size=WIDE), words)
    learner.signs_in(LEARNER)
    tutor.signs_in(TUTOR)
    tutor.is_on_who_needs_me()
    learner.opens_unit("le-risque")
    learner.answers(BLOCK, ASKED["fr"].wrong)
    ask_and_be_answered(learner, tutor, within=BY_POLLING)


def test_study_goes_on_without_script(embedded: Demo, sit: Sit) -> None:
    learner = LearnerScreens(sit(at=embedded.server, java_script_enabled=False), Words("fr"))
    learner.has_script = False
    learner.signs_in(LEARNER)
    learner.opens_the_module_at_its_first_unit()
    answer_wrong_then_right(learner)
    learner.goes_on()
    learner.is_in_unit("les-sept-etapes")
    done = Studying(embedded).progress()["done"]
    assert done > 1
    assert learner.done_on_the_module_page() == done
    learner.reads_what_counts_and_why(BLOCK, learner.say.pattern("Juste au %(number)se essai", number="2"))
