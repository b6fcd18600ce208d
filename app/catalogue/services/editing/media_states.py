"""Which content stands under the names of a draft's files: {"media": {name: digest}}, None where there is no such file."""

from collections.abc import Collection, Mapping

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from app.catalogue.draft_media import blocks_by_medium
from app.catalogue.models import Medium, ModuleVersion, VersionMedium
from app.catalogue.services.editing.desk import Desk, State
from app.catalogue.services.editing.refusals import MediumGone, MediumUsed
from app.catalogue.services.editing.writing import write_texts

MEDIA = "media"
Digests = Mapping[str, str | None]


def is_of_media(state: State) -> bool:
    """A state of files alone; that of a whole draft has its units beside."""
    return MEDIA in state and "units" not in state


def media_state(session: Session, draft: ModuleVersion, names: Collection[str]) -> State:
    rows = select(VersionMedium.name, VersionMedium.sha256).where(
        VersionMedium.version_id == draft.id, VersionMedium.name.in_(names)
    )
    there = {row.name: row.sha256 for row in session.execute(rows)}
    return {MEDIA: dict.fromkeys(sorted(names)) | there}


def put_media(desk: Desk, wanted: Digests) -> bool:
    """Make the files of these names those; whether a block shows one of them, so that the draft says something else.

    Raises MediumUsed for a file to take away that a block names, MediumGone for one that the store has let go.
    """
    session, draft_id = desk.session, desk.draft.id
    used = blocks_by_medium(session, draft_id)
    there: Digests = media_state(session, desk.draft, wanted.keys())[MEDIA]
    _check(session, wanted, used)
    for name, sha256 in wanted.items():
        here = VersionMedium.version_id == draft_id, VersionMedium.name == name
        if sha256 is None:
            session.execute(delete(VersionMedium).where(*here))
        elif there[name] is None:
            session.execute(insert(VersionMedium).values(version_id=draft_id, name=name, sha256=sha256))
        else:
            session.execute(update(VersionMedium).where(*here).values(sha256=sha256))
    # Pages keep the place of a picture by its size.
    shown = {block.id: block for name in wanted for block in used.get(name, ())}
    for block in shown.values():
        write_texts(session, draft_id, block)
    session.flush()
    return bool(shown)


def _check(session: Session, wanted: Digests, used: Collection[str]) -> None:
    for name, sha256 in wanted.items():
        if sha256 is None and name in used:
            raise MediumUsed(name=name)
    digests = {sha256 for sha256 in wanted.values() if sha256}
    known = set(session.scalars(select(Medium.sha256).where(Medium.sha256.in_(digests))))
    if digests - known:
        raise MediumGone
