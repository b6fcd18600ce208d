"""What one writes and sends at a block: reflections, open answers, files."""

import re
import uuid
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import func, select

from app.catalogue.jobs import sweep_at_night
from app.catalogue.uses import list_used
from app.kernel import imaging
from app.kernel.clock import clock_set_to
from app.kernel.db import Database
from app.kernel.ids import new_id
from app.kernel.imaging import PictureMoves
from app.learning.files import FileNotTaken, FileTooLarge, PictureUnreadable, read_file
from app.learning.models import BlockState, Enrolment, Reflection, State, Submission, Verdict
from app.learning.services.replaying import verify_progress
from tests.cast import Cast
from tests.learning.test_newer_blocks import UNIT, learner, state_of

__all__ = ["learner"]


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **more: object) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, "teal").save(written, kind, **more)
    return written.getvalue()


def with_a_place() -> bytes:
    """A photograph that says where it was taken, and lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "SECRET-MAKER"
    return picture(exif=exif, comment=b"SECRET-COMMENT")


def address(database: Database, block: str) -> str:
    with database.reading() as session:
        return f"/learn/work/{session.scalars(select(Enrolment.id)).one()}/{block}"


def send(client: FlaskClient, where: str, data: bytes | None = None, **fields: str):
    form: dict[str, object] = {"id": str(new_id()), **fields}
    if data is not None:
        form["file"] = (BytesIO(data), "../../etc/passwd")
    return client.post(where, data=form)


def sent(database: Database) -> list[Submission]:
    with database.reading() as session:
        return list(session.scalars(select(Submission).order_by(Submission.sent_at)))


def test_the_player_leads_to_where_one_writes(learner: FlaskClient, database: Database) -> None:
    page = learner.get(UNIT).text
    for block in ("chez-moi", "dire", "photo"):
        assert f'hx-get="{address(database, block)}"' in page


def test_an_open_answer_goes_to_the_tutor_and_completes_the_block(
    learner: FlaskClient, database: Database
) -> None:
    where = address(database, "dire")
    assert state_of(database, "dire") is None
    assert send(learner, where, text="  Pour que rien\r\nne démarre. ").status_code == 303
    assert [each.text for each in sent(database)] == ["Pour que rien\nne démarre."]
    assert state_of(database, "dire") is State.DONE
    assert "Pour que rien\nne démarre." in learner.get(where).text
    with database.reading() as session:
        assert verify_progress(session, session.scalars(select(Enrolment.id)).one()) == []


def test_a_form_sent_twice_sends_once(learner: FlaskClient, database: Database) -> None:
    once = str(new_id())
    for _ in range(2):
        assert send(learner, address(database, "dire"), id=once, text="Oui").status_code == 303
    assert len(sent(database)) == 1


def test_an_empty_answer_is_told_and_changes_nothing(learner: FlaskClient, database: Database) -> None:
    refused = send(learner, address(database, "dire"), text=" \n ")
    assert refused.status_code == 422
    assert "Écrivez quelques mots" in refused.text
    assert sent(database) == []
    assert state_of(database, "dire") is None


def test_a_refused_file_keeps_the_words_that_were_typed(learner: FlaskClient, database: Database) -> None:
    refused = send(learner, address(database, "photo"), b"GIF89a", text="Mon réglage")
    assert refused.status_code == 422
    assert "n’est pas une photo" in refused.text
    assert "Mon réglage" in refused.text


def test_a_photograph_is_kept_without_what_it_hides(learner: FlaskClient, database: Database) -> None:
    raw = with_a_place()
    assert b"SECRET-MAKER" in raw
    assert send(learner, address(database, "photo"), raw).status_code == 303
    [row] = sent(database)
    kept = learner.get(f"/learn/sent/{row.id}")
    assert (kept.status_code, kept.content_type) == (200, "image/jpeg")
    assert b"SECRET" not in kept.data
    with Image.open(BytesIO(kept.data)) as shown:
        assert shown.size == (30, 40)
        assert dict(shown.getexif()) == {}
    assert "passwd" not in kept.headers["Content-Disposition"]
    assert kept.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert state_of(database, "photo") is State.DONE
    with database.reading() as session:
        assert row.sha256 in list_used(session)


def test_one_who_learns_reads_no_file_of_another(
    app: Flask, learner: FlaskClient, database: Database, cast: Cast
) -> None:
    send(learner, address(database, "photo"), picture())
    [row] = sent(database)
    other = cast.second_learner.sit_down(app.test_client())
    assert other.get(f"/learn/sent/{row.id}").status_code == 404
    assert other.get(address(database, "photo")).status_code == 404
    assert send(other, address(database, "photo"), picture()).status_code == 404
    assert len(sent(database)) == 1


@pytest.mark.parametrize("block", ["parties", "nommer", "rien"])
def test_nothing_is_sent_where_nothing_is_asked_for(
    learner: FlaskClient, database: Database, block: str
) -> None:
    assert send(learner, address(database, block), text="Voici").status_code == 404


def test_one_block_takes_no_flood(learner: FlaskClient, database: Database) -> None:
    for number in range(20):
        assert send(learner, address(database, "dire"), text=f"n° {number}").status_code == 303
    refused = send(learner, address(database, "dire"), text="encore")
    assert refused.status_code == 422
    assert "20 fois" in refused.text


def test_a_client_cannot_declare_work_done(learner: FlaskClient, database: Database, cast: Cast) -> None:
    with database.reading() as session:
        enrolment = session.scalars(select(Enrolment.id)).one()
    event = {
        "id": str(new_id()),
        "enrolment": str(enrolment),
        "block": "dire",
        "verb": "completed",
        "occurred_at": "2026-03-10T09:00:00Z",
    }
    seen = {**event, "id": str(new_id()), "verb": "seen"}
    answer = learner.post(
        "/api/v1/learning/events", json={"events": [event, seen]}, headers=cast.learner.bearer
    )
    assert [each["reason"] for each in answer.json["rejected"]] == ["not_by_client"]
    with database.reading() as session:
        state = select(BlockState.state).where(BlockState.block == "dire")
        assert session.scalar(state) is State.OPENED


def test_a_reflection_stays_with_who_wrote_it_until_shared(learner: FlaskClient, database: Database) -> None:
    where = address(database, "chez-moi")
    assert send(learner, where, text="Près de la fenêtre").status_code == 303
    with database.reading() as session:
        kept = session.scalars(select(Reflection)).one()
        assert (kept.text, kept.is_shared) == ("Près de la fenêtre", False)
    assert "Près de la fenêtre" in learner.get(where).text
    send(learner, where, text="Au fond", share="1")
    with database.reading() as session:
        kept = session.scalars(select(Reflection)).one()
        assert (kept.text, kept.is_shared) == ("Au fond", True)
        assert session.scalar(select(func.count()).select_from(Submission)) == 0


def test_a_fragment_says_that_the_block_is_done(learner: FlaskClient, database: Database) -> None:
    where = address(database, "dire")
    form = {"id": str(new_id()), "text": "Oui"}
    made = learner.post(where, data=form, headers={"HX-Request": "true"})
    assert made.status_code == 200
    assert re.search(r'data-work="dire" data-done data-fresh', made.text)


@pytest.mark.parametrize(
    ("data", "accept", "kept"),
    [
        (picture(), "photo", "image/jpeg"),
        (picture("PNG"), "any", "image/jpeg"),
        (picture("WEBP"), "photo", "image/jpeg"),
        (b"%PDF-1.7 x", "document", "application/pdf"),
        (b"%PDF-1.7 x", "any", "application/pdf"),
    ],
)
def test_a_file_is_known_by_its_content(data: bytes, accept: str, kept: str) -> None:
    assert read_file(data, accept).media_type == kept


@pytest.mark.parametrize(
    ("data", "accept", "refusal"),
    [
        (b"%PDF-1.7", "photo", FileNotTaken),
        (picture(), "document", FileNotTaken),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "any", FileNotTaken),
        (b"\xff\xd8\xff" + b"x" * 90, "photo", PictureUnreadable),
        (picture()[:200], "photo", PictureUnreadable),
        (b"x" * (15 * 1024 * 1024 + 1), "any", FileTooLarge),
    ],
    ids=["pdf", "picture", "drawing", "broken", "cut", "large"],
)
def test_what_is_not_asked_for_is_refused(data: bytes, accept: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read_file(data, accept)


def test_a_picture_of_too_many_pixels_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imaging, "MOST_MEGAPIXELS", 0.001)
    with pytest.raises(PictureUnreadable):
        read_file(picture(size=(100, 100)), "photo")


def test_a_large_picture_becomes_one_that_a_screen_can_show() -> None:
    kept = read_file(picture(size=(5000, 1000)), "photo")
    with Image.open(BytesIO(kept.data)) as shown:
        assert shown.size == (2400, 480)


def test_a_picture_that_moves_is_told_so() -> None:
    moving = BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(moving, "WEBP", save_all=True, append_images=frames[1:])
    with pytest.raises(PictureMoves):
        read_file(moving.getvalue(), "photo")


def test_a_photograph_in_the_colours_of_a_printer_is_kept_in_those_of_a_screen() -> None:
    printed = BytesIO()
    Image.new("CMYK", (20, 20), (0, 255, 255, 0)).save(printed, "JPEG")
    with Image.open(BytesIO(read_file(printed.getvalue(), "photo").data)) as shown:
        assert shown.mode == "RGB"
        red, green, blue = shown.getpixel((10, 10))
    assert red > 200
    assert max(green, blue) < 80


def stored(app: Flask) -> set[str]:
    return {kept.key for kept in app.extensions["compagnon"].store.list()}


def test_a_file_that_cannot_be_sent_any_more_is_not_kept(
    app: Flask, learner: FlaskClient, database: Database
) -> None:
    where = address(database, "photo")
    for _ in range(20):
        send(learner, where, picture())
    before = stored(app)
    assert send(learner, where, picture(size=(50, 50))).status_code == 422
    assert send(learner, where, picture(size=(60, 60)), text="x" * 10_001).status_code == 422
    assert stored(app) == before


def test_a_file_whose_sending_failed_goes_with_the_sweep_and_the_work_stays(
    app: Flask, learner: FlaskClient, database: Database
) -> None:
    where, before = address(database, "photo"), stored(app)
    send(learner, where, picture())
    sent_now = stored(app) - before
    failed = "0" * 64
    store = app.extensions["compagnon"].store
    store.put(failed, b"kept, and then the process was killed")
    for days in (0, 31):
        night = datetime.now(UTC).replace(hour=2, minute=47) + timedelta(days=days)
        with clock_set_to(lambda moment=night: moment), app.app_context():
            sweep_at_night(database)
    assert failed not in stored(app)
    assert sent_now <= stored(app)


def test_what_was_sent_waits_for_a_word(learner: FlaskClient, database: Database) -> None:
    send(learner, address(database, "dire"), text="Oui")
    [row] = sent(database)
    assert (row.verdict, row.remark) == (Verdict.WAITING, "")
    assert isinstance(row.id, uuid.UUID)
