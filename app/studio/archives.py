"""The archive of a form: chosen there, or sent by parts before."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from flask import request

from app.catalogue.uploads import laid_down
from app.kernel.errors import DomainError, NotFound
from app.kernel.ids import parse_id
from app.kernel.runtime import runtime

#: The place of such uploads: of no module, as it may be one that does not exist yet.
PLACE = "archive"


class ArchiveGone(DomainError):
    """What was sent by parts is not there any more."""

    code = "archive_gone"


@contextmanager
def sent_archive(owner: str) -> Iterator[Path]:
    """A file on the disk, as long as it is looked at; empty where none was sent. Raises ArchiveGone, WrongOffset, NoRoom."""
    upload = request.form.get("upload", "")
    if not upload:
        sent = request.files.get("archive")
        with laid_down(sent.stream if sent else BytesIO()) as path:
            yield path
        return
    incoming = runtime().incoming
    try:
        upload_id = parse_id(upload)
        about = incoming.about(upload_id, owner=owner, place=PLACE)
        incoming.check_whole(upload_id, about)
    except NotFound:
        raise ArchiveGone from None
    try:
        yield incoming.path(upload_id)
    finally:
        incoming.forget(upload_id)
