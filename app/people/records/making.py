"""Making a copy: one zip, for its person alone."""

import json
import shutil
import uuid
import zipfile
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.db import Database
from app.kernel.errors import NotFound
from app.kernel.i18n import speaking
from app.kernel.storage import Store
from app.network.models import Centre
from app.people.keeping import KeptFile, Row, parts, plain
from app.people.models import Membership, Person
from app.people.queries import get_person
from app.people.records.format import (
    FILES,
    FORMAT,
    JSON_NAME,
    PAGE_NAME,
    VERSION,
    KeptPart,
    Origin,
    RecordFile,
    Whom,
)
from app.people.records.models import Record
from app.people.records.readable import tell, write_page


def make_record(database: Database, store: Store, record_id: uuid.UUID, *, address: str) -> None:
    """Read everything, write the file, then say that it is there; the same again changes nothing."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "record.zip"
        with database.reading() as session:
            record = session.get(Record, record_id)
            if record is None or record.made_at is not None:
                return
            person = get_person(session, record.person_id)
            with speaking(person.language):
                write_record(session, store, person, path, address=address)
        key, size = f"record-{record_id.hex}.zip", path.stat().st_size
        store.put_file(key, path)
    with database.writing() as session:
        session.execute(
            update(Record)
            .where(Record.id == record_id, Record.made_at.is_(None))
            .values(made_at=now(), key=key, size=size)
        )


def write_record(session: Session, store: Store, person: Person, path: Path, *, address: str) -> None:
    """In the person's language, which is spoken already."""
    kept = {part: part.read(session, person.id) for part in parts()}
    files = [file for part in kept for file in part.files(session, person.id)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        there = {file.name for file in files if _copy(store, file, archive)}
        _name_files(kept.values(), there)
        made_at = now()
        told = RecordFile(
            format=FORMAT,
            version=VERSION,
            made_at=made_at,
            language=person.language,
            origin=Origin(address=address, centres=_centres(session, person.id)),
            person=Whom(id=str(person.id), name=person.name),
            parts=[
                KeptPart(
                    name=part.name,
                    what=str(part.what),
                    why=str(part.why),
                    until=str(part.until),
                    seen_by=str(part.seen_by),
                    rows=[{key: plain(value) for key, value in row.items()} for row in rows],
                )
                for part, rows in kept.items()
            ],
        )
        data = json.dumps(told.model_dump(mode="json"), ensure_ascii=False, indent=1)
        archive.writestr(JSON_NAME, data)
        page = write_page(
            [tell(part, rows) for part, rows in kept.items()],
            name=person.name,
            language=person.language,
            address=address,
            made_at=made_at,
        )
        archive.writestr(PAGE_NAME, page)


def _copy(store: Store, file: KeptFile, archive: zipfile.ZipFile) -> bool:
    """Whether the store still has it."""
    try:
        content, _size = store.open(file.key)
    except NotFound:
        return False
    with content, archive.open(FILES + file.name, "w") as inside:
        shutil.copyfileobj(content, inside)
    return True


def _name_files(kept: Iterable[list[Row]], there: set[str]) -> None:
    """Where a row has a file, it says under which name it lies in the zip."""
    names = {name.partition(".")[0]: FILES + name for name in there}
    for rows in kept:
        for row in rows:
            if "file" in row:
                row["file"] = names.get(str(row["file"]))


def _centres(session: Session, person_id: uuid.UUID) -> list[str]:
    wanted = select(Membership.centre_id).where(Membership.person_id == person_id)
    return list(session.scalars(select(Centre.name).where(Centre.id.in_(wanted)).order_by(Centre.name)))
