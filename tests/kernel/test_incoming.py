"""A large file on its way in: parts in order, each whole or not at all, over cuts, repeats and a full disk."""

import errno
import hashlib
import os
from datetime import timedelta
from pathlib import Path

import pytest

from app.kernel import incoming as module
from app.kernel.clock import clock_set_to, now
from app.kernel.errors import NotFound
from app.kernel.incoming import (
    MOST_AT_ONCE,
    About,
    Incoming,
    NoRoom,
    PartDamaged,
    TooManyIncoming,
    WrongOffset,
)

ABOUT = About("fatou", "atelier", "film.mp4", 10)


@pytest.fixture
def incoming(tmp_path: Path) -> Incoming:
    return Incoming(tmp_path / "incoming")


def test_parts_come_one_after_the_other(incoming: Incoming) -> None:
    upload = incoming.begin(ABOUT)
    assert incoming.append(upload, ABOUT, offset=0, part=b"01234") == 5
    with pytest.raises(WrongOffset) as refused:
        incoming.check_whole(upload, ABOUT)
    assert refused.value.facts == {"offset": 5}
    assert incoming.append(upload, ABOUT, offset=5, part=b"56789") == 10
    incoming.check_whole(upload, ABOUT)
    assert incoming.path(upload).read_bytes() == b"0123456789"


@pytest.mark.parametrize(
    ("offset", "part"), [(0, b"01234"), (6, b"6789"), (5, b"567890"), (5, b""), (-1, b"0")]
)
def test_a_part_that_is_not_the_next_one_changes_nothing(
    incoming: Incoming, offset: int, part: bytes
) -> None:
    upload = incoming.begin(ABOUT)
    incoming.append(upload, ABOUT, offset=0, part=b"01234")
    with pytest.raises(WrongOffset) as refused:
        incoming.append(upload, ABOUT, offset=offset, part=part)
    assert refused.value.facts == {"offset": 5}
    assert incoming.path(upload).read_bytes() == b"01234"


def test_a_part_that_came_damaged_is_not_kept(incoming: Incoming) -> None:
    upload = incoming.begin(ABOUT)
    digest = hashlib.sha256(b"01234").hexdigest()
    with pytest.raises(PartDamaged):
        incoming.append(upload, ABOUT, offset=0, part=b"01x34", sha256=digest)
    assert incoming.offset(upload) == 0
    assert incoming.append(upload, ABOUT, offset=0, part=b"01234", sha256=digest) == 5


def test_a_disk_that_fills_leaves_what_had_come_whole(incoming: Incoming, monkeypatch) -> None:
    upload = incoming.begin(ABOUT)
    incoming.append(upload, ABOUT, offset=0, part=b"01234")
    write, calls = os.write, []

    def fill(file: int, data) -> int:
        calls.append(1)
        if len(calls) > 1:
            raise OSError(errno.ENOSPC, "full")
        return write(file, data[:2])

    monkeypatch.setattr(module.os, "write", fill)
    with pytest.raises(NoRoom):
        incoming.append(upload, ABOUT, offset=5, part=b"56789")
    monkeypatch.undo()
    assert incoming.path(upload).read_bytes() == b"01234"
    assert incoming.append(upload, ABOUT, offset=5, part=b"56789") == 10


def test_what_has_no_room_does_not_begin(incoming: Incoming) -> None:
    with pytest.raises(NoRoom):
        incoming.begin(About("fatou", "atelier", "film.mp4", 10**18))


def test_an_upload_is_its_senders_in_its_place(incoming: Incoming) -> None:
    upload = incoming.begin(ABOUT)
    assert incoming.about(upload, owner="fatou", place="atelier") == ABOUT
    for owner, place in (("autre", "atelier"), ("fatou", "ailleurs")):
        with pytest.raises(NotFound):
            incoming.about(upload, owner=owner, place=place)


def test_one_person_has_so_many_files_on_their_way(incoming: Incoming) -> None:
    uploads = [incoming.begin(ABOUT) for _ in range(MOST_AT_ONCE)]
    with pytest.raises(TooManyIncoming):
        incoming.begin(ABOUT)
    incoming.end(uploads[0], {"name": "film.mp4"})
    incoming.begin(ABOUT)
    incoming.begin(About("autre", "atelier", "film.mp4", 10))


def test_what_became_of_a_file_is_told_again(incoming: Incoming) -> None:
    upload = incoming.begin(ABOUT)
    assert incoming.done(upload) is None
    incoming.end(upload, {"name": "film.mp4"})
    assert incoming.done(upload) == {"name": "film.mp4"}
    assert not incoming.path(upload).exists()


def test_what_nothing_came_to_for_a_day_goes(incoming: Incoming) -> None:
    old, ended = incoming.begin(ABOUT), incoming.begin(ABOUT)
    incoming.end(ended, {})
    assert incoming.sweep() == 0
    later = now() + timedelta(hours=25)
    with clock_set_to(lambda: later):
        assert incoming.sweep() == 2
    with pytest.raises(NotFound):
        incoming.offset(old)
