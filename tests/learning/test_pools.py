"""Questions of a pool: each learner meets some of them, the same ones every time."""

import uuid

from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.in_centre.queries.progress import list_unit_progress
from app.kernel.db import Database
from app.kernel.ids import new_id
from app.learning.models import Enrolment
from app.learning.queries import explain
from app.learning.services.replaying import verify_progress
from app.questions.pools import meets
from tests.cast import Cast
from tests.learning.test_newer_blocks import UNIT, form_of, learner

__all__ = ["learner"]

POOL = {"codes": ["a", "b", "c", "d"], "pick": 2}


@given(st.uuids())
def test_as_many_are_met_as_are_picked_and_always_the_same(seed: uuid.UUID) -> None:
    met = [code for code in POOL["codes"] if meets(code, POOL, str(seed))]
    assert len(met) == 2
    assert met == [code for code in POOL["codes"] if meets(code, POOL, str(seed))]
    assert meets("lire", {}, str(seed))


def test_each_question_is_met_about_as_often() -> None:
    seeds = [str(uuid.uuid5(uuid.NAMESPACE_URL, str(number))) for number in range(2000)]
    counts = [sum(meets(code, POOL, seed) for seed in seeds) for code in POOL["codes"]]
    assert min(counts) > 850


def drawn(page: str) -> list[str]:
    return [code for code in ("tire-un", "tire-deux") if f'data-block="{code}"' in page]


def test_the_page_shows_what_was_drawn_and_progress_counts_it(
    learner: FlaskClient, database: Database
) -> None:
    pages = [learner.get(UNIT).text for _ in range(2)]
    met = drawn(pages[0])
    assert len(met) == 1
    assert drawn(pages[1]) == met
    with database.reading() as session:
        enrolment = session.scalars(select(Enrolment)).one()
        told = explain(session, enrolment)
        assert told.required == len([block for block in told.blocks if block.required])
        assert [block.code for block in told.blocks if block.code.startswith("tire-")] == met
        units = {unit.code: unit for unit in list_unit_progress(session, [enrolment.id])[enrolment.id]}
        assert units["le-tour"].required == len(told.counted_in("le-tour"))


def test_a_question_that_was_not_drawn_is_not_there(
    learner: FlaskClient, database: Database, cast: Cast
) -> None:
    page = learner.get(UNIT).text
    [met] = drawn(page)
    [other] = {"tire-un", "tire-deux"} - {met}
    with database.reading() as session:
        enrolment_id = session.scalars(select(Enrolment.id)).one()
    events = [
        {
            "id": str(new_id()),
            "enrolment": str(enrolment_id),
            "block": block,
            "verb": "answered",
            "occurred_at": "2026-03-10T09:00:00Z",
            "data": {"response": "a1"},
        }
        for block in (met, other)
    ]
    answer = learner.post("/api/v1/learning/events", json={"events": events}, headers=cast.learner.bearer)
    assert answer.json["accepted"] == [events[0]["id"]]
    assert [each["reason"] for each in answer.json["rejected"]] == ["not_found"]
    form = form_of(page, met).replace(f"block={met}", f"block={other}")
    learner.post(form, data={"response": "a1"})
    with database.reading() as session:
        assert session.scalars(select(Enrolment.done_blocks)).one() == 1
        assert verify_progress(session, enrolment_id) == []


def test_the_page_of_the_module_lists_the_words_of_the_trade(learner: FlaskClient) -> None:
    page = learner.get("/learn/modules/atelier-bois").text
    assert "Les mots du métier" in page
    assert f'href="{UNIT}#le-trait">Le trait</a>' in page
    assert "L’épaisseur que la lame enlève." in page


def test_a_film_is_sent_by_parts_and_a_document_to_be_kept(learner: FlaskClient, database: Database) -> None:
    with database.reading() as session:
        version = session.scalars(select(Enrolment.version_id)).one()
    part = learner.get(f"/media/{version}/film.mp4", headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.data, part.content_type) == (206, b"ftyp", "video/mp4")
    assert part.headers["Content-Range"].startswith("bytes 4-7/")
    whole = learner.get(f"/media/{version}/film.mp4")
    assert (whole.status_code, whole.headers["Accept-Ranges"]) == (200, "bytes")
    assert learner.get(f"/media/{version}/film.vtt").content_type == "text/vtt; charset=utf-8"
    kept = learner.get(f"/media/{version}/fiche.pdf")
    assert kept.headers["Content-Disposition"] == "attachment"
