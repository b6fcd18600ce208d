"""The disk is full, for files or for the database: what cannot be kept is refused, what is there stays, and room is all it takes."""

import io
import json
import subprocess
import time
import urllib.error
import urllib.request
import uuid
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import databases
from tests.cast import Member
from tests.catalogue.samples import sample
from tests.faults.conftest import ROUNDS
from tests.faults.load import Sent, read_history
from tests.servers import Server, serving

pytestmark = pytest.mark.faults
MEGABYTE = 1024 * 1024
SLUG = "atelier-bois"


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk of its own, where this machine lets one be mounted."""
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "compagnon-test", str(folder)]
    if subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Every byte that is left."""
    path = folder / "filler"
    with path.open("wb", buffering=0) as file:
        for piece in (MEGABYTE, 4096, 1):
            try:
                while True:
                    file.write(b"x" * piece)
            except OSError:
                continue
    return path


def post(server: Server, member: Member, conversation: uuid.UUID) -> tuple[int, str]:
    """Within what one person may write: a hundred at once, then ten a second."""
    sent, status = Sent(member, conversation, str(uuid.uuid4())), 429
    while status == 429:
        status, answer = server.call(
            "POST", f"/api/v1/conversations/{conversation}/messages", token=member.token, body=sent.given
        )
        time.sleep(answer["retry_after"] if status == 429 else 0)
    return status, sent.client_id


def test_a_full_disk_stops_writing_leaves_reading_and_loses_nothing(
    sqlite_template: Path, tmp_path: Path
) -> None:
    with (
        small_disk(tmp_path / "disk", 12) as disk,
        serving(database_url=databases.copy_of(sqlite_template, disk)) as server,
    ):
        learner = server.cast.learner
        conversation, kept = server.open_conversation(), []
        for _ in range(ROUNDS):
            status, client_id = post(server, learner, conversation)
            assert status == 201
            kept.append(client_id)
            filler = fill(disk)
            # What the log had in reserve is soon used up.
            answers = [post(server, learner, conversation) for _ in range(40)]
            kept += [client_id for status, client_id in answers if status == 201]
            assert {status for status, _id in answers} <= {201, 503}
            assert answers[-1][0] == 503
            assert there(server, conversation) == kept
            filler.unlink()
            wait_until_taken(server, conversation, kept)
        assert there(server, conversation) == kept


def there(server: Server, conversation: uuid.UUID) -> list[str]:
    return [each["client_id"] for each in read_history(server, server.cast.learner, conversation)]


def wait_until_taken(server: Server, conversation: uuid.UUID, kept: list[str]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        status, client_id = post(server, server.cast.learner, conversation)
        if status == 201:
            kept.append(client_id)
            return
        assert status == 503
        time.sleep(0.2)
    raise AssertionError("nothing more is taken although there is room")


def test_a_file_that_finds_no_room_is_refused_and_leaves_nothing_behind(
    sqlite_template: Path, tmpfs: Path, tmp_path: Path
) -> None:
    url = databases.copy_of(sqlite_template, tmpfs)
    with (
        small_disk(tmp_path / "media", 4) as media,
        serving(database_url=url, media_url=str(media)) as server,
    ):
        author = server.cast.author
        for _ in range(ROUNDS):
            filler = fill(media)
            assert put_draft(server, author) == (507, "no_room")
            assert [path for path in media.rglob("*") if path.is_file()] == [filler]
            assert server.call("GET", "/api/v1/me", token=author.token)[0] == 200
            filler.unlink()
        assert put_draft(server, author)[0] == 200
        assert [path for path in media.rglob("*") if path.is_file()]


def put_draft(server: Server, author: Member, files: Mapping[str, bytes] | None = None) -> tuple[int, str]:
    """A module with its media, as one zip by the API."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, data in (files or sample()).items():
            file.writestr(name, data)
    asked = urllib.request.Request(
        f"{server.address}/api/v1/modules/{SLUG}/draft",
        method="PUT",
        data=packed.getvalue(),
        headers={"Authorization": f"Bearer {author.token}", "Content-Type": "application/zip"},
    )
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.status, ""
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.loads(refused.read())["code"]
