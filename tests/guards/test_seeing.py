"""While the pages are seen as someone else's, no route does anything, and none shows what people write to each other."""

from collections.abc import Iterator
from html import unescape

import pytest
from sqlalchemy import select

from app.chat.models import Message
from app.kernel.identity import doors
from app.people.models import SeeingReason
from app.people.services.seeing import begin_seeing
from tests.ground import Ground
from tests.guards.access import ALL
from tests.guards.access.rows import Row

SEEN = ("learner", "tutor", "author", "host")
#: What a tutor gave to the authors of a module, without who had asked.
TOLD_TO_AUTHORS = {"GET /studio/modules/<slug>/tips"}
ENDS_IT = {"POST /see-as/end", "POST /sign-out"}


@pytest.fixture(params=SEEN)
def as_someone(ground: Ground, request: pytest.FixtureRequest) -> Iterator[Ground]:
    """Chantal's browser sees the pages as someone of her centre does."""
    with ground.app.test_request_context(), ground.database.writing() as session:
        chantal = doors().by_sitting(session, ground.cast.manager.sitting)
        whom = ground.member(request.param).id
        begin_seeing(session, chantal, person_id=whom, reason=SeeingReason.ASKED)
    yield ground
    ground.restore()


def refusal(ground: Ground, row: Row) -> tuple[int, str]:
    """As a browser asks, a call of the API included: the cookie is all there is."""
    client = ground.app.test_client(use_cookies=False)
    own = ground.world.here
    headers = ground.headers("manager", is_call=False)
    more = {"json": row.json(own)} if row.json else {"data": row.form(own) if row.form else None}
    with client.open(row.address(row.values(own)), method=row.method, headers=headers, **more) as answer:
        return answer.status_code, unescape(answer.get_data().decode(errors="replace"))


def test_no_act_passes_whatever_its_route(as_someone: Ground) -> None:
    unsafe = [row for row in ALL if row.method != "GET" and row.rule not in ENDS_IT]
    with as_someone.unchanged():
        found = {row.rule: refusal(as_someone, row) for row in unsafe}
    assert {rule: status for rule, (status, _text) in found.items() if status != 403} == {}
    assert {
        rule
        for rule, (_status, text) in found.items()
        if "changé en son nom" not in text and "only_seeing" not in text
    } == set()


def test_no_page_shows_what_people_write_to_each_other(as_someone: Ground) -> None:
    with as_someone.database.reading() as session:
        written = set(session.scalars(select(Message.text)))
    assert len(written) > 2
    pages = {row.rule: refusal(as_someone, row) for row in ALL if row.method == "GET"}
    assert sum(status == 200 for status, _text in pages.values()) > 10
    shown = {rule for rule, (_status, text) in pages.items() if any(each in text for each in written)}
    assert shown <= TOLD_TO_AUTHORS
